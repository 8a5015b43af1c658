import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.recorded_interactions import JSON, recorded, streamed
from samples.shared import needs_recordings

from mockgemini.exchange import Stream
from mockgemini.wire.outcome import (
    FunctionCall,
    Media,
    Outcome,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Turn,
    Unknown,
)
from mockgemini.wire.outputs.reading import read, read_input, read_stream

RESOURCE = {
    "id": "v1_a",
    "status": "requires_action",
    "model": "m",
    "role": "model",
    "outputs": [
        {"type": "thought", "signature": "s", "summary": [{"type": "text", "text": "Hm."}]},
        {"type": "text", "text": "A cat.", "annotations": [{"url": "u"}]},
        {"type": "image", "mime_type": "image/png", "data": "AAAA"},
        {"type": "google_search_call", "id": "g", "arguments": {"queries": ["q"]}},
        {"type": "google_search_result", "call_id": "g", "result": [1]},
        {"type": "function_call", "id": "c", "name": "f", "arguments": {"a": "ü"}},
    ],
}
OUTCOME = Outcome(
    (
        Thought("Hm.", "s"),
        Text("A cat.", ({"url": "u"},)),
        Media("image", "image/png", "AAAA"),
        ToolCall("google_search", {"queries": ["q"]}, "g"),
        ToolResult("google_search", "g", [1]),
        FunctionCall("f", {"a": "ü"}, "c"),
    ),
    status="requires_action",
    id="v1_a",
    model="m",
)
DELTAS = [
    [
        {"type": "thought_summary", "content": {"type": "text", "text": "Hm."}},
        {"type": "thought_signature", "signature": "s"},
    ],
    [
        {"type": "text", "text": "A "},
        {"type": "text", "text": "cat."},
        {"type": "text_annotation", "annotations": [{"url": "u"}]},
    ],
    [RESOURCE["outputs"][2]],
    [RESOURCE["outputs"][3]],
    [RESOURCE["outputs"][4]],
    [RESOURCE["outputs"][5]],
]


def events_of(starts):
    """
    The resource as a stream, each content beginning with what `starts` makes of it.
    """
    yield {"interaction": {"id": "v1_a", "status": "in_progress", "model": "m"}}
    for index, deltas in enumerate(DELTAS):
        yield {"index": index, **starts(RESOURCE["outputs"][index])}
        yield from ({"index": index, "delta": delta} for delta in deltas)
        yield {"index": index, "event_type": "content.stop"}
    yield {"interaction": {"status": "requires_action"}}


def test_resource():
    """
    A resource's contents are the parts, in order.
    """
    assert OUTCOME == read(RESOURCE)


@pytest.mark.parametrize(
    "starts",
    [lambda content: {"content": {"type": content["type"]}}, lambda _: {}],
    ids=["whole", "without starts"],
)
def test_stream(starts):
    """
    A stream tells the same as the resource, even if the contents' starts are lost.
    """
    stream = streamed([(None, json.dumps(event)) for event in events_of(starts)])

    assert OUTCOME == read_stream(stream.events)


def test_input():
    """
    Input is read as turns; what only the newer revision has is unknown here.
    """
    assert (Turn("user", (Text("hi"),)),) == read_input({"input": "hi"})
    assert (Turn("model", (Text("yo"),)),) == read_input(
        {"input": [{"role": "model", "content": [{"type": "text", "text": "yo"}]}]}
    )
    step = {"type": "user_input", "content": "hi"}
    assert (Turn("user", (Unknown("user_input", step),)),) == read_input({"input": step})
    assert () == read_input({}) == read_input(None)


@given(JSON, st.lists(JSON))
def test_anything(value, contents):
    """
    No body upsets it.
    """
    assert isinstance(read({"outputs": contents, "input": value}), Outcome)
    assert isinstance(read_input({"input": contents}), tuple)


@needs_recordings
@pytest.mark.parametrize(
    ("name", "exchange"),
    [
        pytest.param(name, exchange, id=name)
        for name, exchange in recorded()
        if exchange.revision == "outputs"
    ],
)
def test_recordings(name, exchange):
    """
    Every recorded answer is understood whole, and says something once it is completed.
    """
    answer = exchange.answer

    if isinstance(answer, Stream):
        outcome = read_stream(answer.events)
    else:
        outcome = read(json.loads(answer.body.read()))

    assert not [part for part in outcome.parts if isinstance(part, Unknown)]
    assert not outcome.extra
    assert (outcome.status == "completed") == bool(outcome.text), name
