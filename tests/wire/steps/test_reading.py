import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.recorded_interactions import JSON, recorded, streamed
from samples.shared import needs_recordings

from mockgemini.exchange import Reply, Stream
from mockgemini.wire.outcome import (
    Error,
    Failed,
    FunctionCall,
    FunctionResult,
    Media,
    Outcome,
    Text,
    Thought,
    ToolCall,
    Turn,
    Unknown,
    UserInput,
)
from mockgemini.wire.steps.reading import read, read_input, read_stream

RESOURCE = {
    "id": "v1_a",
    "status": "requires_action",
    "model": "m",
    "steps": [
        {"type": "thought", "signature": "s", "summary": [{"type": "text", "text": "Hm."}]},
        {
            "type": "model_output",
            "content": [
                {"type": "text", "text": "A cat.", "annotations": [{"url": "u"}]},
                {"type": "image", "mime_type": "image/png", "data": "AAAA"},
                {"type": "image", "mime_type": "image/png", "data": "BBBB"},
                {"type": "text", "text": "Another."},
                {"type": "audio", "data": "AAAABBBB"},
            ],
        },
        {"type": "model_output", "content": [{"type": "text", "text": "Done."}]},
        {"type": "google_search_call", "id": "g", "arguments": {"queries": ["q"]}},
        {"type": "function_call", "id": "c", "name": "f", "arguments": {"a": "ü"}},
    ],
}
OUTCOME = Outcome(
    (
        Thought("Hm.", "s"),
        Text("A cat.", ({"url": "u"},)),
        Media("image", "image/png", "AAAA"),
        Media("image", "image/png", "BBBB"),
        Text("Another."),
        Media("audio", None, "AAAABBBB"),
        Text("Done.", is_apart=True),
        ToolCall("google_search", {"queries": ["q"]}, "g"),
        FunctionCall("f", {"a": "ü"}, "c"),
    ),
    status="requires_action",
    id="v1_a",
    model="m",
)
CONTENT = RESOURCE["steps"][1]["content"]
DELTAS = [
    [
        {"type": "thought_summary", "content": {"type": "text", "text": "Hm."}},
        {"type": "thought_signature", "signature": "s"},
    ],
    [
        {"type": "text", "text": "A "},
        {"type": "text", "text": "cat."},
        {"type": "text_annotation_delta", "annotations": [{"url": "u"}]},
        CONTENT[1],
        CONTENT[2],
        CONTENT[3],
        {"type": "audio", "data": "AAAA"},
        {"type": "audio", "data": "BBBB"},
    ],
    [{"type": "text", "text": "Done."}],
    [{"type": "google_search_call", "arguments": {"queries": ["q"]}}],
    [
        {"type": "arguments_delta", "arguments": '{"a": "'},
        {"type": "arguments_delta", "arguments": 'ü"}'},
    ],
]
STARTS = [
    {"type": "thought"},
    {"type": "model_output"},
    {"type": "model_output"},
    {"type": "google_search_call", "id": "g"},
    {"type": "function_call", "id": "c", "name": "f", "arguments": {}},
]


def events_of(starts=STARTS, deltas=DELTAS):
    yield {"interaction": {"id": "v1_a", "status": "in_progress", "model": "m"}}
    for index, start in enumerate(starts):
        yield {"index": index, "step": start}
        yield from ({"index": index, "delta": delta} for delta in deltas[index])
        yield {"index": index, "event_type": "step.stop"}
    yield {"interaction": {"status": "requires_action"}}


def told(*events):
    return read_stream(streamed([(None, json.dumps(event)) for event in events]).events)


def test_resource():
    """
    The contents of messages and all other steps are the parts, in order.
    """
    assert OUTCOME == read(RESOURCE)


def test_stream():
    """
    A stream tells the same as the resource.
    """
    assert OUTCOME == told(*events_of())


def test_starts_that_tell_all():
    """
    A step may be told whole when it starts, deltas or none after it.
    """
    empty = [[] for _ in RESOURCE["steps"]]

    assert OUTCOME == told(*events_of(RESOURCE["steps"], empty))


