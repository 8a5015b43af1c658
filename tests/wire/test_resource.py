from hypothesis import given
from samples.recorded_interactions import JSON

from mockgemini.wire.outcome import Error, Outcome, Text, Turn
from mockgemini.wire.resource import read
from mockgemini.wire.usage import Usage


def told(body):
    return read(
        body,
        "said",
        lambda items: tuple(Text(str(item)) for item in items),
        lambda value: (Turn(str(value), ()),) if value else (),
    )


def test_fields():
    """
    Every field has its place; those without a name are kept, constants are not.
    """
    names = "status id model agent previous_interaction_id created updated service_tier"
    plain = {
        name: name.upper() for name in [*names.split(), "environment_id", "continuation_token"]
    }

    outcome = told(
        {
            **plain,
            "said": [1],
            "usage": {"total_tokens": 3},
            "input": "I",
            "errors": [{"code": "a"}, {}, 1],
            "object": "interaction",
            "role": "model",
            "labels": {"a": "b"},
        }
    )

    assert (
        Outcome(
            parts=(Text("1"),),
            usage=Usage(3),
            input=(Turn("I", ()),),
            errors=(Error("a"),),
            extra={"labels": {"a": "b"}},
            **plain,
        )
        == outcome
    )


def test_error_bodies():
    """
    An error is one in any of Google's forms, wrapped in a list or not.
    """
    body = {"error": {"code": 404, "message": "no", "status": "NOT_FOUND"}}

    assert Outcome(error=Error(404, "no", {"status": "NOT_FOUND"})) == told(body) == told([body])


def test_odd_fields():
    """
    What is not of its type is kept as it is.
    """
    odd = {"status": 1, "said": "x", "usage": 3, "error": "boom"}

    assert Outcome(extra=odd) == told(odd)


@given(JSON)
def test_anything(body):
    """
    No body upsets it.
    """
    assert isinstance(told(body), Outcome)


def test_what_is_not_stored():
    """
    The empty id that streams give an interaction that is not stored is none.
    """
    assert Outcome() == told({"id": ""})
