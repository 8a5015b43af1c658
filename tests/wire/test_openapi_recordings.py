"""
Google's own OpenAPI of its first week against the recordings.
"""

import json

import pytest
from samples.openapi import errors, needs_openapi
from samples.recorded_interactions import recorded
from samples.shared import needs_recordings

from mockgemini.exchange import Stream


def bodies():
    for name, exchange in recorded():
        answer = exchange.answer
        if exchange.revision != "outputs":
            continue
        if not isinstance(answer, Stream):
            yield pytest.param("Interaction", json.loads(answer.body.read()), id=name)
        else:
            for number, event in enumerate(answer.events, 1):
                if event.data not in {None, "[DONE]"}:
                    data = json.loads(event.data)
                    yield pytest.param("InteractionSseEvent", data, id=f"{name}-{number}")


@needs_openapi
@needs_recordings
@pytest.mark.parametrize(("schema", "body"), list(bodies()))
def test_recordings_fit(schema, body):
    """
    What was recorded fits what Google published, as another validator sees it.
    """
    assert [] == errors(schema, body)


@needs_openapi
@pytest.mark.parametrize(
    ("schema", "body", "found"),
    [
        ("Content", {"type": "text", "text": 1}, ["$.text: 1 is not of type 'string'"]),
        ("Content", {"text": "hi"}, ["$: 'type' is a required property"]),
        (
            "InteractionStatusUpdate",
            {"status": "gone"},
            [
                (
                    "$.status: 'gone' is not one of ['in_progress', 'requires_action', 'completed',"
                    " 'failed', 'cancelled']"
                )
            ],
        ),
        ("ModelOption", "gemini-4", []),
        ("ToolChoice", "any", []),
    ],
    ids=["wrong type", "no type", "no such value", "open enumeration", "member"],
)
def test_the_judge(schema, body, found):
    """
    The judge names the place, and judges only the member that the type names.
    """
    assert found == errors(schema, body)