def test_starts_that_tell_the_beginning():
    """
    A step may start with its first piece.
    """
    start = {"type": "model_output", "content": [{"type": "text", "text": "A "}]}

    outcome = told({"index": 0, "step": start}, {"index": 0, "delta": DELTAS[1][1]})

    assert Outcome((Text("A cat."),)) == outcome


def test_lost_starts():
    """
    Where a step's start is lost, its deltas tell what it is.
    """
    events = [{"index": 3, "delta": delta} for delta in DELTAS[1]]

    assert OUTCOME.parts[1:6] == told(*events).parts


def test_user_input():
    """
    What the user said is read as such wherever an answer repeats it.
    """
    step = {"type": "user_input", "content": [{"type": "text", "text": "hi"}]}

    outcome = read({"steps": [step], "input": [step]})

    said = (Text("hi"),)
    assert Outcome((UserInput(said),), input=(Turn("user", said),)) == outcome


def test_failed_steps():
    """
    The error that a message ended in is a part; so is what has no name.
    """
    step = {"type": "model_output", "error": {"code": 3, "message": "no"}, "mood": "bad"}

    outcome = read({"steps": [step]})

    unknown = Unknown("model_output", {"mood": "bad"})
    assert (Failed(Error(3, "no")), unknown) == outcome.parts


def test_input():
    """
    Input is read as turns, be it a text, steps or turns.
    """
    assert (Turn("user", (Text("hi"),)),) == read_input({"input": "hi"})
    assert (
        Turn("user", (Text("hi"),)),
        Turn("model", (Thought("", "s"), Text("yo"), FunctionCall("f"))),
        Turn("user", (FunctionResult("c", "f", "sunny"),)),
    ) == read_input(
        {
            "input": [
                {"type": "user_input", "content": [{"type": "text", "text": "hi"}]},
                {"type": "thought", "signature": "s"},
                {"type": "model_output", "content": [{"type": "text", "text": "yo"}]},
                {"type": "function_call", "name": "f", "arguments": {}},
                {"type": "function_result", "call_id": "c", "name": "f", "result": "sunny"},
            ]
        }
    )
    assert () == read_input({}) == read_input(None)


@given(JSON, st.lists(JSON))
def test_anything(value, items):
    """
    No body upsets it.
    """
    message = {"type": "model_output", "content": value}

    assert isinstance(read({"steps": [*items, message], "input": [message]}), Outcome)
    assert isinstance(read_input({"input": items}), tuple)


def of_steps():
    return [(name, exchange) for name, exchange in recorded() if exchange.revision == "steps"]


@needs_recordings
@pytest.mark.parametrize(
    "exchange", [pytest.param(exchange, id=name) for name, exchange in of_steps()]
)
def test_recordings(exchange):
    """
    Every recorded answer is understood whole, and says or shows something once it is completed.
    """
    outcome = read_any(exchange.answer)

    assert not [part for part in outcome.parts if isinstance(part, Unknown)]
    assert not outcome.extra
    says = any(isinstance(part, Text | Media) for part in outcome.parts)
    assert (outcome.status in {"completed", "incomplete"}) == says


@needs_recordings
@pytest.mark.parametrize("name", ["basic", "google-search", "tool-call-step1", "tool-call-step2"])
def test_both_ways_agree(name):
    """
    The same conversation gives the same kinds of parts, streamed or whole.
    """
    kinds = {
        isinstance(exchange.answer, Stream): [
            (type(part), getattr(part, "name", getattr(part, "kind", "")))
            for part in read_any(exchange.answer).parts
        ]
        for path, exchange in of_steps()
        if path.startswith(f"vercel-ai/steps/{name}.")
    }

    assert kinds[True] == kinds[False]


def read_any(answer: Reply | Stream) -> Outcome:
    if isinstance(answer, Stream):
        return read_stream(answer.events)
    return read(json.loads(answer.body.read()))
