import asyncio
import os

import pytest
from samples.contract_cassettes import TALK, ask, cassette, reply, resource, with_events, written

from mockgemini.contract.warning import warnings_of
from mockgemini.exchange import Exchange
from mockgemini.spaces.recording import Recording, Take


def test_good_recordings(tmp_path):
    """
    A sound recording is not worth a word.
    """
    written(tmp_path / "a.yaml", cassette("steps"))

    assert [] == warnings_of(tmp_path / "a.yaml")


def test_what_breaks_clients(tmp_path):
    """
    The first five are told, and how many more there are.
    """
    path = tmp_path / "a.yaml"
    written(path, cassette("steps"))
    first = with_events(path, 0, lambda events: [["x", "7"]] * len(events))

    told = warnings_of(path)

    assert 6 == len(told)
    assert told[0].startswith(f"{path}:{first}: event 1: breaking event_not_json")
    assert told[-1].startswith(f"{path}: ")
    assert told[-1].endswith(f"more from the schema; see 'mockgemini check {path}'")


def test_what_cannot_be_read(tmp_path):
    """
    A cassette that cannot be read is told of, too.
    """
    path = tmp_path / "a.yaml"
    path.write_text("x: 1\n")

    assert [f"{path}:1: not a cassette: expected 'cassette: 1' at the top"] == warnings_of(path)


def test_large_ones(tmp_path):
    """
    A large recording is left to those who have the time.
    """
    path = tmp_path / "a.yaml"
    path.touch()
    os.truncate(path, 5 * 1024 * 1024)

    assert [] == warnings_of(path)


@pytest.mark.parametrize(("changed", "count"), [({}, 0), ({"model": 7}, 1)], ids=["good", "bad"])
def test_recordings_are_warned_of(changed, count, tmp_path):
    """
    A recording that breaks with the schema is kept as any other, and a warning stands beside it.
    """
    path = tmp_path / "a.yaml"
    recording = Recording(Take(path, upstream="http://127.0.0.1:9"))
    body = resource(TALK, "steps") | changed

    recording.tape.append(Exchange(ask(), reply(body), revision="steps"))
    made = recording.finish()
    asyncio.run(recording.close())

    assert (path, [], count) == (made, recording.reports, len(recording.warnings))
    assert all("model: " in each and str(path) in each for each in recording.warnings)
