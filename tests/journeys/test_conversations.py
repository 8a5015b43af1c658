"""
Real SDKs talk through the recorder, then to the recording: they must not notice the difference.
"""

import pytest
from journeys.sdks import (
    Sdk,
    google,
    needs_javascript_sdk,
    needs_python_sdk,
    param,
    recording,
    serving,
    transcript,
)

PYTHON = ("1.55.0", "1.75.0", "2.0.0", "2.34.0", "3.4.0")
JAVASCRIPT = ("1.33.0", "3.1.0")
EVERY = [Sdk("python", version, waits) for version in PYTHON for waits in (False, True)]
EVERY += [Sdk("js", version) for version in JAVASCRIPT]
GENERATIONS = [Sdk("python", "1.55.0"), Sdk("python", "3.4.0", True), EVERY[-2], EVERY[-1]]
ALIKE = ("turns", "jobs", "files")
"""What the newer SDKs say alike; errors they word each in its way."""


@pytest.mark.parametrize("sdk", [param(sdk) for sdk in EVERY])
def test_a_replay_tells_what_the_recording_told(sdk, tmp_path):
    """
    Every SDK gets from the cassette what it got from the API: texts, ids, events, usage, errors.
    """
    cassette = tmp_path / "talk.yaml"
    with google(tmp_path) as upstream:
        with recording(cassette, upstream.url, "--record-errors") as recorder:
            live = transcript(sdk, "conversation", recorder.url)
            assert recorder.end() == 0, recorder.err
        upstream.end()

    with serving(cassette) as player:
        replayed = transcript(sdk, "conversation", player.url)

    assert live == replayed


@pytest.mark.parametrize("sdk", [param(sdk) for sdk in GENERATIONS])
def test_the_recorder_is_not_noticed(sdk, tmp_path):
    """
    Through the recorder an SDK is told what it is told without it.
    """
    for folder in ("with", "without"):
        (tmp_path / folder).mkdir()
    with google(tmp_path / "without") as upstream:
        direct = transcript(sdk, "conversation", upstream.url)

    with (
        google(tmp_path / "with") as upstream,
        recording(tmp_path / "talk.yaml", upstream.url) as recorder,
    ):
        through = transcript(sdk, "conversation", recorder.url)

    assert direct == through


@needs_python_sdk("2.34.0")
@needs_python_sdk("3.4.0")
@needs_javascript_sdk("3.1.0")
def test_one_cassette_serves_several_sdks(tmp_path):
    """
    A cassette recorded with one SDK replays for a later one and for the other language.
    """
    cassette = tmp_path / "talk.yaml"
    with google(tmp_path) as upstream, recording(cassette, upstream.url) as recorder:
        recorded = transcript(Sdk("python", "2.34.0"), "conversation", recorder.url, *ALIKE)
        recorder.end()

    told = {}
    for sdk in (Sdk("python", "3.4.0"), Sdk("python", "3.4.0", True), Sdk("js", "3.1.0")):
        with serving(cassette) as player:
            told[str(sdk)] = transcript(sdk, "conversation", player.url, *ALIKE)

    assert dict.fromkeys(told, recorded) == told
