"""
Schemas that are hard to make an instance of, and an instance of any.
"""

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.instance import instance

TREE = {
    "$defs": {
        "node": {
            "type": "object",
            "properties": {
                "value": {"type": "integer"},
                "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
                "parent": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
            },
            "required": ["value", "children"],
            "additionalProperties": False,
        }
    },
    "$ref": "#/$defs/node",
}
EXPRESSION = {
    "oneOf": [
        {
            "type": "object",
            "properties": {
                "operator": {"enum": ["+", "-"]},
                "left": {"$ref": "#"},
                "right": {"$ref": "#"},
            },
            "required": ["operator", "left", "right"],
            "additionalProperties": False,
        },
        {"type": "number"},
    ]
}
ADDRESS = {
    "type": "object",
    "properties": {"country": {"enum": ["US", "CA"]}, "zip": {"type": "string"}},
    "required": ["country", "zip"],
    "if": {"properties": {"country": {"const": "US"}}},
    "then": {"properties": {"zip": {"pattern": r"^\d{5}$"}}},
    "else": {"properties": {"zip": {"pattern": r"^[A-Z]\d[A-Z] \d[A-Z]\d$"}}},
}
ROW = {
    "type": "object",
    "properties": {"key": {"type": "integer", "minimum": 1, "maximum": 5}},
    "required": ["key"],
    "additionalProperties": False,
}
MANY = {
    "allOf": [
        {"oneOf": [{"properties": {f"k{n}": {"const": m}}, "required": [f"k{n}"]} for m in "abcd"]}
        for n in range(12)
    ]
}
NESTED = {"type": "string"}


def made(schema, seed="seed", **options):
    return instance(schema, Dice(seed.encode()), path="response_format.schema", **options)
