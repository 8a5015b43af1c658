import pytest

from mockgemini.wire.flavour import NEWEST, Flavour
from mockgemini.wire.outcome import (
    Error,
    Failed,
    FunctionCall,
    Media,
    Outcome,
    Text,
    Thought,
    ToolResult,
    Turn,
    Unknown,
    UserInput,
)
from mockgemini.wire.outputs.rendering import events, resource
from mockgemini.wire.pieces import whole
from mockgemini.wire.usage import Usage

FIRST, EARLY = Flavour((1, 55)), Flavour((1, 67))
CITATION = {"start_index": 0, "end_index": 2, "url": "u", "title": "t", "type": "url_citation"}
AGED = {"start_index": 0, "end_index": 2, "source": "u"}
CITED = Text("hi", (CITATION,))


def told(part, flavour=NEWEST):
    """
    What a stream starts a content with, and the deltas after it.
    """
    (_, first), *rest, _ = events(Outcome((part,)), whole, flavour)
    return first["content"], [data["delta"] for _, data in rest]


def test_order():
    """
    Contents stand before the usage, the role behind it.
    """
    outcome = Outcome((Text("hi"),), "completed", Usage(1), "v1_a", "m", created="c")

    keys = ["id", "status", "outputs", "usage", "role", "created", "object", "model"]
    assert keys == list(resource(outcome))
    assert sorted(keys) == list(resource(outcome, EARLY))
    assert resource(outcome) == resource(outcome, EARLY)


@pytest.mark.parametrize(
    ("outcome", "role"),
    [
        (Outcome(status="completed", model="m"), "model"),
        (Outcome(status="in_progress", agent="a"), "agent"),
        (Outcome(status="completed"), None),
        (Outcome(error=Error("not_found", "no")), None),
    ],
    ids=["model", "agent", "neither", "error"],
)
def test_roles(outcome, role):
    """
    The role is told by who was asked.
    """
    assert role == resource(outcome).get("role")


def test_what_it_has_no_words_for():
    """
    What the user said, failures, and where a message begins are left out.
    """
    parts = (UserInput((Text("hi"),)), Text("a"), Failed(Error()), Text("b", is_apart=True))

    texts = [{"text": text, "type": "text"} for text in ("a", "b")]
    assert {"outputs": texts} == resource(Outcome(parts))


def test_input():
    """
    The input repeats turns.
    """
    turn = Turn("user", (Text("hi"),))

    said = {"role": "user", "content": [{"text": "hi", "type": "text"}]}
    assert {"input": [said]} == resource(Outcome(input=(turn,)))


@pytest.mark.parametrize(
    ("part", "start", "types"),
    [
        (CITED, "type", ["text", "text_annotation"]),
        (Thought("a", "s"), "type", ["thought_summary", "thought_signature"]),
        (Media("image", data="AAAA"), "type", ["image"]),
        (FunctionCall("f", {}, "c", "s"), "id type", ["function_call"]),
        (ToolResult("x", "c", [1]), "call_id type", ["x_result"]),
        (Unknown("plan", {"type": "plan", "a": 1}), "type a", []),
    ],
    ids=["text", "thought", "image", "call", "result", "unknown"],
)
def test_streams(part, start, types):
    """
    A content starts with its type and whose it is; a call or a result then comes whole.
    """
    first, deltas = told(part)

    assert start.split() == list(first)
    assert types == [delta["type"] for delta in deltas]


def test_what_a_stream_cannot_tell():
    """
    A content that is no object is left out, and the next takes its number.
    """
    pairs = list(events(Outcome((Unknown("", 7), Text("hi")))))

    assert [0, 0, 0] == [data["index"] for _, data in pairs]


# --- earlier releases -------------------------------------------------------------------------


def test_early_citations():
    """
    A citation was a source and a place; what is none of ours stays as it is.
    """
    odd = {"place_id": "p", "type": "place_citation"}
    part = Text("hi", (CITATION, odd, {"source": "s"}))

    (content,) = resource(Outcome((part,)), EARLY)["outputs"]

    assert [AGED, odd, {"source": "s"}] == content["annotations"]


@pytest.mark.parametrize(
    ("release", "deltas"),
    [
        ((1, 69), [{"text": "hi", "type": "text", "annotations": [CITATION]}]),
        ((1, 67), [{"text": "hi", "type": "text", "annotations": [AGED]}]),
        (
            (1, 70),
            [
                {"text": "hi", "type": "text"},
                {"annotations": [CITATION], "type": "text_annotation"},
            ],
        ),
    ],
)
def test_early_citations_in_streams(release, deltas):
    """
    Before citations had deltas of their own, the last piece of the text told them.
    """
    assert deltas == told(CITED, Flavour(release))[1]


def test_early_searches():
    """
    What a search suggests had another name.
    """
    part = ToolResult("google_search", "c", [{"search_suggestions": "s", "url": "u"}, 7])

    (content,) = resource(Outcome((part,)), EARLY)["outputs"]

    assert [{"rendered_content": "s", "url": "u"}, 7] == content["result"]


def test_early_usage():
    """
    Thoughts' tokens were called reasoning at first.
    """
    outcome = Outcome(status="completed", usage=Usage(thought=3))
    thoughts = {"total_thought_tokens": 3}

    assert thoughts == resource(outcome, EARLY)["usage"]
    assert {**thoughts, "total_reasoning_tokens": 3} == resource(outcome, FIRST)["usage"]
    assert {} == resource(Outcome(usage=Usage()), FIRST)["usage"]
    assert {} == resource(Outcome(), FIRST)
    *_, (_, last) = events(outcome, flavour=FIRST)
    assert 3 == last["interaction"]["usage"]["total_reasoning_tokens"]


def test_early_calls_in_streams():
    """
    A call starts with all that the first SDK requires of it, but for its arguments.
    """
    start, (delta,) = told(FunctionCall("f", {"a": 1}, "c"), EARLY)

    assert {**delta, "arguments": {}} == start
    assert {"a": 1} == delta["arguments"]
    start, (delta,) = told(ToolResult("x", "c", "r"), EARLY)
    assert delta == start
