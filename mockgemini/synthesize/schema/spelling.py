"""
One spelling for what dialects write differently: draft 7, OpenAPI 3.0 and Google's own Schema.
"""

from __future__ import annotations

from collections.abc import Mapping

from mockgemini.jsontext import Json

TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")

_COUNTS = frozenset(
    {
        "maxItems",
        "maxLength",
        "maxProperties",
        "minItems",
        "minLength",
        "minProperties",
    }
)
_ODD = frozenset({"nullable", "dependencies", "$recursiveRef"})
_LIMITS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def normal(schema: dict[str, Json]) -> dict[str, Json]:
    """
    The schema as draft 2020-12 spells it, not what is below it; itself where nothing is odd.
    """
    plain = _with_plain_type(schema)
    if not _ODD.isdisjoint(plain):
        plain = _without_odd(dict(plain))
    if isinstance(plain.get("items"), list):
        plain = dict(plain)
        plain["prefixItems"] = plain.pop("items")
        if "additionalItems" in plain:
            plain["items"] = plain.pop("additionalItems")
    for limit, bound in _LIMITS.items():
        if isinstance(is_open := plain.get(limit), bool):
            plain = {key: value for key, value in plain.items() if key != limit}
            if is_open and bound in plain:
                plain[limit] = plain.pop(bound)
    for count in _COUNTS & plain.keys():
        # Google's Schema writes 64-bit integers as JSON strings.
        if isinstance(text := plain[count], str) and text.isdecimal():
            plain = {**plain, count: int(text)}
    return plain


def _with_plain_type(schema: dict[str, Json]) -> dict[str, Json]:
    kind = schema.get("type")
    if isinstance(kind, str) and kind not in TYPES:
        lower = kind.lower()
        rest = {key: value for key, value in schema.items() if key != "type"}
        return rest if lower == "type_unspecified" else {**schema, "type": lower}
    if isinstance(kind, list) and any(each not in TYPES for each in kind):
        lowered: list[Json] = [each.lower() if isinstance(each, str) else each for each in kind]
        return {**schema, "type": lowered}
    return schema


def _without_odd(schema: dict[str, Json]) -> dict[str, Json]:
    if schema.get("nullable") is True and "type" in schema:
        kinds = schema["type"]
        listed: list[Json] = list(kinds) if isinstance(kinds, list) else [kinds]
        schema["type"] = listed if "null" in listed else [*listed, "null"]
    if "$recursiveRef" in schema:
        schema.setdefault("$ref", schema.pop("$recursiveRef"))
    dependencies = schema.pop("dependencies", None)
    if isinstance(dependencies, dict):
        keys = {key: value for key, value in dependencies.items() if isinstance(value, list)}
        rest = {key: value for key, value in dependencies.items() if key not in keys}
        _join(schema, "dependentRequired", keys)
        _join(schema, "dependentSchemas", rest)
    return schema


def _join(schema: dict[str, Json], name: str, more: Mapping[str, Json]) -> None:
    own = schema.get(name)
    if more:
        schema[name] = {**more, **(own if isinstance(own, dict) else {})}
