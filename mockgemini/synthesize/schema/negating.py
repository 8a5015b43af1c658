"""
What has to hold so that a schema does not fit: for each of its keywords the ways to break it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TypeAlias

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.document import Document, Sub
from mockgemini.synthesize.schema.spelling import TYPES

# Keywords of our own, which no schema can hold: what no keyword of JSON Schema says positively.
UNLIKE_VALUES = "\0unlike values"
UNLIKE_PATTERN = "\0unlike pattern"
UNEVEN = "\0uneven"

# Says nothing of the value, so there is no breaking it.
_SILENT = frozenset(
    {
        *("$schema", "$id", "$anchor", "$dynamicAnchor", "$comment", "$defs", "$vocabulary"),
        *("title", "description", "default", "examples", "example", "deprecated", "readOnly"),
        *("writeOnly", "definitions", "format", "contentEncoding", "contentMediaType"),
        *("contentSchema", "then", "else", "minContains", "maxContains", "propertyOrdering"),
    }
)
# There are more ways to break these than those that are named below.
_INCOMPLETE = frozenset(
    {
        *("additionalProperties", "unevaluatedProperties", "unevaluatedItems", "uniqueItems"),
        *("items", "propertyNames"),
    }
)

Ways: TypeAlias = Iterator[tuple[Sub, ...]]


def ways_out(document: Document, sub: Sub) -> tuple[tuple[tuple[Sub, ...], ...], bool]:
    """
    The ways not to fit `sub`; False behind them where there are more than we know to name.
    """
    ways: list[tuple[Sub, ...]] = []
    is_certain = True
    words = sub.words or {}
    for keyword, asked in words.items():
        is_certain = is_certain and keyword not in _INCOMPLETE
        breaking = _BREAKING.get(keyword)
        if breaking is not None:
            ways += [
                (document.made(schema, sub.scope, sub.place),) for schema in breaking(asked, words)
            ]
        elif (joining := _JOINING.get(keyword)) is not None:
            ways += joining(document, sub, asked)
        elif keyword not in _SILENT:
            is_certain = False
    return tuple(ways), is_certain


# --- keywords that schemas of other keywords break --------------------------------------------

Breaking: TypeAlias = Callable[[Json, dict[str, Json]], Iterator[dict[str, Json]]]


def _type(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    kinds = asked if isinstance(asked, list) else [asked]
    others: list[Json] = [kind for kind in TYPES if kind not in kinds and kind != "integer"]
    if "integer" in kinds and "number" not in kinds:
        yield {"type": "number", UNEVEN: 1}
        others.remove("number")
    if others:
        yield {"type": others}


def _const(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield {UNLIKE_VALUES: [asked]}


def _enum(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield {UNLIKE_VALUES: asked}


def _swapped(kind: str, other: str, more: int = 0) -> Breaking:
    """
    The opposite bound: `more` is what has to be added to a count to break it.
    """

    def breaking(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
        if isinstance(asked, int | float) and (asked + more >= 0 or not more):
            yield {"type": kind, other: asked + more}

    return breaking


def _multiple(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield {"type": "number", UNEVEN: asked}


def _pattern(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield {"type": "string", UNLIKE_PATTERN: asked}


def _required(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    for key in asked if isinstance(asked, list) else []:
        if isinstance(key, str):
            yield {"type": "object", "properties": {key: False}}


def _properties(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    for key, schema in asked.items() if isinstance(asked, dict) else []:
        if schema not in (True, {}):
            yield {"type": "object", "required": [key], "properties": {key: {"not": schema}}}


def _additional(asked: Json, words: dict[str, Json]) -> Iterator[dict[str, Json]]:
    named = words.get("properties")
    key = "other"
    while isinstance(named, dict) and key in named:
        key += "_"
    yield {"type": "object", "required": [key], "properties": {key: {"not": asked}}}


def _property_names(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield {"type": "object", "minProperties": 1, "propertyNames": {"not": asked}}


def _dependent(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    for key, wanted in asked.items() if isinstance(asked, dict) else []:
        for other in wanted if isinstance(wanted, list) else []:
            if isinstance(other, str) and other != key:
                yield {"type": "object", "required": [key], "properties": {other: False}}


def _dependent_schemas(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    for key, schema in asked.items() if isinstance(asked, dict) else []:
        yield {"type": "object", "required": [key], "not": schema}


def _prefix_items(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    for index, schema in enumerate(asked if isinstance(asked, list) else []):
        if schema not in (True, {}):
            prefix: list[Json] = [*([True] * index), {"not": schema}]
            yield {"type": "array", "minItems": index + 1, "prefixItems": prefix}


def _items(asked: Json, words: dict[str, Json]) -> Iterator[dict[str, Json]]:
    prefix = words.get("prefixItems")
    free: list[Json] = [True] * len(prefix) if isinstance(prefix, list) else []
    least = len(free) + 1
    yield {"type": "array", "minItems": least, "prefixItems": [*free, {"not": asked}]}


def _contains(asked: Json, words: dict[str, Json]) -> Iterator[dict[str, Json]]:
    least, most = words.get("minContains", 1), words.get("maxContains")
    if isinstance(least, int | float) and least > 0:
        rest: dict[str, Json] = {"minContains": 0, "maxContains": least - 1}
        yield {"type": "array", "contains": asked, **rest}
    if isinstance(most, int | float):
        yield {"type": "array", "contains": asked, "minContains": most + 1}


def _unseen_items(asked: Json, words: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield from _items(asked, words)
    yield {"type": "array", "contains": {"not": asked}}


def _unique(asked: Json, _: dict[str, Json]) -> Iterator[dict[str, Json]]:
    if asked is True:
        twins: list[Json] = [[0, 0], ["a", "a"], [{}, {}], [[], []], [None, None], [True, True]]
        yield {"enum": twins}


_BREAKING: dict[str, Breaking] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "minimum": _swapped("number", "exclusiveMaximum"),
    "maximum": _swapped("number", "exclusiveMinimum"),
    "exclusiveMinimum": _swapped("number", "maximum"),
    "exclusiveMaximum": _swapped("number", "minimum"),
    "multipleOf": _multiple,
    "minLength": _swapped("string", "maxLength", -1),
    "maxLength": _swapped("string", "minLength", 1),
    "pattern": _pattern,
    "minProperties": _swapped("object", "maxProperties", -1),
    "maxProperties": _swapped("object", "minProperties", 1),
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "unevaluatedProperties": _additional,
    "propertyNames": _property_names,
    "dependentRequired": _dependent,
    "dependentSchemas": _dependent_schemas,
    "minItems": _swapped("array", "maxItems", -1),
    "maxItems": _swapped("array", "minItems", 1),
    "prefixItems": _prefix_items,
    "items": _items,
    "contains": _contains,
    "unevaluatedItems": _unseen_items,
    "uniqueItems": _unique,
}

# --- keywords that join schemas ---------------------------------------------------------------


def _reference(keyword: str) -> Callable[[Document, Sub, Json], Ways]:
    def joining(document: Document, sub: Sub, _: Json) -> Ways:
        yield (document.target(sub, keyword, is_negated=True),)

    return joining


def _branches(document: Document, sub: Sub, keyword: str, *, is_negated: bool) -> list[Sub]:
    listed = (sub.words or {}).get(keyword)
    return [
        document.below(sub, branch, (keyword, index), is_negated=is_negated)
        for index, branch in enumerate(listed if isinstance(listed, list) else [])
    ]


def _all_of(document: Document, sub: Sub, _: Json) -> Ways:
    for branch in _branches(document, sub, "allOf", is_negated=True):
        yield (branch,)


def _any_of(document: Document, sub: Sub, _: Json) -> Ways:
    yield tuple(_branches(document, sub, "anyOf", is_negated=True))


def _one_of(document: Document, sub: Sub, _: Json) -> Ways:
    yield tuple(_branches(document, sub, "oneOf", is_negated=True))
    yield from combinations(_branches(document, sub, "oneOf", is_negated=False), 2)


def _not(document: Document, sub: Sub, asked: Json) -> Ways:
    yield (document.below(sub, asked, ("not",)),)


def _if(document: Document, sub: Sub, asked: Json) -> Ways:
    words = sub.words or {}
    for following, is_negated in [("then", False), ("else", True)]:
        if following in words:
            condition = document.below(sub, asked, ("if",), is_negated=is_negated)
            broken = document.below(sub, words[following], (following,), is_negated=True)
            yield (condition, broken)


_JOINING: dict[str, Callable[[Document, Sub, Json], Ways]] = {
    "$ref": _reference("$ref"),
    "$dynamicRef": _reference("$dynamicRef"),
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
}
