"""
Which keys and items a schema has spoken of.
"""

import pytest

from mockgemini.synthesize.schema.checking import Checking
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.evaluated import seen_items, seen_keys

NAMED = {"properties": {"a": {}}}


@pytest.mark.parametrize(
    ("schema", "seen"),
    [
        (NAMED, "a"),
        ({"patternProperties": {"^[ab]$": {}}}, "ab"),
        ({"additionalProperties": {}}, "abc"),
        ({"allOf": [{"unevaluatedProperties": {}}]}, "abc"),
        ({"unevaluatedProperties": {}}, ""),
        ({"allOf": [NAMED], "$ref": "#/$defs/b", "$defs": {"b": {"properties": {"b": {}}}}}, "ab"),
        ({"anyOf": [NAMED, {"required": ["z"], "properties": {"b": {}}}]}, "a"),
        ({"oneOf": [{"properties": {"b": {}}}, False]}, "b"),
        ({"not": {"not": NAMED}}, ""),
        ({"if": NAMED, "then": {"properties": {"b": {}}}, "else": {"properties": {"c": {}}}}, "ab"),
        ({"if": {"required": ["z"]}, "else": {"properties": {"c": {}}}}, "c"),
        ({"if": NAMED}, "a"),
        ({"dependentSchemas": {"a": {"properties": {"b": {}}}, "z": NAMED}}, "b"),
        ({"$dynamicRef": "#x", "$defs": {"x": {"$dynamicAnchor": "x", **NAMED}}}, "a"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_keys_are_seen(schema, seen):
    """
    Keys are evaluated by what speaks of them, beside and in place, but not within `not`.
    """
    document = Document(schema)
    value = {"a": 1, "b": 2, "c": 3}

    assert set(seen) == seen_keys(Checking(document), document.top, value, is_own=True)


@pytest.mark.parametrize(
    ("schema", "seen"),
    [
        ({"prefixItems": [{}]}, [0]),
        ({"prefixItems": [{}, {}, {}, {}]}, [0, 1, 2]),
        ({"items": {}}, [0, 1, 2]),
        ({"contains": {"const": 3}}, [2]),
        ({"allOf": [{"unevaluatedItems": {}}]}, [0, 1, 2]),
        ({"unevaluatedItems": {}}, []),
        ({"anyOf": [{"prefixItems": [{"const": 1}]}, {"prefixItems": [False, {}]}]}, [0]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_items_are_seen(schema, seen):
    """
    Items are evaluated by their place, or because they are contained.
    """
    document = Document(schema)

    assert set(seen) == seen_items(Checking(document), document.top, [1, 2, 3], is_own=True)
