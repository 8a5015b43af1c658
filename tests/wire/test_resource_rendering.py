from hypothesis import given
from outcome_strategies import json

from mockgemini.wire.outcome import Error, FunctionResult, Outcome, Text, Thought, Turn, UserInput
from mockgemini.wire.resource_rendering import ORDER_BEHIND, alphabetical, render, retold

ORDER = ("id", "status", "said", "object", *ORDER_BEHIND)


def test_order():
    """
    Fields stand in the revision's order, those without a name at the end.
    """
    outcome = Outcome(status="completed", id="v1_a", model="m", extra={"mood": 1})

    assert {
        "id": "v1_a",
        "status": "completed",
        "said": 7,
        "object": "interaction",
        "model": "m",
        "mood": 1,
    } == render(outcome, {"said": 7, "given": 8}, ORDER)
    assert ["id", "status", "said"] == list(render(outcome, {"said": 7}, ORDER))[:3]


def test_what_is_not_stored():
    """
    An interaction that is not stored has no id.
    """
    outcome = Outcome(status="completed", id="")

    assert {"status": "completed", "object": "interaction"} == render(outcome, {}, ORDER)


def test_bodies_that_are_no_resource():
    """
    An error alone is an error body, and nothing at all an empty one, as of a deletion.
    """
    outcome = Outcome(error=Error("not_found", "no"))

    assert {"error": {"message": "no", "code": "not_found"}} == render(outcome, {}, ORDER)
    assert {} == render(Outcome(), {}, ORDER)


def test_retelling():
    """
    What was said stands first: the user's inputs, and as they are results and what the model did.
    """
    said, result = Turn("user", (Text("hi"),)), Turn("user", (FunctionResult("c"),))
    thought = Turn("model", (Thought("", "s"),))
    turns = (said, thought, result)

    outcome = retold(Outcome((Text("yo"),)), turns)

    parts = (UserInput((Text("hi"),)), Thought("", "s"), FunctionResult("c"), Text("yo"))
    assert Outcome(parts) == outcome
    assert Outcome(parts, input=turns) == retold(Outcome((Text("yo"),)), turns, with_input=True)


@given(json)
def test_alphabetical(value):
    """
    Sorting keys changes nothing but their order, at any depth.
    """
    assert value == alphabetical(value)
    assert '{"a": {"b": 1, "c": 2}, "d": [{"e": 3, "f": 4}]}' == dumped(
        alphabetical({"d": [{"f": 4, "e": 3}], "a": {"c": 2, "b": 1}})
    )


def dumped(value):
    return str(value).replace("'", '"')
