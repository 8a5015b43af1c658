import pytest

from mockgemini.wire.flavour import Flavour
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
    ToolResult,
    Turn,
    Unknown,
    UserInput,
)
from mockgemini.wire.pieces import whole
from mockgemini.wire.steps.rendering import events, resource

HI = {"content": [{"text": "hi", "type": "text"}], "type": "model_output"}


def steps(*parts):
    return resource(Outcome(parts))["steps"]


def deltas(part, flavour=None):
    """
    What a stream starts a step with, and the deltas after it.
    """
    pairs = events(Outcome((part,)), whole, *([flavour] if flavour else []))
    (_, first), *rest, _ = pairs
    return first["step"], [data["delta"] for _, data in rest]


def test_messages():
    """
    Contents in a row are one message, up to where another begins; what it failed with ends it.
    """
    failed = Failed(Error(3, "no"))
    parts = (Text("a"), Media("image", uri="u"), Text("b", is_apart=True), failed, failed)

    a, picture, b = (
        {"text": "a", "type": "text"},
        {"type": "image", "uri": "u"},
        {"text": "b", "type": "text"},
    )
    error = {"code": 3, "message": "no"}
    assert [
        {"content": [a, picture], "type": "model_output"},
        {"content": [b], "type": "model_output", "error": error},
        {"type": "model_output", "error": error},
    ] == steps(*parts)


def test_steps_of_their_own():
    """
    Whatever is no content is a step of its own, and ends a message.
    """
    found = steps(Text("hi"), Thought("", "s"), Text("hi"), Unknown("plan", {"type": "plan"}))

    assert [HI, {"signature": "s", "type": "thought"}, HI, {"type": "plan"}] == found


def test_what_of_a_message_has_no_name():
    """
    It goes back into its message, once.
    """
    rest = Unknown("model_output", {"mood": "good"})

    assert [{**HI, "mood": "good"}, {"type": "model_output", "mood": "good"}, HI] == steps(
        Text("hi"), rest, rest, Text("hi")
    )


def test_user_input():
    """
    What the user said begins with its type; results of functions may stand in it.
    """
    result = {"call_id": "c", "type": "function_result", "result": "r"}
    parts = (Text("hi"), FunctionResult("c", result="r"), Failed(Error()), Text("ho"))

    (step,) = steps(UserInput(parts))

    assert ["type", "content", "error"] == list(step)
    hi, ho = ({"text": text, "type": "text"} for text in ("hi", "ho"))
    assert [hi, result, ho] == step["content"]


def test_input():
    """
    The input repeats steps: results alone are bare ones; a side without a name stays a turn.
    """
    results = Turn("user", (FunctionResult("c", result="r"),))
    turns = (Turn("user", (Text("hi"),)), Turn("model", (Text("hi"),)), results)

    told = resource(Outcome(input=(*turns, Turn("system", (Text("hi"),)))))

    assert {
        "input": [
            {"type": "user_input", "content": HI["content"]},
            HI,
            {"call_id": "c", "type": "function_result", "result": "r"},
            {"role": "system", "content": HI["content"]},
        ]
    } == told


def test_background():
    """
    A run in the background is told at once, without steps and usage.
    """
    outcome = Outcome(
        status="in_progress", id="v1_a", created="c", updated="u", agent="deep-research-x"
    )

    keys = ["id", "status", "created", "updated", "object", "agent"]
    assert keys == list(resource(outcome))


@pytest.mark.parametrize("signature", [None, "", "s"])
def test_calls_in_streams(signature):
    """
    A tool's call starts with an empty signature where it has one; the real one comes later.
    """
    start, later = deltas(ToolCall("x", {"a": 1}, "c", signature, {"y": 1}))

    empty = {} if signature is None else {"signature": ""}
    real = {"signature": "s"} if signature else {}
    assert {"id": "c", **empty, "type": "x_call", "y": 1} == start
    assert [{"type": "x_call", "arguments": {"a": 1}, **real}] == later
    assert [] == deltas(ToolCall("x", None, "c", ""))[1]


def test_results_in_streams():
    """
    A result starts with whose it is; what it is comes later.
    """
    start, later = deltas(ToolResult("x", "c", [1], is_error=False, signature=""))
    assert ["call_id", "signature", "type"] == list(start)
    assert [{"type": "x_result", "result": [1], "is_error": False}] == later

    start, later = deltas(FunctionResult("c", "f", is_error=False))
    assert {"call_id": "c", "type": "function_result", "name": "f", "is_error": False} == start
    assert [] == later


@pytest.mark.parametrize("release", [(2, 1), (2, 2)])
def test_arguments_in_streams(release):
    """
    Arguments come as text after an empty object; the first releases had another name for them.
    """
    start, (delta,) = deltas(FunctionCall("f", {"a": 1}, "c", ""), Flavour(release))

    assert ["id", "signature", "type", "name", "arguments"] == list(start)
    older = {"partial_arguments": '{"a":1}'} if release == (2, 1) else {}
    assert {"arguments": '{"a":1}', **older, "type": "arguments_delta"} == delta


def test_what_a_stream_cannot_tell():
    """
    A step that is no object is left out, and the next takes its number.
    """
    parts = (Unknown("", 7), Unknown("plan", {"type": "plan"}), UserInput((Text("hi"),)))

    told = [data for name, data in events(Outcome(parts)) if name == "step.start"]

    said = {"type": "user_input", "content": HI["content"]}
    assert [(0, {"type": "plan"}), (1, said)] == [(data["index"], data["step"]) for data in told]
