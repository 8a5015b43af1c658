"""
What several schemas ask of one value, brought down to one of each.
"""

from fractions import Fraction

import pytest

from mockgemini.synthesize.schema.demand import KINDS, Demand
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.trouble import NoInstanceError, UnreadableError


def demand(*schemas):
    document = Document({"allOf": list(schemas)})
    top = document.top
    leaves = [document.below(top, each, ("allOf", index)) for index, each in enumerate(schemas)]
    return Demand(document, leaves)


def test_types_are_cut():
    """
    The types that all allow are left, and an integer is a number that is whole.
    """
    merged = demand({"type": ["integer", "string", "null"]}, {"type": ["number", "null"]})

    assert ("null", "number") == merged.kinds
    assert merged.is_whole
    assert KINDS == demand({}).kinds


def test_the_narrower_bound_counts():
    """
    Of two bounds the narrower one counts, of equal ones that which leaves itself out.
    """
    merged = demand(
        {"minimum": 1, "maximum": 9, "multipleOf": 2},
        {"exclusiveMinimum": 1, "maximum": 10.5, "multipleOf": 0.3},
    )

    assert (Fraction(1), True) == (merged.low, merged.is_low_open)
    assert (Fraction(9), False) == (merged.high, merged.is_high_open)
    assert [2, 0.3] == merged.steps


def test_counts_are_narrowed():
    """
    The greatest least and the least greatest count; half a count is rounded inwards.
    """
    merged = demand(
        {"minLength": 1, "maxLength": 5, "minItems": 2, "maxItems": 9.0, "minProperties": 1},
        {"minLength": 1.5, "maxLength": 4.5, "minItems": 1, "maxItems": 3, "maxProperties": 2},
    )

    assert (2, 4) == (merged.shortest, merged.longest)
    assert (2, 3) == (merged.fewest_items, merged.most_items)
    assert (1, 2) == (merged.fewest_keys, merged.most_keys)


def test_keys_are_gathered():
    """
    Required keys and dependencies add up, in order.
    """
    merged = demand(
        {"required": ["b", "a"]}, {"required": ["c", "a"]}, {"dependentRequired": {"a": ["d"]}}
    )

    assert ["b", "a", "c"] == list(merged.required)
    assert [("a", ["d"])] == merged.dependent


@pytest.mark.parametrize(
    ("schema", "spoken"),
    [
        ({"properties": {}}, ["object"]),
        ({"items": {}, "minLength": 1}, ["array", "string"]),
        ({"format": "int32"}, ["number"]),
        ({"format": "date"}, ["string"]),
        ({"format": 1, "title": 1, "description": "x"}, []),
        ({"uniqueItems": False, "unevaluatedItems": {}, "contains": {}}, ["array"]),
        ({"unevaluatedProperties": {}, "propertyNames": {}}, ["object"]),
    ],
    ids=str,
)
def test_keywords_speak_of_types(schema, spoken):
    """
    A keyword tells which type the schema has in mind.
    """
    assert spoken == list(demand(schema).spoken)


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ({"type": "thing"}, "no type 'thing'"),
        ({"minimum": "1"}, "has to be a number, not '1'"),
        ({"maximum": True}, "has to be a number"),
        ({"minimum": float("nan")}, "has to be a number"),
        ({"minItems": -1}, "0 or more, not -1"),
        ({"multipleOf": 0}, "more than 0, not 0"),
        ({"properties": []}, "has to be an object, not \\[\\]"),
        ({"dependentRequired": []}, "has to be an object"),
        ({"required": "a"}, "a list of strings, not 'a'"),
        ({"required": [1]}, "a list of strings"),
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_told(schema, why):
    """
    A keyword with a value that it cannot have is an UnreadableError at its place.
    """
    with pytest.raises(UnreadableError, match=why) as caught:
        demand({}, schema)

    assert ("/allOf/1", *schema) == (caught.value.place, caught.value.keyword)


def test_a_contradiction_of_types_is_told():
    """
    Types that exclude each other leave nothing.
    """
    with pytest.raises(
        NoInstanceError, match="a value of type string or null is of none"
    ) as caught:
        demand({"type": "integer"}, {"type": ["string", "null"]})

    assert ("/allOf/1", "type") == (caught.value.place, caught.value.keyword)


def test_blame_goes_to_what_is_there():
    """
    Of several keywords the first that the schema has is blamed, else the first at the outermost.
    """
    merged = demand({}, {"maximum": 1})

    there, nowhere = merged.nothing("why", "minimum", "maximum"), merged.nothing("why", "minimum")

    assert ("maximum", "/allOf/1") == (there.keyword, there.place)
    assert ("minimum", "/allOf/0") == (nowhere.keyword, nowhere.place)
    assert "" == Demand(Document(True), []).place
