"""
Objects: keys that must, keys that may, and keys that have to be made up.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.hints import Hints
from mockgemini.synthesize.schema.instance import instance
from mockgemini.wire.refusal import Refused

NULL = {"type": "null"}
seeds = given(st.binary(max_size=2))


def made(schema, seed=b"", **options):
    return instance({"type": "object"} | schema, Dice(seed), path="schema", **options)


@seeds
def test_required_keys_are_there_in_order(seed):
    """
    Declared keys stand as declared, others behind them; optional ones mostly are there.
    """
    schema = {
        "properties": {"c": NULL, "b": NULL, "a": NULL},
        "required": ["z", "a", "c"],
    }

    keys = list(made(schema, seed))

    assert ["c", "a", "z"] == [key for key in keys if key != "b"]


@seeds
def test_dependent_keys_come_along(seed):
    """
    A key brings those that depend on it, or stays away with them.
    """
    schema = {
        "properties": dict.fromkeys("abc", NULL),
        "dependentRequired": {"a": ["b", "x"], "x": ["y"]},
        "additionalProperties": NULL,
    }

    value = made(schema, seed)

    assert "a" not in value or {"b", "x", "y"} <= value.keys()


@seeds
def test_a_key_that_cannot_bring_its_dependents_stays_away(seed):
    """
    Optional keys whose company is forbidden, or too large, are left out.
    """
    closed = {"properties": {"a": NULL, "b": False}, "dependentRequired": {"a": ["b"]}}
    narrow = {"properties": {"a": NULL, "b": NULL}, "dependentRequired": {"a": ["b"]}}

    assert {} == made(closed, seed)
    assert "a" not in made(narrow | {"maxProperties": 1}, seed)


@seeds
def test_the_number_of_keys_is_kept(seed):
    """
    No more keys than may be, and as many as must, made up where none are declared.
    """
    schema = {"properties": dict.fromkeys("abcd", NULL), "required": ["d"]}

    assert 2 >= len(made(schema | {"maxProperties": 2}, seed))
    assert 7 == len(made(schema | {"minProperties": 7}, seed)) or 7 < len(made(schema, seed))
    assert 40 == len(made({"minProperties": 40}, seed))


@seeds
def test_keys_are_made_up_by_their_patterns_and_names(seed):
    """
    Where only certain keys may be, such are made.
    """
    shaped = {"patternProperties": {"^x-[a-z]+$": NULL}, "additionalProperties": False}
    named = {"propertyNames": {"enum": ["a", "b", "c"]}, "minProperties": 3}
    both = {"propertyNames": {"maxLength": 4}, **shaped, "minProperties": 3}

    assert all(key.startswith("x-") for key in made(shaped | {"minProperties": 3}, seed))
    assert {"a", "b", "c"} == made(named, seed).keys()
    assert all(key.startswith("x-") and len(key) <= 4 for key in made(both, seed))


@seeds
def test_a_map_has_an_entry_or_two(seed):
    """
    An object that is a map by its schema is not empty.
    """
    assert 1 <= len(made({"additionalProperties": {"type": "integer"}}, seed)) <= 2
    assert 1 == len(made({"additionalProperties": NULL, "maxProperties": 1}, seed))
    assert {} == made({"additionalProperties": {}, "maxProperties": 0}, seed)
    assert {} == made({}, seed)


@seeds
def test_what_was_evaluated_counts(seed):
    """
    A schema inside opens a key that `unevaluatedProperties` would close, a cousin does not.
    """
    inside = {
        "anyOf": [{"properties": {"a": NULL}, "required": ["a"]}],
        "unevaluatedProperties": False,
    }
    open_ = {"allOf": [{"additionalProperties": NULL}], "unevaluatedProperties": False}

    assert {"a": None} == made(inside, seed)
    assert all(value is None for value in made(open_ | {"minProperties": 2}, seed).values())
    with pytest.raises(Refused):
        made({"allOf": [inside, {"properties": {"b": NULL}, "required": ["b"]}]}, seed)


def test_an_optional_value_that_nothing_fits_is_left_out():
    """
    What cannot be is not there, if it need not be.
    """
    hopeless = {"type": "integer", "minimum": 2, "maximum": 1}
    schema = {"properties": {"a": hopeless, "b": NULL}, "required": ["b"]}

    assert {"b": None} == made(schema)
    assert 1 == len(
        made({"additionalProperties": hopeless, "properties": {"b": NULL}, "minProperties": 1})
    )


def test_far_down_only_required_keys_are_left():
    """
    The deeper, the fewer optional keys there are.
    """
    schema = NULL
    for _ in range(12):
        schema = {"type": "object", "properties": {"down": schema, "more": NULL}}

    depths = [str(made(schema, b"%d" % seed)).count("down") for seed in range(30)]

    assert max(depths) <= 7


def test_a_named_hint_brings_its_key():
    """
    A key for which a value is given is there.
    """
    schema = {"properties": {"a": {"type": "integer"}}}

    values = [made(schema, b"%d" % seed, hints=Hints("", {"a": 5})) for seed in range(20)]

    assert [{"a": 5}] * 20 == values


@pytest.mark.parametrize(
    ("schema", "where", "why"),
    [
        ({"required": ["a", "b"], "maxProperties": 1}, "schema/maxProperties", "2 keys have to be"),
        ({"required": ["abc"], "propertyNames": {"maxLength": 2}}, "schema/required", "no allowed"),
        (
            {"properties": {"a": NULL}, "additionalProperties": False, "minProperties": 2},
            "schema/minProperties",
            "2 keys are wanted and no more than 1",
        ),
        ({"propertyNames": False, "minProperties": 1}, "schema/minProperties", "no more than 0"),
        ({"properties": {"a": 1}, "required": ["a"]}, "schema/properties/a", "not 1"),
        ({"patternProperties": {"(": {}}, "minProperties": 1}, "/patternProperties", "not closed"),
    ],
    ids=str,
)
def test_no_object_is_told_with_its_keyword(schema, where, why):
    """
    The refusal names the keyword that leaves no object.
    """
    with pytest.raises(Refused, match=why) as caught:
        made(schema)

    assert where in str(caught.value)
