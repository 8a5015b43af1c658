"""
The verdicts that decide between candidates. The official test suite asks far more of them.
"""

import pytest

from mockgemini.synthesize.schema.checking import Checking, exact, kind_of
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.trouble import UnreadableError

LINE = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}


def fits(schema, value):
    document = Document(schema)
    return Checking(document).fits(document.top, value)


@pytest.mark.parametrize(
    ("schema", "fitting", "other"),
    [
        (True, [None], []),
        (False, [], [None]),
        ({"type": "integer"}, [1, 1.0, 10**400], [1.5, True, "1"]),
        ({"type": ["null", "boolean"]}, [None, True], [0, ""]),
        ({"enum": [1, {"a": None}]}, [1.0, {"a": None}], [True, {}]),
        ({"const": []}, [[]], [{}, None]),
        ({"minimum": 1, "exclusiveMaximum": 2}, [1, 1.9, "x", True], [0.9, 2]),
        ({"maximum": 1, "exclusiveMinimum": 0}, [1], [0, 1.1]),
        ({"minimum": "x"}, [0], []),
        ({"multipleOf": 0.01}, [19.99, 0, 5], [0.001]),
        ({"multipleOf": 0}, [3], []),
        ({"minLength": 1, "maxLength": 2, "pattern": "^[ab]"}, ["a", "b😀", 3], ["", "c", "aaa"]),
        ({"minItems": 1, "maxItems": 2, "uniqueItems": True}, [[1], [1, True]], [[], [1, 1.0]]),
        ({"minProperties": 1, "maxProperties": 1}, [{"a": 1}, []], [{}, {"a": 1, "b": 2}]),
        (LINE, [{"n": 1}], [{}, {"n": "1"}, []]),
        ({"patternProperties": {"^a": {"type": "null"}}}, [{"a": None, "b": 1}], [{"ab": 1}]),
        (
            {
                "properties": {"a": {}},
                "patternProperties": {"b": {}},
                "additionalProperties": False,
            },
            [{"a": 1, "abc": 2}, []],
            [{"c": 3}],
        ),
        ({"propertyNames": {"maxLength": 1}}, [{"a": 1}, 1], [{"ab": 1}]),
        ({"dependentRequired": {"a": ["b"]}}, [{"b": 1}, {"a": 1, "b": 2}], [{"a": 1}]),
        ({"dependentSchemas": {"a": {"maxProperties": 1}}}, [{"a": 1}], [{"a": 1, "b": 2}]),
        ({"prefixItems": [{"type": "null"}], "items": False}, [[None], []], [[1], [None, 1]]),
        ({"items": {"type": "null"}}, [[None], {}], [[1]]),
        ({"contains": {"const": 1}, "maxContains": 1}, [[1, 2]], [[], [1, 1]]),
        ({"contains": {"const": 1}, "minContains": 0}, [[], 1], []),
        ({"allOf": [{"minimum": 1}, {"maximum": 2}]}, [1], [3]),
        ({"anyOf": [{"const": 1}, {"const": 2}]}, [2], [3]),
        ({"oneOf": [{"minimum": 1}, {"minimum": 2}]}, [1], [0, 2]),
        ({"not": {"const": 1}}, [2], [1]),
        ({"if": {"const": 1}, "then": False, "else": {"type": "integer"}}, [2], [1, "x"]),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"const": 1}}}, [1], [2]),
        ({"properties": {"a": {}}, "unevaluatedProperties": False}, [{"a": 1}, 1], [{"b": 1}]),
        ({"prefixItems": [{}], "unevaluatedItems": False}, [[1], 1], [[1, 2]]),
        # Whatever is no schema's business says nothing.
        ({"required": 1, "properties": 1, "patternProperties": 1, "enum": [{}]}, [{}], []),
        ({"dependentRequired": 1, "dependentSchemas": 1, "minContains": "x"}, [{}, []], []),
        ({"prefixItems": 1, "contains": {}, "minContains": "x", "allOf": 1}, [[]], []),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_value_fits_or_does_not(schema, fitting, other):
    """
    Each keyword lets pass what the specification lets pass.
    """
    assert fitting == [value for value in [*fitting, *other] if fits(schema, value)]


def test_a_negated_sub_turns_the_verdict_round():
    """
    What fits does not fit the negation, and the other way round.
    """
    document = Document({"not": {"type": "string"}})
    negated = document.below(document.top, {"type": "string"}, ("not",), is_negated=True)

    assert not Checking(document).fits(negated, "x")
    assert Checking(document).fits(negated, 1)


def test_references_in_a_circle_are_told():
    """
    A reference that leads back to itself for the same value is an error, not an endless loop.
    """
    with pytest.raises(UnreadableError, match="for ever"):
        fits({"$ref": "#"}, 1)


def test_kinds_and_decimals():
    """
    A boolean is no number, and 0.1 is a tenth.
    """
    kinds = [kind_of(value) for value in [None, True, 1, 1.5, "", [], {}]]

    assert ["null", "boolean", "number", "number", "string", "array", "object"] == kinds
    assert 1 == exact(0.1) * 10
