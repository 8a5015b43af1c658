"""
What a miss offers to do: the commands that record, the rules that forget.
"""

import asyncio

import pytest
from samples.replayed import ask, cassette, reply

from mockgemini.cassette.cassette import Cassette
from mockgemini.exchange import Exchange
from mockgemini.replay.player import Player


def report_on(asked, recorded):
    """
    The report on a request that differs from the one that was recorded.
    """
    found = asyncio.run(Player([recorded]).find(asked))
    return found.text()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("on 2026-06-03", "on 2026-06-04", 'normalize=["date"]'),
        ("on 2026-06-03T10:00Z", "on 2026-06-04T11:00Z", 'normalize=["datetime"]'),
        (
            "0b0e0f1a-1111-4222-8333-444455556666 on 2026-06-03",
            "1b0e0f1a-1111-4222-8333-444455556666 on 2026-06-04",
            'normalize=["date", "uuid"]',
        ),
        ("read /tmp/tmpa1b2/x", "read /tmp/tmpc3d4/x", 'normalize=["tmp_path"]'),
    ],
)
def test_dates_and_their_like_get_a_line_to_paste(old, new, line):
    """
    Where only dates, times, UUIDs or temporary paths differ, the report has the rule for them.
    """
    report = report_on(ask(new), cassette((ask(old), reply())))

    assert f"{line} in the marker" in report
    assert "at the head of weather.yaml: normalize: [" in report


@pytest.mark.parametrize(
    ("old", "new"),
    [("on 2026-06-03", "at 2026-06-04"), ("2026-06-03", "2026-06-03 2026-06-04"), ("a", "b")],
)
def test_no_line_to_paste_that_would_not_help(old, new):
    """
    Where something else differs as well, no rule is offered.
    """
    assert "normalize" not in report_on(ask(new), cassette((ask(old), reply())))


@pytest.mark.parametrize(
    ("old", "new", "is_offered"),
    [
        ({"labels": {"run": "one"}}, {"labels": {"run": "two"}}, True),
        ({"generation_config": {"seed": 1}}, {"generation_config": {"seed": 2}}, True),
        ({"nonce": "a1b2c3"}, {"nonce": "d4e5f6"}, True),
        ({"previous_interaction_id": "v1_a1b2c3"}, {"previous_interaction_id": "v1_d4e5f6"}, False),
        ({"store": True}, {"store": False}, False),
        ({"nonce": "a1b2c3", "store": True}, {"nonce": "d4e5f6"}, False),
    ],
)
def test_chance_gets_an_ignore_line(old, new, is_offered):
    """
    Where one place differs that means nothing, the report has the rule that ignores it.
    """
    report = report_on(ask("hi", **new), cassette((ask("hi", **old), reply())))

    assert is_offered == ("ignore=" in report)


def test_cassette_without_a_file_can_be_spoken_of():
    """
    The cure for a cassette that is in no file names a place to put one.
    """
    recorded = Cassette(exchanges=(Exchange(ask("2026-06-03"), reply(), revision="steps"),))

    report = report_on(ask("2026-06-04"), recorded)

    assert "To record it: mockgemini record CASSETTE --mode new_episodes" in report
    assert "at the head of the cassette: normalize" in report


@pytest.mark.parametrize(
    ("name", "told"), [("talk.yaml", "talk.yaml"), ("my talks/one.yaml", "'my talks/one.yaml'")]
)
def test_the_command_can_be_pasted(name, told, tmp_path, monkeypatch):
    """
    The path is told from here, and quoted where a shell wants that.
    """
    monkeypatch.chdir(tmp_path)
    exchanges = (Exchange(ask("a"), reply(), revision="steps"),)

    report = report_on(ask("b"), Cassette(exchanges=exchanges, path=tmp_path / name))

    assert f"To record it: mockgemini record {told} --mode new_episodes" in report


def test_whoever_records_otherwise_says_so():
    """
    A player may know of a better command than ours.
    """
    player = Player([cassette((ask("a"), reply()))], record_with=lambda: "make cassettes")

    found = asyncio.run(player.find(ask("b")))

    assert ("To record it: make cassettes",) == found.cure
