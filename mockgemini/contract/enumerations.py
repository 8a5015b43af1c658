"""
The fields whose values the revisions list.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mockgemini.jsontext import Json
from mockgemini.wire import register
from mockgemini.wire.exporting import json_schema
from mockgemini.wire.fields import mapping


def enumerations() -> frozenset[str]:
    """
    The names of all fields that have listed values somewhere in the schema of some revision.
    """
    shapes = chain.from_iterable(
        mapping(json_schema(name)["$defs"]).values() for name in register.NAMES
    )
    return frozenset(
        name
        for shape in shapes
        for name, schema in mapping(mapping(shape).get("properties")).items()
        if any("enum" in each for each in _within(schema))
    )


def _within(schema: Json) -> Iterator[dict[str, Json]]:
    yield mapping(schema)
    members = mapping(schema).get("anyOf")
    for member in members if isinstance(members, list) else []:
        yield from _within(member)
