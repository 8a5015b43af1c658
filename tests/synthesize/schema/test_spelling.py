"""
One spelling for what dialects write differently.
"""

import pytest

from mockgemini.synthesize.schema.spelling import normal


@pytest.mark.parametrize(
    ("schema", "plain"),
    [
        ({"type": "STRING"}, {"type": "string"}),
        ({"type": ["OBJECT", "null", 1]}, {"type": ["object", "null", 1]}),
        ({"type": "TYPE_UNSPECIFIED", "title": "x"}, {"title": "x"}),
        ({"minItems": "2", "maxLength": 3}, {"minItems": 2, "maxLength": 3}),
        ({"minItems": "two"}, {"minItems": "two"}),
        (
            {"type": "string", "nullable": True},
            {"type": ["string", "null"], "nullable": True},
        ),
        (
            {"type": ["string", "null"], "nullable": True},
            {"type": ["string", "null"], "nullable": True},
        ),
        ({"nullable": True}, {"nullable": True}),
        ({"type": "string", "nullable": False}, {"type": "string", "nullable": False}),
        ({"items": [{}], "additionalItems": False}, {"prefixItems": [{}], "items": False}),
        ({"items": [{}]}, {"prefixItems": [{}]}),
        ({"minimum": 3, "exclusiveMinimum": True}, {"exclusiveMinimum": 3}),
        ({"maximum": 3, "exclusiveMaximum": False}, {"maximum": 3}),
        ({"exclusiveMaximum": True}, {}),
        (
            {"dependencies": {"a": ["b"], "c": {"required": ["d"]}}},
            {
                "dependentRequired": {"a": ["b"]},
                "dependentSchemas": {"c": {"required": ["d"]}},
            },
        ),
        (
            {"dependencies": {"a": ["b"]}, "dependentRequired": {"c": ["d"]}},
            {"dependentRequired": {"a": ["b"], "c": ["d"]}},
        ),
        ({"dependencies": 1}, {}),
        ({"$recursiveRef": "#"}, {"$ref": "#"}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_other_spellings_become_plain(schema, plain):
    """
    What draft 7, OpenAPI 3.0 and Google spell differently comes out as draft 2020-12 has it.
    """
    before = repr(schema)

    assert plain == normal(schema)
    assert before == repr(schema)


def test_a_plain_schema_stays_itself():
    """
    Nothing is copied where nothing is odd.
    """
    schema = {"type": "object", "properties": {"a": {"type": "STRING"}}, "minProperties": 1}

    assert normal(schema) is schema
