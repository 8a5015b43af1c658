"""
Servers that are ended, politely or not, while there is something to lose.
"""

import shutil
import signal
import sys

import pytest
import yaml
from journeys.sdks import MOCKGEMINI, environment, google, post, ran, recording, serving

WISH = {"model": "gemini-2.5-flash", "input": "Question 0"}
POLITE = [signal.SIGTERM, signal.SIGINT]
no_kill = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def asked(url, number, **more):
    """
    The answer to the question of that number.
    """
    wish = WISH | {"input": f"Question {number}"} | more
    return post(f"{url}/v1/interactions", wish)


@no_kill
def test_a_killed_recording_keeps_what_was_whole(tmp_path):
    """
    Killed during the tenth exchange: the part has nine, the old cassette is as it was.
    """
    cassette = tmp_path / "talk.yaml"
    with google(tmp_path, "--gap", "0.3") as upstream:
        with recording(cassette, upstream.url) as recorder:
            asked(recorder.url, 0).read()
            recorder.end()
        before = cassette.read_bytes()

        with recording(cassette, upstream.url) as recorder:
            for number in range(1, 10):
                asked(recorder.url, number).read()
            asked(recorder.url, 10, stream=True).read1()
            recorder.end(signal.SIGKILL)

    shown = ran([*MOCKGEMINI, "show", f"{cassette}.part"], environment(key=None))

    assert before == cassette.read_bytes()
    assert shown.code == 0, shown.err
    for number in range(1, 10):
        assert f"Question {number}" in shown.out
    assert "Question 10" not in shown.out


@no_kill
def test_a_part_that_was_left_is_named(tmp_path):
    """
    Who serves a cassette, shows it or records it again is told of the part that lies beside it.
    """
    cassette = tmp_path / "talk.yaml"
    with google(tmp_path) as upstream:
        with recording(cassette, upstream.url) as recorder:
            asked(recorder.url, 1).read()
            recorder.end()
        shutil.copy(cassette, f"{cassette}.part")

        with recording(cassette, upstream.url) as recorder:
            recorder.end()
        shutil.copy(cassette, f"{cassette}.part")
        with serving(cassette) as player:
            player.end()
    shown = ran([*MOCKGEMINI, "show", str(cassette)], environment(key=None))

    for told in (recorder, player, shown):
        assert "talk.yaml.part" in told.out + told.err


@pytest.mark.parametrize("how", POLITE, ids=lambda how: how.name)
def test_a_recording_ends_well_when_told_to(how, tmp_path):
    """
    SIGTERM and SIGINT end the recorder with code 0, everything written and no part left.
    """
    cassette = tmp_path / "talk.yaml"
    with google(tmp_path) as upstream, recording(cassette, upstream.url) as recorder:
        asked(recorder.url, 1).read()
        asked(recorder.url, 2, stream=True).read()

        assert recorder.end(how) == 0

    assert "Traceback" not in recorder.err
    assert len(yaml.safe_load(cassette.read_text(encoding="utf-8"))["exchanges"]) == 2
    assert not (tmp_path / "talk.yaml.part").exists()


@pytest.mark.parametrize("how", POLITE, ids=lambda how: how.name)
def test_a_recording_ended_within_a_stream_keeps_what_came(how, tmp_path):
    """
    Told to end while a stream is on its way, the recorder still ends well and writes the others.
    """
    cassette = tmp_path / "talk.yaml"
    with (
        google(tmp_path, "--gap", "0.2") as upstream,
        recording(cassette, upstream.url) as recorder,
    ):
        asked(recorder.url, 1).read()
        answer = asked(recorder.url, 2, stream=True)
        answer.read1()

        assert recorder.end(how) == 0
        answer.close()

    exchanges = yaml.safe_load(cassette.read_text(encoding="utf-8"))["exchanges"]
    assert exchanges[0]["request"]["body"]["input"] == "Question 1"
    assert "Traceback" not in recorder.err


@pytest.mark.parametrize("how", POLITE, ids=lambda how: how.name)
def test_a_server_ends_well_when_told_to(how, tmp_path):
    """
    SIGTERM and SIGINT end the player with code 0 and without a word on stderr.
    """
    cassette = tmp_path / "talk.yaml"
    with google(tmp_path) as upstream, recording(cassette, upstream.url) as recorder:
        asked(recorder.url, 1).read()
        recorder.end()

    with serving(cassette) as player:
        asked(player.url, 1).read()

        assert player.end(how) == 0
    assert "" == player.err
    assert player.out.startswith("mockgemini: serving http://127.0.0.1:")


def test_a_client_that_leaves_does_not_spoil_the_tape(tmp_path):
    """
    When the client leaves in the middle, upstream is read to its end, and the tape is whole.
    """
    cassette = tmp_path / "talk.yaml"
    with (
        google(tmp_path, "--gap", "0.05") as upstream,
        recording(cassette, upstream.url) as recorder,
    ):
        answer = asked(recorder.url, 1, stream=True)
        answer.read1()
        answer.close()
        asked(recorder.url, 2, stream=True).read()
        assert recorder.end() == 0

    texts = cassette.read_text(encoding="utf-8")
    left = yaml.safe_load(texts)["exchanges"][0]["answer"]
    assert "cut" not in left
    assert left["events"].rstrip().endswith("done [DONE]")
