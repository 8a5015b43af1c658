"""
A client that loses a job's stream and takes it up again, with the real SDKs.
"""

import json

import pytest
from journeys.sdks import Sdk, param, serving, transcript

SDKS = [Sdk("python", "1.75.0"), Sdk("python", "2.34.0"), Sdk("python", "3.4.0")]


@pytest.fixture(scope="module")
def server():
    """
    `mockgemini serve`, with no cassette.
    """
    with serving() as running:
        yield running


@pytest.mark.parametrize("events", [1, 30])
@pytest.mark.parametrize("sdk", [param(sdk) for sdk in SDKS])
def test_nothing_is_lost_and_nothing_comes_twice(sdk, events, server):
    """
    Wherever the stream was left, both parts together are the text of the finished job.
    """
    told = json.loads(transcript(sdk, "resume", f"{server.url}/s/{sdk}", str(events)))

    assert told["ended"].startswith("interaction.complete")
    assert len(told["whole"]) > 1000
    assert told["whole"] == told["read"]
