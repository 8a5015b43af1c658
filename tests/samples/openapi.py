"""
Google's own OpenAPI of December 2025 as a judge that shares nothing with our models.
"""

import json
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from samples.shared import SHARED

OPENAPI = SHARED / "openapi" / "interactions-2025-12.openapi.json"

needs_openapi = pytest.mark.skipif(
    not OPENAPI.is_file(), reason=f"no OpenAPI at {OPENAPI}; set MOCKGEMINI_SHARED"
)

_REF = "#/components/schemas/"


@cache
def schemas() -> dict[str, Any]:
    """
    The component schemas by name, as Google wrote them.
    """
    return json.loads(OPENAPI.read_text())["components"]["schemas"]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """
    The schema itself, or the one it refers to.
    """
    return schemas()[schema["$ref"].removeprefix(_REF)] if "$ref" in schema else schema


def errors(schema_name: str, value: object) -> list[str]:
    """
    What a component schema finds wrong with a JSON value: `place: message`, in the value's order.
    """
    whole = {**_judging()[schema_name], "components": {"schemas": _judging()}}
    found = Draft202012Validator(whole).iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in found]


@cache
def _judging() -> dict[str, Any]:
    return {name: _translated(schema) for name, schema in schemas().items()}


def _translated(schema: Any) -> Any:
    """
    OpenAPI 3.0 as JSON Schema; members that a discriminator tells apart are judged one by one.
    """
    if isinstance(schema, list):
        return [_translated(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _translated(item) for key, item in schema.items() if key not in _OPENAPIS_OWN}
    if "discriminator" in schema:
        kept |= _told_apart(schema, kept.pop("oneOf"))
    elif "oneOf" in kept:
        # Google's members overlap (an array of turns is also one of contents), and one of them may
        # be text although the whole is called an object.
        kept = {"anyOf": kept["oneOf"]}
    return {"anyOf": [{"type": "null"}, kept]} if schema.get("nullable") else kept


_OPENAPIS_OWN = {"nullable", "discriminator", "example", "readOnly", "writeOnly"}


def _told_apart(schema: dict[str, Any], members: list[dict[str, Any]]) -> dict[str, Any]:
    key = schema["discriminator"]["propertyName"]
    branches = [(_tags(resolved(member)["properties"][key]), member) for member in members]
    every = [tag for tags, _ in branches for tag in tags]
    return {
        "required": [key],
        "properties": {key: {"enum": every}},
        "allOf": [
            {"if": {"properties": {key: {"enum": tags}}, "required": [key]}, "then": member}
            for tags, member in branches
        ],
    }


def _tags(schema: dict[str, Any]) -> list[str]:
    return schema.get("enum") or [schema["const"]]
