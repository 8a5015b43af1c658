from hypothesis import given
from samples.outcome_strategies import json

from mockgemini.wire.outcome import Error, FunctionResult, Outcome, Text, Thought, Turn, UserInput
from mockgemini.wire.resource_rendering import alphabetical, render, retold


def test_order():
    """
    What was done stands before what is alike in all revisions, what has no name at the end.
    """
    outcome = Outcome(status="completed", id="v1_a", created="c", model="m", extra={"mood": 1})

    value = render(outcome, "said", [7], [8], role="model")

    assert {
        "id": "v1_a",
        "status": "completed",
        "created": "c",
        "said": [7],
        "role": "model",
        "object": "interaction",
        "input": [8],
        "model": "m",
        "mood": 1,
    } == value
    keys = ["id", "status", "created", "said", "role", "object", "input", "model", "mood"]
    assert keys == list(value)


def test_another_order():
    """
    A revision may have some keys before all others, which stay as they are.
    """
    outcome = Outcome(status="completed", id="v1_a", created="c")

    value = render(outcome, "said", [7], [], first=("id", "said", "role"))

    assert ["id", "said", "status", "created", "object"] == list(value)


def test_what_is_not_stored():
    """
    An interaction that is not stored has no id.
    """
    outcome = Outcome(status="completed", id="")

    assert {"status": "completed", "object": "interaction"} == render(outcome, "said", [], [])


def test_bodies_that_are_no_resource():
    """
    An error alone is an error body, and nothing at all an empty one, as of a deletion.
    """
    outcome = Outcome(error=Error("not_found", "no"))

    assert {"error": {"message": "no", "code": "not_found"}} == render(outcome, "said", [], [])
    assert {} == render(Outcome(), "said", [], [])


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
