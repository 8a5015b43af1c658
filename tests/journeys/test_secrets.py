"""
The key that a recording is made with is nowhere afterwards.
"""

import pytest
from journeys.sdks import (
    KEY,
    Sdk,
    ask,
    environment,
    google,
    logged,
    needs_python_sdk,
    post,
    recording,
    serving,
    transcript,
)

PLAIN = "a-key-in-no-known-format-4711"
WISH = {"model": "gemini-2.5-flash", "input": "Name one city with seven bridges."}


def written(folder):
    """
    The bytes of every file below, by name.
    """
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@needs_python_sdk("3.4.0")
@pytest.mark.parametrize(
    ("key", "own"),
    [
        pytest.param(KEY, None, id="the client's, in Google's format"),
        pytest.param(KEY, KEY, id="the recorder's, in Google's format"),
        pytest.param(PLAIN, PLAIN, id="the recorder's, in no known format"),
        pytest.param(
            PLAIN,
            None,
            id="the client's, in no known format",
        ),
    ],
)
def test_the_key_is_written_nowhere(key, own, tmp_path):
    """
    No file, output or journal, of the recorder or of the player, has the key.
    """
    kept = tmp_path / "kept"
    kept.mkdir()
    with (
        google(tmp_path, key=key) as upstream,
        recording(kept / "talk.yaml", upstream.url, "--record-errors", key=own) as recorder,
    ):
        transcript(Sdk("python", "3.4.0"), "conversation", recorder.url, key=key)
        ask("GET", f"{recorder.url}/v1/files?pageSize=3&key={key}", key=None).read()
        post(f"{recorder.url}/v1/interactions", WISH | {"input": f"My key is {key}."}, key).read()
        journal = recorder.journal()
        recorder.end()
    with serving(kept / "talk.yaml") as player:
        # A player has no key of its own; it knows one in a body by its format only.
        post(f"{player.url}/v1/interactions", WISH | {"input": f"My key: {KEY}!"}, key).read()
        journal += player.journal()
        player.end()

    told = [recorder.out, recorder.err, player.out, player.err, journal]

    assert [] == [name for name, data in written(kept).items() if key.encode() in data]
    assert [] == [text for text in told if key in text or KEY in text]


def test_the_recorder_has_a_key_for_those_who_have_none(tmp_path):
    """
    A client with the dummy key reaches the API with the recorder's own.
    """
    from mockgemini.environment import DUMMY_KEY

    with (
        google(tmp_path) as upstream,
        recording(tmp_path / "talk.yaml", upstream.url, key=KEY) as recorder,
    ):
        answer = post(f"{recorder.url}/v1/interactions", WISH, DUMMY_KEY)
        answer.read()
        recorder.end()

    assert answer.status == 200
    assert KEY not in (tmp_path / "talk.yaml").read_text(encoding="utf-8")


def test_upstream_is_asked_for_plain_bytes(tmp_path):
    """
    Whatever the client accepts, the recorder asks for bodies without compression.
    """
    with (
        google(tmp_path) as upstream,
        recording(tmp_path / "talk.yaml", upstream.url) as recorder,
    ):
        post(f"{recorder.url}/v1/interactions", WISH).read()

    asked = [entry["headers"].get("accept-encoding") for entry in logged(tmp_path, "request")]
    assert ["identity"] == asked
    assert "GOOGLE_API_KEY" not in environment()
