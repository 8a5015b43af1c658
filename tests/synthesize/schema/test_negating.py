"""
The ways not to fit a schema.
"""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.instance import instance
from mockgemini.synthesize.schema.negating import ways_out

jsonschema = pytest.importorskip("jsonschema", reason="the independent validator is not installed")

STRINGS = {"type": "array", "items": {"type": "string"}}


@pytest.mark.parametrize(
    ("beside", "unwanted"),
    [
        ({}, {"type": "string"}),
        ({"type": "number"}, {"type": "integer"}),
        ({}, {"type": ["number", "string", "null", "boolean"]}),
        ({"type": "boolean"}, {"const": True}),
        ({"type": "string", "maxLength": 1}, {"enum": ["a", "b", ""]}),
        ({"type": "integer"}, {"minimum": 5}),
        ({"type": "integer"}, {"maximum": 5}),
        ({"type": "number"}, {"exclusiveMinimum": 5.5}),
        ({"type": "number"}, {"exclusiveMaximum": 5.5}),
        ({"type": "number"}, {"multipleOf": 0.5}),
        ({"type": "string"}, {"minLength": 3}),
        ({"type": "string"}, {"maxLength": 3}),
        ({"type": "string"}, {"pattern": "^[a-m]"}),
        ({"type": "object"}, {"minProperties": 2}),
        ({"type": "object"}, {"maxProperties": 2}),
        ({"type": "object"}, {"required": ["a", "b"]}),
        ({"type": "object"}, {"properties": {"a": {}, "b": {"type": "string"}}}),
        ({"type": "object"}, {"properties": {"other": {}}, "additionalProperties": False}),
        ({"type": "object"}, {"propertyNames": {"maxLength": 3}}),
        ({"type": "object"}, {"dependentRequired": {"a": ["a", "b"]}}),
        ({"type": "object"}, {"dependentSchemas": {"a": {"required": ["b"]}}}),
        ({"type": "object"}, {"properties": {"a": {}}, "unevaluatedProperties": False}),
        ({"type": "object"}, {"properties": {"x": {}}, "additionalProperties": {"type": "null"}}),
        ({"type": "array"}, {"minItems": 2}),
        ({"type": "array"}, {"maxItems": 2}),
        ({"type": "array"}, {"prefixItems": [True, {"type": "string"}]}),
        ({"type": "array"}, {"items": {"type": "string"}}),
        ({"type": "array"}, {"prefixItems": [{}], "items": {"type": "string"}}),
        (STRINGS, {"contains": {"const": "x"}}),
        ({"type": "array"}, {"contains": {"const": "x"}, "minContains": 0, "maxContains": 1}),
        ({"type": "array"}, {"uniqueItems": True}),
        ({"type": "array"}, {"prefixItems": [{}], "unevaluatedItems": {"type": "null"}}),
        ({}, {"allOf": [{"type": "string"}, {"maxLength": 3}]}),
        ({}, {"anyOf": [{"type": "string"}, {"type": "number"}]}),
        ({"type": "integer"}, {"oneOf": [{"minimum": 3}, {"maximum": 10}]}),
        ({"type": "integer"}, {"oneOf": [True, {"maximum": 10}, {"minimum": 20}]}),
        ({}, {"not": {"type": "string"}}),
        ({}, {"$ref": "#/$defs/text"}),
        ({"type": "integer"}, {"if": {"minimum": 3}, "then": {"maximum": 9}, "else": False}),
        ({"type": "integer"}, {"if": {"minimum": 3}, "then": {"maximum": 9}}),
        ({"type": "object"}, {"patternProperties": {"^a": {"type": "string"}}, "required": ["b"]}),
        ({"type": "object"}, {"unknown": 1, "required": ["a"]}),
    ],
    ids=lambda value: json.dumps(value)[:50],
)
@given(seed=st.binary(max_size=2))
@example(seed=b"f@")
def test_what_must_not_fit_does_not(beside, unwanted, seed):
    """
    For each keyword there is an instance that breaks it.
    """
    schema = {**beside, "not": unwanted, "$defs": {"text": {"type": "string"}}}

    value = instance(schema, Dice(seed))

    assert jsonschema.Draft202012Validator(schema).is_valid(value), value


@pytest.mark.parametrize(
    ("schema", "count", "is_certain"),
    [
        ({}, 0, True),
        ({"title": "x", "format": "date"}, 0, True),
        ({"minLength": 0}, 0, True),
        ({"minLength": 1, "maxLength": 2}, 2, True),
        ({"patternProperties": {"a": False}}, 0, False),
        ({"uniqueItems": False}, 0, False),
        ({"enum": [1], "required": 1, "properties": 1, "dependentRequired": {"a": 1}}, 1, True),
        ({"dependentRequired": 1, "dependentSchemas": 1, "prefixItems": 1, "anyOf": 1}, 1, True),
        ({"required": [1], "minLength": "x", "contains": {}, "minContains": 0}, 0, True),
        ({"type": ["object", "array", "string", "number", "boolean", "null"]}, 0, True),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_ways_are_counted(schema, count, is_certain):
    """
    There is a way for each keyword that can be broken; it is told where there may be more.
    """
    document = Document(schema)

    ways, certain = ways_out(document, document.top)

    assert (count, is_certain) == (len(ways), certain)
