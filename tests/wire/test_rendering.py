import pytest

from mockgemini.wire.outcome import (
    Error,
    Failed,
    FunctionCall,
    FunctionResult,
    Media,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Unknown,
    UserInput,
)
from mockgemini.wire.rendering import content, error, usage
from mockgemini.wire.usage import Usage


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        (Text("a"), "text type"),
        (Text("a", ({},), extra={"mood": 1}), "text annotations type mood"),
        (Media("image", "image/png", "AAAA"), "type mime_type data"),
        (Media("video", uri="u", extra={"fps": 1}), "type uri fps"),
        (Thought(), "type"),
        (Thought("Hm.", "s", {"mood": 1}), "signature summary type mood"),
        (FunctionCall("f", {"a": 1}, "c"), "id type name arguments"),
        (FunctionCall("f", {}, "c", "s"), "id signature type name arguments"),
        (FunctionResult("c", "f", "r", is_error=False), "call_id type name is_error result"),
        (ToolCall("x", {"a": 1}, "c", "s", {"y": 1}), "id signature type arguments y"),
        (ToolCall("x"), "type"),
        (ToolResult("x", "c", [1], is_error=True), "call_id type result is_error"),
    ],
    ids=str,
)
def test_keys(part, keys):
    """
    Keys stand in the order in which they were recorded; what is not told is left out.
    """
    assert keys.split() == list(content(part))


def test_types():
    """
    Calls and results are named after their tool.
    """
    parts = [FunctionCall("f"), FunctionResult(), ToolCall("x"), ToolResult("x"), Media("audio")]

    types = "function_call function_result x_call x_result audio"
    assert types.split() == [content(part)["type"] for part in parts]


def test_summaries():
    """
    A summary is one text, unless it had more in it.
    """
    pictures = [{"type": "image"}]

    assert [{"text": "Hm.", "type": "text"}] == content(Thought("Hm."))["summary"]
    assert pictures == content(Thought("", extra={"summary": pictures}))["summary"]


def test_what_is_no_content():
    """
    What has no name is told as it came; what a message said or failed with is none by itself.
    """
    assert 7 == content(Unknown("", 7))
    assert content(UserInput(())) is content(Failed(Error())) is None


def test_errors():
    """
    The Interactions API says the message first, all others the number; both say the rest last.
    """
    assert {"message": "no", "code": "not_found", "x": 1} == error(
        Error("not_found", "no", {"x": 1})
    )
    assert ["message", "code"] == list(error(Error("not_found", "no")))
    assert ["code", "message", "status"] == list(error(Error(404, "no", {"status": "NOT_FOUND"})))
    assert {"message": ""} == error(Error())


def test_usage():
    """
    Tokens stand in the API's order, modalities only where there are any.
    """
    text = (("text", 3),)
    every = Usage(9, 3, 4, 2, 1, 0, text, text, text, text, (("google_search", 1),), {"raw": 1})

    assert [
        "total_tokens",
        "total_input_tokens",
        "input_tokens_by_modality",
        "total_cached_tokens",
        "cached_tokens_by_modality",
        "total_output_tokens",
        "output_tokens_by_modality",
        "total_tool_use_tokens",
        "tool_use_tokens_by_modality",
        "total_thought_tokens",
        "grounding_tool_count",
        "raw",
    ] == list(usage(every))
    assert [{"modality": "text", "tokens": 3}] == usage(every)["input_tokens_by_modality"]
    assert [{"type": "google_search", "count": 1}] == usage(every)["grounding_tool_count"]
    assert {} == usage(Usage())
