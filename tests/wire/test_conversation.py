import json

import pytest

from mockgemini.exchange import Body, Exchange, Payload, Reply, Request
from mockgemini.wire.conversation import said
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
    Unknown,
    UserInput,
)
from mockgemini.wire.usage import Usage

ASKED = {
    "model": "m",
    "previous_interaction_id": "v1_a",
    "system_instruction": "Be brief.",
    "tools": [{"type": "google_search"}, {"type": "function", "name": "f"}],
    "input": [{"type": "text", "text": "What?"}, {"type": "image", "uri": "u"}],
}


def told(outcome, body=ASKED, method="POST"):
    request = Request(method, "/v1/interactions", body=Body.of(json.dumps(body).encode()))
    return list(said(Exchange(request, Reply(200, (), Payload(), 0.5)), outcome))


def test_a_conversation():
    """
    First the setting, then what was asked, then what was answered, then what it took.
    """
    outcome = Outcome((Thought(), Text("That.")), "completed", Usage(9, 3, 4, 2))

    assert [
        "continues: v1_a",
        "system: Be brief.",
        "tools: google_search, f()",
        "user: What?",
        "user: [image, u]",
        "thought",
        "model: That.",
        "completed · 9 tokens (3 in + 2 thought + 4 out) · 0.5 s",
    ] == told(outcome)


def test_a_request_without_body():
    """
    Where nothing was said, the call itself is told.
    """
    assert ["GET /v1/interactions", "0.5 s"] == told(Outcome(), {}, "GET")


@pytest.mark.parametrize(
    ("part", "line"),
    [
        (Text("a", ({"url": "u", "title": "T"}, {"title": "T"})), "model: a [cites T]"),
        (Text("a", ({"url": "u"}, {"title": []}, 1)), "model: a [cites 3]"),
        (Thought("Hm."), "thought: Hm."),
        (Media("audio", "audio/wav", "A" * 4000), "model: [audio/wav, 3.0 kB]"),
        (FunctionCall("f", {"a": "b"}), "call: f(a: b)"),
        (ToolCall("url_context", {"urls": ["u"]}), 'tool: url_context(urls: ["u"])'),
        (FunctionResult("c", "f", {"a": 1}), 'result of f: {"a":1}'),
        (FunctionResult("c", None, "no", is_error=True), "error of c: no"),
        (FunctionResult(), "result of a call: (not told)"),
        (
            FunctionResult("c", result=[{"type": "text", "text": "a"}, {"type": "image"}]),
            "result of c: a [image]",
        ),
        (FunctionResult("c", result=[{"a": 1}]), 'result of c: [{"a":1}]'),
        (FunctionResult("c", result=[]), "result of c: []"),
        (ToolResult("google_search", result=[1]), "result of google_search: [1]"),
        (Failed(Error("safety", "no")), "error: safety: no"),
        (UserInput((Text("hi"),)), "user: hi"),
        (Unknown("dream", {"a": 1}), 'model: [dream] {"a":1}'),
        (Unknown("", 1), "model: [unknown] 1"),
    ],
)
def test_parts(part, line):
    """
    Every part is told in a line of its own.
    """
    assert line == told(Outcome((part,)))[-2]


def test_a_user_who_said_nothing():
    """
    A message without contents is no line.
    """
    assert told(Outcome()) == told(Outcome((UserInput(()),)))


def test_errors():
    """
    Errors of the answer and of the resource are told.
    """
    lines = told(Outcome(error=Error(404), errors=(Error("a", "b"),)))

    assert ["error: 404", "error: a: b", "0.5 s"] == lines[-3:]


@pytest.mark.parametrize(
    ("usage", "text"),
    [
        (Usage(total=9), "9 tokens · 0.5 s"),
        (Usage(9, 3, 4, 0, 1, 2), "9 tokens (3 in + 4 out + 2 by tools) · 0.5 s"),
        (Usage(input=3), "0.5 s"),
    ],
)
def test_tokens(usage, text):
    """
    Tokens are told in total and by use.
    """
    assert text == told(Outcome(usage=usage))[-1]
