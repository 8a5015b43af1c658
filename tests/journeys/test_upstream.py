"""
The stand-in for Google itself: without any recording every SDK can talk to it.
"""

import json

import pytest
from journeys.sdks import KEY, Sdk, frames, get, google, logged, param, post, transcript

NEWEST = [Sdk("python", "1.75.0"), Sdk("python", "3.4.0"), Sdk("js", "3.1.0")]
WISH = {"model": "gemini-2.5-flash", "input": "Hello"}


@pytest.mark.parametrize("sdk", [param(sdk) for sdk in NEWEST])
def test_the_stand_in_needs_no_recordings(sdk, tmp_path):
    """
    With invented bodies only, the whole conversation takes place.
    """
    with google(tmp_path, "--invented") as upstream:
        told = transcript(sdk, "conversation", upstream.url)
        assert upstream.end() == 0

    assert "file deleted" == told.splitlines()[-1]
    assert "Seven bridges cross the river" in told


def test_another_key_is_refused(tmp_path):
    """
    A wrong key gets Google's own refusal.
    """
    with google(tmp_path) as upstream:
        answer = post(f"{upstream.url}/v1/interactions", WISH, key="wrong")
        body = json.loads(answer.read())

    assert (400, "API key not valid. Please pass a valid API key.") == (
        answer.status,
        body["error"]["message"],
    )


def test_every_event_is_a_chunk_of_its_own(tmp_path):
    """
    The log has a line for each event, in order, with the time when it was sent.
    """
    with google(tmp_path, "--gap", "0.03") as upstream:
        events = frames(post(f"{upstream.url}/v1/interactions", WISH | {"stream": True}))

    sent = [entry["at"] for entry in logged(tmp_path, "chunk")]

    assert len(events) == len(sent)
    assert all(0 <= arrived - at < 0.5 for (arrived, _), at in zip(events, sent, strict=True))
    assert KEY not in (tmp_path / "google.log").read_text(encoding="utf-8")


def test_a_chain_keeps_its_root(tmp_path):
    """
    An interaction that continues another has the first one's root in its id.
    """
    with google(tmp_path) as upstream:
        url = f"{upstream.url}/v1/interactions"
        first = json.loads(post(url, WISH).read())
        second = json.loads(post(url, WISH | {"previous_interaction_id": first["id"]}).read())
        fetched = json.loads(get(f"{url}/{second['id']}", key=KEY))

    assert first["id"][:30] == second["id"][:30]
    assert first["id"] != second["id"]
    assert second == fetched
