import pytest
from stages.refusing import words

from mockgemini.wire.input_asking import check

MESSAGES = ("user_input", "model_output")
TEXT = {"type": "text", "text": "hi"}


def said(value, messages=MESSAGES):
    return words(check, value, messages)


@pytest.mark.parametrize(
    "value",
    [
        "hi",
        TEXT,
        [TEXT, {"type": "image", "data": "iVBORw0KGgo=", "mime_type": "image/png"}],
        {"type": "video", "uri": "u", "processing": {"start_offset": "1s", "end_offset": "2.5s"}},
        {"type": "video", "uri": "u", "processing": "agentic"},
        {"type": "video", "uri": "u", "processing": {"start_offset": "1s"}},
        {"type": "document", "uri": "u", "mime_type": None},
        [{"role": "user", "content": "hi"}, {"role": "model", "content": [TEXT]}],
        [{"role": "user", "content": TEXT}],
        [{"type": "user_input", "content": [TEXT]}, {"type": "model_output", "content": "yo"}],
        {"type": "thought", "signature": "s", "summary": []},
        {"type": "function_call", "name": "f", "id": "c", "arguments": {}},
        {"type": "function_result", "call_id": "c", "result": "sunny"},
        {"type": "function_result", "call_id": "c", "result": {"a": 1}, "is_error": False},
        {"type": "function_result", "call_id": "c", "name": "f", "result": [TEXT]},
        {"type": "google_search_call", "id": "c", "arguments": {}},
        {"type": "tool_of_tomorrow_result", "call_id": "c"},
        {**TEXT, "mood": "good"},
    ],
    ids=str,
)
def test_good_input(value):
    """
    Text, contents, turns and steps pass, as do fields and tools that are newer than we are.
    """
    check(value, MESSAGES)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (7, "Invalid value at 'input': expected a string, an object or a list, not a number."),
        ([7], "Invalid value at 'input[0]': expected an object, not a number."),
        ({"text": "hi"}, "Invalid input at 'input'."),
        ([{"role": "user", "parts": [TEXT]}], "Invalid input at 'input[0]'."),
        (
            [{"role": "assistant", "content": "hi"}],
            (
                "The value 'assistant' is not supported for 'role' at 'input[0]'. "
                "Supported values: 'user', 'model'."
            ),
        ),
        (
            [TEXT, {"type": "text", "text": 7}],
            "Invalid value at 'input[1].text': expected a string, not a number.",
        ),
        ({"type": "text"}, "Missing text in content of type text at 'input'."),
        (
            {"role": "user", "content": 7},
            (
                "Invalid value at 'input.content': expected a string, an object or a list, "
                "not a number."
            ),
        ),
        (
            [{"role": "user", "content": [{"type": "image"}]}],
            "Missing data or uri in content of type image at 'input[0].content[0]'.",
        ),
        (
            {"type": "image", "data": "data:image/png;base64,AAAA"},
            "Invalid value at 'input.data': expected base64, not other text.",
        ),
        (
            [{"type": "user_input", "content": {"type": "image", "uri": 7}}],
            "Invalid value at 'input[0].content.uri': expected a string, not a number.",
        ),
        ({"type": "thought"}, "Request contains an invalid argument."),
        ({"type": "thought", "signature": ""}, "Request contains an invalid argument."),
        (
            {"type": "function_call", "id": "c", "arguments": {}},
            "Missing name in content of type function_call at 'input'.",
        ),
        (
            {"type": "function_call", "name": "f", "arguments": "{}"},
            "Invalid value at 'input.arguments': expected an object, not a string.",
        ),
        (
            [{"type": "function_result", "result": "r"}],
            "Missing call_id in content of type function_result",
        ),
        (
            [{"type": "function_result", "call_id": "c", "result": 7}],
            (
                "Invalid value at 'input[0].result': expected a string, an object or a list, "
                "not a number."
            ),
        ),
    ],
    ids=lambda value: str(value)[:60],
)
def test_bad_input(value, message):
    """
    What the API refuses is refused by its place.
    """
    assert message == said(value)


@pytest.mark.parametrize(
    "processing",
    [
        {"type": "static", "start_offset": "5s", "end_offset": "2s"},
        {"type": "static", "start_offset": "soon", "end_offset": "2s"},
    ],
)
def test_offsets(processing):
    """
    Offsets into a video that go backwards or are no times are refused in the API's own words.
    """
    content = [{"type": "video", "uri": "u", "processing": processing}]

    assert "Invalid input at 'input[0].content[0].processing'." == said(
        [{"type": "user_input", "content": content}]
    )


def test_unknown_types():
    """
    A type there is not is refused with those there are; steps are only where they are known.
    """
    listed = "'text', 'image', 'audio', 'video', 'document', 'thought', {}'function_call', "

    start = "The value '{}' is not supported for 'type' at 'input'. Supported values: "
    assert said({"type": "hologram"}).startswith(
        start.format("hologram") + listed.format("'user_input', 'model_output', ")
    )
    assert said({"type": "user_input", "content": "hi"}, ()).startswith(
        start.format("user_input") + listed.format("")
    )
