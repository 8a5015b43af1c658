import pytest
from samples.contract_cassettes import POLLS, STREAM, TALK, ask, cassette, reply, resource

from mockgemini.cassette.cassette import Cassette
from mockgemini.contract.naming import named
from mockgemini.contract.portrait import apart, portrait, type_name
from mockgemini.exchange import Exchange, Stream
from mockgemini.wire.streaming import frame


def drawn(answer):
    """
    The portrait of one answer.
    """
    return portrait(named(Cassette(exchanges=(Exchange(ask(), answer, revision="steps"),)))[0])


def test_a_reply():
    """
    Fields are counted by place, items by their type.
    """
    seen = drawn(reply(resource(TALK, "steps")))

    assert ("a reply", 200, {"content-type": "application/json"}) == (
        seen.kind,
        seen.status,
        seen.headers,
    )
    assert {"string": 1} == seen.fields["answer.status"].types
    assert 2 == seen.fields["answer.steps[]"].times
    assert {"It is raining, so take an umbrella and your good boots with you.": 1} == (
        seen.fields["answer.steps[](model_output).content[](text).text"].values
    )
    assert "answer.steps[](thought).signature" in seen.fields
    assert frozenset() == seen.events


def test_arguments_are_the_clients_own():
    """
    What a function is called with is no part of the schema, so nothing below it counts.
    """
    call = {"type": "function_call", "id": "a", "name": "f", "arguments": {"city": {"a": 1}}}

    seen = drawn(reply({"id": "v1_x", "steps": [call]}))

    assert {"object": 1} == seen.fields["answer.steps[](function_call).arguments"].types
    assert [] == [place for place in seen.fields if "city" in place]


def test_a_stream():
    """
    A stream has its sum, its events and what may follow what; items stand in the sum alone.
    """
    seen = portrait(named(cassette("steps"))[STREAM - 1])

    assert "a stream" == seen.kind
    assert {"interaction.created", "step.delta", "done"} <= seen.events
    assert ("step.stop", "step.start") in seen.order
    assert ("", "interaction.created") in seen.order
    assert 4 == seen.fields["event(step.delta).delta(text).text"].times
    assert 2 == seen.fields["event(step.start).step"].times
    assert "event(step.start).step(thought)" not in seen.fields
    assert "event(interaction.completed).interaction.usage" not in seen.fields
    assert "answer.usage.total_tokens" in seen.fields


def test_a_poll():
    """
    A poll has its states, and the fields of the last.
    """
    seen = portrait(named(cassette("steps"))[POLLS - 1])

    assert ("a poll", ("in_progress", "completed")) == (seen.kind, seen.states)
    assert "answer.steps" in seen.fields


def test_events_without_a_name():
    """
    Frames without a name are called by their type, or are mere messages.
    """
    told = (frame("x", {"a": 1}, 0.0), frame("x", {"event_type": "b"}, 0.0))
    bare = tuple(type(each)(0.0, each.raw, None, each.data) for each in told)

    assert {"message", "b"} == drawn(Stream(200, (), bare)).events


@pytest.mark.parametrize(
    ("value", "name"),
    [(1, "number"), (1.5, "number"), (True, "boolean"), ("", "string"), (None, "null")],
)
def test_types(value, name):
    """
    Values are of the types that JSON knows.
    """
    assert name == type_name(value)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("answer.id", "ids"),
        ("answer.previous_interaction_id", "ids"),
        ("answer.created", "times"),
        ("answer.steps[](thought).signature", "signatures"),
        ("answer.usage.total_tokens", "token counts"),
        ("answer.steps[](model_output).content[](text).text", "words and other values"),
    ],
)
def test_what_is_set_apart(place, name):
    """
    What is other in every recording is told by its place.
    """
    assert name == apart(place)
