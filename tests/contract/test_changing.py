import pytest
from samples.contract_cassettes import (
    JSON,
    POLLS,
    SSE,
    STREAM,
    TALK,
    ask,
    cassette,
    pairs,
    reply,
    resource,
    stream,
)

from mockgemini.cassette.cassette import Cassette
from mockgemini.contract.change import RECORDED
from mockgemini.contract.changing import changes, set_apart
from mockgemini.contract.enumerations import enumerations
from mockgemini.contract.naming import named
from mockgemini.contract.portrait import portrait
from mockgemini.exchange import Exchange, Polls, Reply, Stream
from mockgemini.wire.streaming import frame

WORDS = enumerations()
WHOLE = resource(TALK, "steps")


def drawn(answer, asked=None):
    exchange = Exchange(asked or ask(stream=True), answer, revision="steps")
    return portrait(named(Cassette(exchanges=(exchange,)))[0])


def told(old, new):
    """
    Code, place, was and now of every change.
    """
    found = changes(drawn(old), drawn(new), WORDS)
    return [(each.code, each.place, each.was, each.now) for each in found]


def bodies(old, new):
    return told(reply(old), reply(new))


def without(body, *keys):
    return {key: item for key, item in body.items() if key not in keys}


def test_nothing():
    """
    Another text, another id, another time and other tokens are no change; they are set apart.
    """
    other = WHOLE | {
        "id": "v1_other",
        "created": "2026-07-01T00:00:00Z",
        "usage": WHOLE["usage"] | {"total_tokens": 99},
        "steps": [{"type": "thought", "signature": "eA=="}, WHOLE["steps"][1]],
    }

    assert [] == bodies(WHOLE, other)
    apart = set_apart(drawn(reply(WHOLE)), drawn(reply(other)))
    assert {"ids": 1, "times": 1, "token counts": 1, "signatures": 1} == apart


