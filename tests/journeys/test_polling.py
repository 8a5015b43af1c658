"""
A job in the background that is asked about again and again.
"""

import json

import yaml
from journeys.sdks import get, google, post, recording, serving

JOB = {"agent": "deep-research-pro-preview-12-2025", "input": "Bridges.", "background": True}


def polled(url, key="any"):
    """
    The statuses that a job went through, asked every 10 ms until it is done.
    """
    job = json.loads(post(f"{url}/v1/interactions", JOB, key=key).read())
    seen = [job["status"]]
    while seen[-1] == "in_progress":
        job = json.loads(get(f"{url}/v1/interactions/{job['id']}", key=key))
        seen.append(job["status"])
    return seen


def test_fourteen_polls_are_one_exchange(tmp_path):
    """
    However often a job is polled, the cassette has one exchange for it, with one line a state.
    """
    cassette = tmp_path / "job.yaml"
    key = "AIza" + "x" * 35
    with (
        google(tmp_path, "--polls", "13", key=key) as upstream,
        recording(cassette, upstream.url) as recorder,
    ):
        live = polled(recorder.url, key)
        recorder.end()

    exchanges = yaml.safe_load(cassette.read_text(encoding="utf-8"))["exchanges"]

    assert ["in_progress"] * 14 + ["completed"] == live
    assert len(exchanges) == 2
    states = exchanges[1]["polls"]
    assert [13, 1] == [state.get("times", 1) for state in states]
    assert ["in_progress", "completed"] == [state["body"]["status"] for state in states]
    with serving(cassette) as player:
        assert ["in_progress", "in_progress", "completed"] == polled(player.url)
