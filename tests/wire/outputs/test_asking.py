import pytest
from stages.refusing import words

from mockgemini.wire.brief import Brief, Format, Function
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Media, Text, Thought, Turn
from mockgemini.wire.outputs.asking import read_brief

SCHEMA = {"type": "object", "properties": {"score": {"type": "string"}}}


@pytest.mark.parametrize(
    ("body", "brief"),
    [
        pytest.param(
            {"input": [{"role": "user", "content": "a"}, {"role": "model", "content": "b"}]},
            Brief("m", turns=(Turn("user", (Text("a"),)), Turn("model", (Text("b"),)))),
            id="turns of texts",
        ),
        pytest.param(
            {
                "input": [
                    {"type": "text", "text": "What is it?"},
                    {"type": "image", "data": "AAAA", "mime_type": "image/png"},
                ]
            },
            Brief(
                "m",
                turns=(Turn("user", (Text("What is it?"), Media("image", "image/png", "AAAA"))),),
            ),
            id="contents",
        ),
        pytest.param(
            {
                "input": [
                    {"role": "user", "content": [{"type": "text", "text": "a"}]},
                    {
                        "role": "model",
                        "content": [
                            {"type": "thought", "signature": "s"},
                            {"type": "function_call", "id": "c", "name": "f", "arguments": {}},
                        ],
                    },
                    {
                        "role": "user",
                        "content": [
                            {"type": "function_result", "name": "f", "call_id": "c", "result": "r"}
                        ],
                    },
                ],
                "tools": [{"type": "function", "name": "f"}],
            },
            Brief(
                "m",
                turns=(
                    Turn("user", (Text("a"),)),
                    Turn("model", (Thought("", "s"), FunctionCall("f", {}, "c"))),
                    Turn("user", (FunctionResult("c", "f", "r"),)),
                ),
                functions=(Function("f"),),
            ),
            id="a history with a function",
        ),
        pytest.param(
            {"input": "a", "response_format": SCHEMA, "response_mime_type": "application/json"},
            Brief(
                "m",
                turns=(Turn("user", (Text("a"),)),),
                formats=(Format("text", "application/json", SCHEMA, "response_format"),),
            ),
            id="a schema",
        ),
        pytest.param(
            {"input": "a", "response_modalities": ["IMAGE"]},
            Brief("m", turns=(Turn("user", (Text("a"),)),), modalities=("image",)),
            id="an image",
        ),
    ],
)
def test_requests_of_the_guide(body, brief):
    """
    Requests are read as Google's first guide wrote them.
    """
    found = read_brief({"model": "m", **body})

    assert body["input"] == found.input
    assert brief == Brief(**{**as_fields(found), "input": None})


def as_fields(brief):
    return {name: getattr(brief, name) for name in Brief.__dataclass_fields__}


def test_steps():
    """
    Steps are not known here.
    """
    body = {"model": "m", "input": [{"type": "user_input", "content": "hi"}]}

    assert "'user_input' is not supported for 'type' at 'input[0]'" in words(read_brief, body)