STRING = "string"
BODIES = {
    "a field less": (without(WHOLE, "usage"), ("field_removed", "answer.usage", "object", "")),
    "a field more": (WHOLE | {"mood": "x"}, ("field_added", "answer.mood", "", STRING)),
    "another type": (
        WHOLE | {"usage": WHOLE["usage"] | {"total_tokens": "12"}},
        ("field_retyped", "answer.usage.total_tokens", "number", STRING),
    ),
    "a new status": (
        WHOLE | {"status": "dreaming"},
        ("value_added", "answer.status", "completed", "dreaming"),
    ),
    "another model": (
        WHOLE | {"model": "gemini-x"},
        ("name_changed", "answer.model", "gemini-2.5-flash", "gemini-x"),
    ),
    "a kind less": (
        WHOLE | {"steps": WHOLE["steps"][1:]},
        ("kind_removed", "answer.steps[](thought)", "thought", ""),
    ),
    "a kind more": (
        WHOLE | {"steps": [*WHOLE["steps"], {"type": "dream"}]},
        ("kind_added", "answer.steps[](dream)", "", "dream"),
    ),
    "sometimes": (
        WHOLE | {"steps": [*WHOLE["steps"], {"type": "thought"}]},
        ("field_rarer", "answer.steps[](thought).signature", "always", "sometimes"),
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_bodies(name):
    """
    What changed in a body is told once, at its outermost place.
    """
    new, expected = BODIES[name]

    assert [expected] == bodies(WHOLE, new)


def test_what_was_only_sometimes_there():
    """
    A field that did not always come is missed less; a word that does not come is no news.
    """
    thought = {"type": "thought", "status": "failed"}
    many = WHOLE | {"steps": [*WHOLE["steps"], thought, {"type": "thought", "status": "completed"}]}
    few = WHOLE | {"steps": [*WHOLE["steps"], {"type": "thought"}]}

    assert ("field_gone", "answer.steps[](thought).status", STRING, "") in bodies(many, few)
    fewer = WHOLE | {"steps": [*WHOLE["steps"], {"type": "thought", "status": "completed"}]}
    place = "answer.steps[](thought).status"
    assert ("value_removed", place, "failed", "") in bodies(many, fewer)


def test_lists_that_are_empty():
    """
    An empty list says nothing about what would be in it.
    """
    assert [] == bodies(WHOLE | {"tags": []}, WHOLE | {"tags": ["a"]})
    assert [] == bodies(WHOLE | {"tags": ["a"]}, WHOLE | {"tags": []})


def test_heads():
    """
    Status, headers and the kind of answer are compared; a content type without its parameters.
    """
    old = Reply(200, (*JSON, ("server", "a"), ("sunset", "b"), ("retry-after", "1")))
    new = Reply(404, (("content-type", "text/plain"), ("server", "c"), ("x", "y")))
    utf8 = Reply(200, (("content-type", "application/json; charset=UTF-8"),))

    assert [
        ("status_changed", "answer", "200", "404"),
        ("content_type_changed", "content-type", "application/json", "text/plain"),
        ("header_changed", "server", "a", "c"),
        ("header_removed", "sunset", "b", ""),
        ("header_removed", "retry-after", "1", ""),
        ("header_added", "x", "", "y"),
    ] == told(old, new)
    assert [] == told(Reply(200, JSON), utf8)
    assert [] == told(Reply(200, (("retry-after", "1"),)), Reply(200, (("retry-after", "2"),)))


def test_kinds_of_answers():
    """
    A stream is no reply; what they have in common is compared all the same.
    """
    found = told(stream(TALK, "steps"), reply(without(WHOLE, "usage")))

    assert ("kind_changed", "answer", "a stream", "a reply") in found
    assert ("field_removed", "answer.usage", "object", "") in found


def test_polls():
    """
    A poll may go through other states.
    """
    asked, states = pairs("steps")[POLLS - 1]
    old, new = drawn(states, asked), drawn(Polls(states.states[1:]), asked)

    ((change),) = changes(old, new, WORDS)

    assert ("states_changed", "in_progress completed") == (change.code, change.was)


def streamed(*events):
    made = tuple(frame(name, {**data, "event_type": name}, 0.0) for name, data in events)
    return Stream(200, SSE, made, 0.1)


def test_events():
    """
    Kinds of events come and go, and follow one another in other ways.
    """
    one, two, three, four = (("a", {}), ("b", {}), ("c", {}), ("d", {}))

    assert [] == told(streamed(one, two, two, one), streamed(one, two, one, two, two, one))
    assert [("event_removed", "event(b)", "b", ""), ("event_added", "event(d)", "", "d")] == told(
        streamed(one, two, three), streamed(one, four, three)
    )
    assert [
        ("order_changed", "event(b)", "", "behind nothing"),
        ("order_changed", "event(a)", "", "behind b"),
    ] == told(streamed(one, two), streamed(two, one))


def test_fields_of_events():
    """
    What events have of their own is compared; which items they tell of is told by the sum.
    """
    (found,) = told(
        streamed(("a", {"index": 1, "item": {"type": "x", "y": 1}})),
        streamed(("a", {"index": "1", "item": {"type": "x", "z": 1}})),
    )

    assert ("field_retyped", "event(a).index", "number", STRING) == found


def test_the_sample():
    """
    A recording does not differ from itself, and differs from the older revision's in its events.
    """
    old, new = (portrait(named(cassette(each))[STREAM - 1]) for each in ("outputs", "steps"))

    assert [] == list(changes(old, old, WORDS))
    codes = {each.code for each in changes(old, new, WORDS)}
    assert {"event_removed", "event_added", "field_removed"} <= codes


def test_codes_are_sentences():
    """
    Every code has a meaning in one sentence.
    """
    assert all(
        name.isidentifier() and code.meaning.endswith(".") for name, code in RECORDED.items()
    )
