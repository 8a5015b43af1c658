"""
Instances of schemas by hand: what has one, what is refused and how, and other spellings.
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.hard_schemas import ADDRESS, EXPRESSION, MANY, NESTED, ROW, TREE, made

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.instance import instance
from mockgemini.wire.refusal import Refused

jsonschema = pytest.importorskip("jsonschema", reason="the independent validator is not installed")
Validator = jsonschema.Draft202012Validator


def refusal(schema):
    with pytest.raises(Refused) as caught:
        made(schema)
    return caught.value.refusal


for _ in range(30):
    NESTED = {"type": "object", "properties": {"down": NESTED}, "required": ["down"]}


@pytest.mark.parametrize(
    "schema",
    [
        TREE,
        EXPRESSION,
        ADDRESS,
        MANY,
        NESTED,
        {"type": "array", "items": ROW, "uniqueItems": True, "minItems": 5},
        {
            "type": "array",
            "items": {"type": ["boolean", "null"]},
            "uniqueItems": True,
            "minItems": 3,
        },
        {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 150},
        {
            "type": "array",
            "contains": {"const": 1},
            "minContains": 2,
            "maxContains": 2,
            "minItems": 5,
        },
        {"type": "object", "propertyNames": {"enum": ["a", "b"]}, "minProperties": 2},
        {"type": "object", "patternProperties": {"^x-": {}}, "minProperties": 4}
        | {"additionalProperties": False},
        {"type": "integer", "oneOf": [{"minimum": 2}, {"maximum": 10}]},
        {"type": "object", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}
        | {"properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}},
        {"oneOf": [{"type": "integer"}, {"type": "number"}]},
        {"not": {"anyOf": [{"type": "string"}, {"type": "object"}, {"type": "array"}]}},
        {"type": "string", "not": {"pattern": "[aeiou]"}, "minLength": 3},
        {"type": "array", "prefixItems": [{"type": "string"}], "items": False, "minItems": 1},
    ],
    ids=lambda schema: json.dumps(schema)[:60],
)
@given(seed=st.binary(max_size=3))
def test_hard_schemas_have_instances(schema, seed):
    """
    Recursion, choices, conditions, negations and unique items are solved, whatever the dice say.
    """
    value = instance(schema, Dice(seed))

    assert [] == [error.message for error in Validator(schema).iter_errors(value)]


@pytest.mark.parametrize(
    ("schema", "where", "why"),
    [
        (False, "", "nothing fits false"),
        ("text", "", "a schema is an object or a boolean, not 'text'"),
        ({"type": "strin"}, "/type", "there is no type 'strin'"),
        ({"type": "integer", "minimum": 5, "maximum": 3}, "/minimum", "lies between 5 and 3"),
        ({"type": "string", "minLength": "x"}, "/minLength", "has to be a number, not 'x'"),
        ({"type": "string", "minLength": 4, "maxLength": 3}, "/minLength", "no text has 4"),
        ({"type": "string", "pattern": "(["}, "/pattern", "'[' at 1 is not closed"),
        ({"type": "string", "pattern": "^a$", "minLength": 2}, "/pattern", "no text"),
        ({"enum": []}, "/enum", "it has no values"),
        ({"type": "string", "enum": [1]}, "/enum", "none of its values fits the rest"),
        ({"$ref": "#/$defs/none"}, "/$ref", "leads nowhere in this schema"),
        ({"$ref": "https://example.com/s"}, "/$ref", "not followed beyond it"),
        ({"$ref": "#"}, "/$ref", "lead back to it for ever"),
        ({"not": {}}, "/not/not", "everything fits, so nothing does not"),
        ({"oneOf": [True, True]}, "/oneOf", "none of its 4 ways leads to an instance"),
        ({"anyOf": []}, "/anyOf", "a list with something in it"),
        (
            {"type": "object", "properties": {"a/b": False}, "required": ["a/b"]},
            "/properties/a~1b",
            "nothing fits false",
        ),
        (
            {"type": "object", "properties": {"next": {"$ref": "#"}}, "required": ["next"]},
            "/properties/next/$ref",
            "it goes on for ever",
        ),
        (
            {"type": "object", "required": ["a"]}
            | {"allOf": [{"anyOf": [{"minProperties": n}, {"maxLength": n}]} for n in range(20)]}
            | {"properties": {"a": False}},
            "",
            "no instance was found in 2000 tries",
        ),
        (
            {"type": "array", "items": {"type": "string"}, "minItems": 10**9},
            "/minItems",
            "too many",
        ),
        ({"type": "object", "minProperties": 10**9}, "/minProperties", "too many"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_has_no_instance_is_refused_by_name(schema, where, why):
    """
    The refusal is a 400 that names the keyword, its place in the request, and the reason.
    """
    refused = refusal(schema)

    assert (400, "invalid_request") == (refused.status, refused.code)
    assert f"'response_format.schema{where}" in refused.message
    assert why in refused.message


def test_a_schema_without_a_path_is_named_by_its_root():
    """
    Where nobody says where the schema stands, the root is `/`.
    """
    with pytest.raises(Refused, match=r"^Invalid JSON schema at '/': nothing fits false\.$"):
        instance(False, Dice(b""))


def test_a_schema_nested_without_measure_is_refused():
    """
    What would exhaust the stack is a refusal, not a crash.
    """
    schema = {}
    for _ in range(3000):
        schema = {"not": schema}

    assert "nested too deeply" in refusal(schema).message


# --- other spellings --------------------------------------------------------------------------


def test_googles_own_schema():
    """
    Upper-case types, counts as strings, `nullable` and `propertyOrdering` are understood.
    """
    schema = {
        "type": "OBJECT",
        "properties": {
            "b": {"type": "STRING", "format": "enum", "enum": ["x", "y"], "nullable": True},
            "a": {"type": "ARRAY", "minItems": "2", "maxItems": "2", "items": {"type": "INTEGER"}},
            "c": {"type": "NUMBER", "nullable": True},
        },
        "propertyOrdering": ["a", "c", "b"],
        "required": ["a", "b", "c"],
    }

    value = made(schema)

    assert ["a", "c", "b"] == list(value)
    assert 2 == len(value["a"])
    assert value["b"] in {"x", "y"}
    assert isinstance(value["c"], int | float)


def test_draft_7():
    """
    `definitions`, lists of items and `dependencies` are understood, and a `$ref` stands alone.
    """
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": {"count": {"type": "integer", "exclusiveMinimum": 3}},
        "type": "object",
        "properties": {
            "pair": {
                "type": "array",
                "items": [{"$ref": "#/definitions/count", "maximum": 1}, {"type": "string"}],
                "additionalItems": False,
                "minItems": 2,
            }
        },
        "required": ["pair"],
        "dependencies": {"pair": ["more"], "more": {"required": ["most"]}},
    }

    value = made(schema)

    assert {"pair", "more", "most"} <= value.keys()
    assert jsonschema.Draft7Validator(schema).is_valid(value)


@pytest.mark.parametrize("key", ["examples", "example"])
def test_examples_are_used_where_they_fit(key):
    """
    One of the schema's own examples is the value, if it is valid.
    """
    examples = ["no", "Maybe so", "Certainly"]
    schema = {"type": "string", "minLength": 5}
    schema[key] = examples if key == "examples" else examples[1]

    values = {made(schema, str(seed)) for seed in range(20)}

    assert values == ({"Maybe so", "Certainly"} if key == "examples" else {"Maybe so"})


def test_a_default_is_used_now_and_then():
    """
    The default comes up among other values; one that does not fit never does.
    """
    values = [made({"type": "integer", "default": 1007}, str(seed)) for seed in range(40)]
    others = [made({"type": "integer", "default": "x"}, str(seed)) for seed in range(40)]

    assert 5 < values.count(1007) < 35
    assert "x" not in others
