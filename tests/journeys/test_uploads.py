"""
A large file goes up through a space, and comes from the cassette afterwards.
"""

import re

import pytest
from journeys.sdks import Sdk, google, needs_python_sdk, param, recording, serving, transcript

EVERY = [Sdk("python", "1.55.0"), Sdk("python", "3.4.0"), Sdk("js", "1.33.0"), Sdk("js", "3.1.0")]


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """
    A cassette of an upload of 20 MB, recorded through a space, and what the program told.
    """
    missing = Sdk("python", "3.4.0").missing
    if missing:
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("film")
    cassette = folder / "film.yaml"
    with google(folder) as upstream, recording(cassette, upstream.url) as recorder:
        told = transcript(Sdk("python", "3.4.0"), "upload", f"{recorder.url}/s/film")
        assert recorder.end() == 0, recorder.err
    return cassette, told


@needs_python_sdk("3.4.0")
def test_a_large_upload_makes_a_small_cassette(film):
    """
    Twenty million bytes go up; the cassette is less than 20 KB and names no upload's address.
    """
    cassette, told = film

    text = cassette.read_text(encoding="utf-8")

    assert told.startswith("uploaded files/")
    assert len(text) < 20_000
    assert "ABgVH" not in text
    assert re.search(r"127\.0\.0\.1:\d+/upload", text) is None


@pytest.mark.parametrize("sdk", [param(sdk) for sdk in EVERY if "1." not in sdk.version[:2]])
def test_another_sdk_uploads_to_the_cassette(sdk, film):
    """
    The same bytes, sent by either language through any space, find the recorded upload.
    """
    cassette, told = film

    with serving(cassette) as player:
        assert told == transcript(sdk, "upload", f"{player.url}/s/again", key="any")


@pytest.mark.parametrize("sdk", [param(sdk) for sdk in EVERY if "1." in sdk.version[:2]])
def test_older_sdks_upload_and_replay(sdk, tmp_path):
    """
    The older generation uploads through the recorder and from the cassette alike.
    """
    cassette = tmp_path / "film.yaml"
    with google(tmp_path) as upstream, recording(cassette, upstream.url) as recorder:
        live = transcript(sdk, "upload", f"{recorder.url}/s/film")
        recorder.end()

    with serving(cassette) as player:
        assert live == transcript(sdk, "upload", f"{player.url}/s/film", key="any")
