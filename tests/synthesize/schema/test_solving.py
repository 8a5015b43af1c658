"""
The search: choices, depth, and when to give up.
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.hints import Hints
from mockgemini.synthesize.schema.instance import Instances, instance
from mockgemini.wire.refusal import Refused

MAYBE = {"type": "object", "properties": {"x": {"anyOf": [{"type": "string"}, {"type": "null"}]}}}
MAYBE["required"] = ["x"]


def values(schema, count=60, **options):
    instances = Instances(schema)
    return [instances.made(Dice(b"%d" % seed), **options) for seed in range(count)]


@pytest.mark.parametrize(
    "schema",
    [
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"type": ["string", "null"]},
        {"enum": ["a", "b", None]},
        {"oneOf": [{"const": None}, {"type": "string"}]},
    ],
    ids=str,
)
def test_null_comes_up_now_and_then(schema):
    """
    Of the ways that a value may go, null is a rare one.
    """
    made = values(schema)

    assert 2 <= made.count(None) <= 25


def test_all_ways_are_taken():
    """
    Each branch comes up.
    """
    schema = {"oneOf": [{"type": kind} for kind in ["string", "integer", "boolean", "array"]]}

    assert {str, int, bool, list} == {type(value) for value in values(schema)}


def test_where_a_way_leads_nowhere_the_next_is_taken():
    """
    Whatever the dice say, the branch that works is found.
    """
    schema = {
        "type": "object",
        "required": ["a"],
        "anyOf": [
            {"properties": {"a": {"type": "string", "minLength": 2, "maxLength": 1}}},
            {"properties": {"a": False}},
            {"properties": {"a": {"const": 1}}},
        ],
    }

    assert [{"a": 1}] * 20 == values(schema, 20)


@given(st.binary(max_size=2))
def test_recursion_ends(seed):
    """
    Trees of any width end, and none of them grows beyond measure.
    """
    names = [f"child{index}" for index in range(6)]
    node = {"anyOf": [{"$ref": "#"}, {"type": "null"}]}
    schema = {"type": "object", "properties": dict.fromkeys(names, node), "required": names}

    assert len(json.dumps(instance(schema, Dice(seed)))) < 60_000


@given(st.binary(max_size=2))
def test_the_smallest_instance_is_found_far_down(seed):
    """
    Where the way out is several levels away, it is found.
    """
    schema = {
        "$ref": "#/$defs/a",
        "$defs": {
            "a": {"type": "object", "properties": {"b": {"$ref": "#/$defs/b"}}, "required": ["b"]},
            "b": {"type": "array", "items": {"$ref": "#/$defs/c"}, "minItems": 1},
            "c": {"oneOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/d"}]},
            "d": {"type": "object", "properties": {"e": {"const": 1}}, "required": ["e"]},
        },
    }

    assert '{"e": 1}' in json.dumps(instance(schema, Dice(seed)))


def test_a_huge_instance_is_given_up():
    """
    A schema whose smallest instance has a million values is refused.
    """
    schema = {"type": "null"}
    for _ in range(3):
        schema = {"type": "array", "items": schema, "minItems": 100}

    with pytest.raises(Refused, match="its instances are too large"):
        instance(schema, Dice(b""))


def test_many_instances_of_one_schema_are_bounded_in_memory():
    """
    What was worked out is forgotten when it has become much, and made again.
    """
    pairs = [{"anyOf": [{"minimum": 1}, {"maximum": 9}, {"const": 7}]} for _ in range(8)]
    instances = Instances({"type": "integer", "allOf": pairs})

    made = {instances.made(Dice(b"%d" % seed)) for seed in range(1500)}

    assert all(isinstance(value, int) for value in made)
    assert instances.made(Dice(b"1")) in made


def test_values_that_are_not_wanted_are_thrown_again():
    """
    `not` with values, among many that are wanted.
    """
    schema = {"type": "boolean", "not": {"const": True}}
    numbers = {"type": "integer", "minimum": 1, "maximum": 3, "not": {"enum": [1, 2]}}
    objects = {"type": "object", "not": {"const": {}}, "minProperties": 0}
    lists = {"type": "array", "items": {"type": "boolean"}, "not": {"enum": [[True], [False]]}}

    assert {False} == set(values(schema, 20))
    assert {3} == set(values(numbers, 20))
    assert {} not in values(objects, 20)
    assert not {"[true]", "[false]"} & {json.dumps(value) for value in values(lists, 20)}


@pytest.mark.parametrize(
    ("schema", "where"),
    [
        ({"type": "boolean", "not": {"enum": [True, False]}}, "/type"),
        ({"type": "null", "not": {"const": None}}, "/type"),
        ({"items": {"type": "null"}, "type": "array", "uniqueItems": True, "minItems": 2}, "/type"),
        ({"type": "object", "not": {"type": "object"}}, "/not/type"),
        ({"type": "array", "maxItems": 0, "not": {"const": []}}, "/not"),
    ],
    ids=str,
)
def test_what_is_left_of_nothing_is_told(schema, where):
    """
    Where every value is excluded, the refusal says by what.
    """
    with pytest.raises(Refused, match=f"{where}'"):
        instance(schema, Dice(b""))


def test_hints_choose_among_options():
    """
    A given or a mentioned option is chosen; what is given decides between types and booleans.
    """
    schema = {
        "type": "object",
        "properties": {
            "unit": {"enum": ["celsius", "fahrenheit"], "default": "fahrenheit"},
            "mode": {"enum": ["fast", "slow"]},
            "level": {"type": ["string", "integer"]},
            "loud": {"type": "boolean"},
            "city": {"type": "string", "examples": ["Rome"]},
        },
        "required": ["unit", "mode", "level", "loud", "city"],
    }
    hints = Hints("In celsius, for Oslo", {"mode": "slow", "level": 3, "loud": True})

    (value,) = values(schema, 1, hints=hints)

    expected = {"unit": "celsius", "mode": "slow", "level": 3, "loud": True, "city": "Oslo"}
    assert expected == value
    assert {"celsius", "fahrenheit"} == {each["unit"] for each in values(schema, 20)}


def test_examples_are_not_repeated_in_unique_lists():
    """
    Examples and options run out, then other values are made.
    """
    item = {"type": "string", "examples": ["a", "b"]}
    schema = {"type": "array", "items": item, "uniqueItems": True, "minItems": 4}

    for value in values(schema, 10):
        assert 4 == len(set(value))
        assert {"a", "b"} <= set(value)


def test_nullable_alone_is_never_null():
    """
    OpenAPI's `nullable` would allow null, which plain JSON Schema does not.
    """
    assert None not in values({"type": "string", "nullable": True})
    assert [None] * 5 == values({"type": "string", "nullable": True, "enum": [None]}, 5)
