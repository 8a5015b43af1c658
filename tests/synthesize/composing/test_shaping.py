from datetime import UTC, datetime

import pytest

from mockgemini.synthesize.composing.finding import find
from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.synthesize.dice import Dice

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = {"type": "string"}


def made(prompt, schema, **more):
    return Shaping().shaped(schema, find(prompt), NOW, Dice(b"x"), path="here", **more)


def test_whole_lists_are_taken_over():
    """
    A list that the prompt holds is taken as it is, if the schema allows it.
    """
    names = {"type": "array", "items": TEXT}

    assert {"who": ["Bob", "Alice"]} == made(
        "Ask Bob and Alice", {"type": "object", "properties": {"who": names}, "required": ["who"]}
    )
    short = {"type": "object", "properties": {"who": names | {"maxItems": 1}}, "required": ["who"]}
    assert 1 >= len(made("Ask Bob and Alice", short)["who"])


def test_what_may_be_spared_is_left_out():
    """
    Optional properties that the prompt says nothing of are left out, where that changes no rule.
    """
    schema = {
        "type": "object",
        "properties": {"age": {"type": "integer"}, "b": {"type": "boolean"}},
    }

    assert {"age": 30} == made("age 30", schema, is_spare=True)
    assert {} == made("nothing", schema, is_spare=True)
    assert 2 == len(made("age 30", schema | {"minProperties": 2}, is_spare=True))


def test_keys_keep_the_order_of_the_schema():
    """
    Values out of the prompt stand where the schema has them.
    """
    schema = {
        "type": "object",
        "properties": {"b": {"type": "array", "items": TEXT}, "a": TEXT},
        "required": ["a"],
    }

    assert ["b", "a"] == [*made("Ask Bob and Alice", schema)]


@pytest.mark.parametrize("schema", [{"type": "array", "items": TEXT}, True, {"type": "integer"}])
def test_a_schema_need_not_be_of_an_object(schema):
    """
    Any schema has its instance.
    """
    assert None is not made("Ask Bob", schema)


def test_what_is_remembered_changes_nothing():
    """
    However much was asked before, the same dice throw the same value.
    """
    schemas = [
        {"type": "object", "properties": {f"field_{number}": {"type": "integer"}, "city": {}}}
        for number in range(70)
    ]
    prompts = [f"The weather in Paris on day {number}" for number in range(70)]
    used = Shaping()

    for number, (schema, prompt) in enumerate([(s, p) for s in schemas[:2] for p in prompts]):
        dice = str(number).encode()
        expected = Shaping().shaped(schema, find(prompt), NOW, Dice(dice), path="here")
        assert expected == used.shaped(schema, find(prompt), NOW, Dice(dice), path="here")
    for schema in [*schemas, *schemas[:1]]:
        expected = Shaping().shaped(schema, find("Oslo"), NOW, Dice(b"x"), path="here")
        assert expected == used.shaped(schema, find("Oslo"), NOW, Dice(b"x"), path="here")
