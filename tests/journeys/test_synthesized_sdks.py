"""
What the real SDKs make of everything the synthesizer says: nothing in it is unknown to them.
"""

import json

import pytest
from journeys.sdks import Sdk, param, serving, transcript
from samples.synthesized_corpus import NEW, OLD, corpus

RECORDED = {
    "answer.object": "recorded in every answer, and declared by no SDK",
    "interaction.start.interaction.object": "the same",
    "interaction.complete.interaction.object": "the same",
    "interaction.completed.interaction.environment_id": "recorded of Antigravity",
}
"""Members that an SDK has no field for, with the reason why they are told all the same."""

ALIKE = {
    "content.delta.delta.search_type": "recorded in JSON; so that a stream tells what GET tells",
    "answer.steps[].result": "a file search's result, which the older revision documents",
    "step.delta.delta.result[].file_search_store": "the same",
    "step.delta.delta.result[].text": "the same",
    "step.delta.delta.result[].title": "the same",
}

SDKS = [
    (Sdk("python", "1.75.0"), OLD),
    (Sdk("python", "2.34.0"), NEW),
    (Sdk("python", "3.4.0"), NEW),
]


@pytest.fixture(scope="module")
def server():
    """
    `mockgemini serve`, with no cassette.
    """
    with serving() as running:
        yield running


@pytest.mark.parametrize(
    ("sdk", "revision"),
    [pytest.param(*each, marks=param(each[0]).marks, id=str(each[0])) for each in SDKS],
)
def test_nothing_is_unknown(sdk, revision, server, tmp_path):
    """
    No answer, event, step, content or delta is of a type that the SDK does not know.
    """
    requests = corpus(revision)
    (tmp_path / "corpus.json").write_text(json.dumps(requests))

    found = json.loads(
        transcript(sdk, "corpus", f"{server.url}/s/{sdk}", str(tmp_path / "corpus.json"))
    )

    places = {place for each in found.values() for place in each}
    print(f"{sdk}: {len(found)} requests, whole and streamed; unknown members: {sorted(places)}")
    assert requests.keys() == found.keys()
    assert set() == {each for each in places if ": " in each}, "types that are unknown"
    assert set() == places - RECORDED.keys() - ALIKE.keys()
