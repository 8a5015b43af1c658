"""
Lists: their size, their prefix, what they contain, and that no two items are the same.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.equality import are_distinct
from mockgemini.synthesize.schema.instance import instance
from mockgemini.wire.refusal import Refused

WORDS = {"type": "array", "items": {"type": "string"}}


def made(schema, seed=b""):
    return instance(schema, Dice(seed), path="schema")


@given(st.binary(max_size=2))
def test_lists_are_small(seed):
    """
    One to three items, unless the schema asks for another number.
    """
    assert 1 <= len(made(WORDS, seed)) <= 3
    assert 5 == len(made(WORDS | {"minItems": 5}, seed))
    assert 2 >= len(made(WORDS | {"maxItems": 2}, seed))
    assert [] == made(WORDS | {"maxItems": 0}, seed)


@given(st.binary(max_size=2))
def test_a_prefix_is_whole(seed):
    """
    A tuple has all of its items, where it may.
    """
    pair = [{"type": "string"}, {"type": "integer"}]

    text, number = made({"type": "array", "prefixItems": pair, "items": False}, seed)

    assert (str, int) == (type(text), type(number))
    assert 1 == len(made({"type": "array", "prefixItems": pair, "maxItems": 1}, seed))


@given(st.binary(max_size=2))
def test_what_has_to_be_contained_is(seed):
    """
    As often as asked and no more, at places where it may stand.
    """
    schema = {
        "type": "array",
        "prefixItems": [{"type": "string"}, {"type": "string"}],
        "items": {"type": "integer", "maximum": 9},
        "contains": {"minimum": 5, "type": "number"},
        "minContains": 2,
        "maxContains": 2,
        "minItems": 6,
    }

    items = made(schema, seed)

    assert 2 == len([item for item in items if isinstance(item, int) and item >= 5])


def test_one_item_may_meet_several():
    """
    Two `contains` that go together need only one item.
    """
    schema = {
        "type": "array",
        "allOf": [{"contains": {"minimum": 3}}, {"contains": {"maximum": 4}}],
        "items": {"type": "integer"},
        "maxItems": 1,
    }

    assert made(schema) in ([3], [4])


@given(st.binary(max_size=2))
def test_unique_items_differ(seed):
    """
    However few values there are, no two items are the same.
    """
    schema = {"type": "array", "items": {"enum": [1, 1.0, True, "1"]}, "uniqueItems": True}

    assert are_distinct(made(schema | {"minItems": 3}, seed))


def test_optional_items_that_nothing_fits_are_left_out():
    """
    A list that may be shorter is, where an item cannot be made.
    """
    hopeless = {"type": "string", "minLength": 2, "maxLength": 1}
    schema = {"type": "array", "prefixItems": [{"type": "null"}], "items": hopeless}

    assert [None] == made(schema)
    assert [] == made({"type": "array", "items": hopeless})
    assert [None] == made(schema | {"unevaluatedItems": False})


def test_unevaluated_items_are_asked_for():
    """
    Beyond the prefix, an item is what `unevaluatedItems` asks, unless a schema inside spoke of it.
    """
    schema = {
        "type": "array",
        "allOf": [{"prefixItems": [{"const": 1}]}],
        "unevaluatedItems": {"const": 2},
        "minItems": 3,
    }

    assert [1, 2, 2] == made(schema)
    assert [1] == made(schema | {"unevaluatedItems": False, "minItems": 1})


@pytest.mark.parametrize(
    ("schema", "where"),
    [
        ({"type": "array", "minItems": 2, "maxItems": 1}, "schema/minItems"),
        ({"type": "array", "minItems": 2, "prefixItems": [{}], "items": False}, "schema/minItems"),
        ({"type": "array", "items": False, "contains": {}}, "schema/contains"),
        ({"type": "array", "contains": False}, "schema/contains"),
        (
            {"type": "array", "items": {"type": "string"}, "contains": {"type": "null"}},
            "schema/contains/type",
        ),
        (
            {"type": "array", "items": {"enum": [1]}, "uniqueItems": True, "minItems": 2},
            "schema/items/enum",
        ),
    ],
    ids=str,
)
def test_no_list_is_told_with_its_keyword(schema, where):
    """
    The refusal names the keyword that leaves no list.
    """
    with pytest.raises(Refused, match=f"'{where}'"):
        made(schema)


def test_a_list_that_says_nothing_is_short():
    """
    Where nothing is said of items, none are made up.
    """
    assert [] == made({"uniqueItems": True})
    assert 2 == len(made({"maxItems": 3, "minItems": 2}))
