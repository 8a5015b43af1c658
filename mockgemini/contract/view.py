"""
A schema as drift looks at it: which JSON types a value may be of, which words, and of objects which
fields; unions taken apart, the objects in them told by their tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mockgemini.contract.description import Description, Schema, Side
from mockgemini.jsontext import Json
from mockgemini.wire.fields import mapping

_TAGS = ("type", "event_type")
_UNIONS = ("anyOf", "oneOf")
_NAMES = {str: "string", bool: "boolean", int: "integer", float: "number"}
_HIDDEN: Mapping[Side, str] = {"sent": "readOnly", "received": "writeOnly"}
"""What is marked so, goes only the other way."""


@dataclass(frozen=True)
class Fields:
    """
    An object: the schemas of its fields, and those it must have. `tags`: what it is told by in a
    union; empty where it has no tag.
    """

    source: Schema
    properties: Mapping[str, Json]
    required: frozenset[str]
    tags: frozenset[str]
    by: str

    def likeness(self, other: Fields) -> float:
        """
        How many of the fields of both they share, from 0 to 1.
        """
        both = self.properties.keys() | other.properties.keys()
        return len(self.properties.keys() & other.properties.keys()) / max(len(both), 1)


@dataclass
class View:
    """
    What a value may be. No types at all: anything. `is_open`: words that are not listed may come.
    """

    types: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    is_open: bool = False
    objects: list[Fields] = field(default_factory=list)
    items: list[Json] = field(default_factory=list)

    @cached_property
    def tagged(self) -> dict[str, Fields]:
        """
        The objects by tag.
        """
        return {tag: each for each in self.objects for tag in sorted(each.tags)}

    @cached_property
    def untagged(self) -> list[Fields]:
        """
        The objects without a tag.
        """
        return [each for each in self.objects if not each.tags]

    @property
    def takes_any_object(self) -> bool:
        """
        Is there an object among them of which nothing is said?
        """
        return any(not each.properties for each in self.objects)


def view(description: Description, schema: Json, side: Side) -> View:
    """
    A schema as seen from one side.
    """
    seen = View()
    leaves = list(_leaves(description, schema))
    for leaf in leaves:
        _look(description, leaf, side, seen)
    if any(not leaf.keys() & _TELLING for leaf in leaves):
        # One member takes anything.
        return View()
    return seen


_TELLING = {"type", "enum", "const", "properties", "items"}


def _leaves(description: Description, schema: Json) -> Iterator[Schema]:
    found = description.resolved(schema)
    for key in _UNIONS:
        members = found.get(key)
        if isinstance(members, list):
            for member in members:
                yield from _leaves(description, member)
            return
    parts = found.get("allOf")
    yield _joined(description, found, parts) if isinstance(parts, list) else found


def _joined(description: Description, schema: Schema, parts: list[Json]) -> Schema:
    properties: dict[str, Json] = dict(mapping(schema.get("properties")))
    required = _texts(schema.get("required"))
    rest: Schema = {}
    for part in parts:
        for leaf in _leaves(description, part):
            properties |= mapping(leaf.get("properties"))
            required += _texts(leaf.get("required"))
            rest |= leaf
    rest |= {key: value for key, value in schema.items() if key != "allOf"}
    return {**rest, "properties": properties, "required": [*required]} if properties else rest


def _look(description: Description, leaf: Schema, side: Side, seen: View) -> None:
    values = leaf.get("enum", [leaf["const"]] if "const" in leaf else None)
    if isinstance(values, list):
        seen.words |= {str(value) for value in values if value is not None}
        seen.types |= {_NAMES.get(type(value), "string") for value in values if value is not None}
        return
    told = leaf.get("type")
    types = set(_texts(told) if isinstance(told, list) else [str(told)] if told else [])
    if "properties" in leaf or "object" in types:
        types |= {"object"}
        _add_object(description, leaf, side, seen)
    if "array" in types:
        seen.items.append(leaf.get("items"))
    seen.is_open = seen.is_open or "string" in types
    seen.types |= types - {"null"}


def _add_object(description: Description, leaf: Schema, side: Side, seen: View) -> None:
    properties = {
        name: schema
        for name, schema in mapping(leaf.get("properties")).items()
        if not _is_hidden(description, schema, side)
    }
    by = next((name for name in _TAGS if name in properties), "")
    tag = description.resolved(properties.get(by))
    if "not" in tag:
        # It stands for members that nobody has listed.
        return
    words = view(description, tag, side).words if by else set()
    required = frozenset(_texts(leaf.get("required"))) & properties.keys()
    seen.objects.append(Fields(leaf, properties, required, frozenset(words), by))


def _is_hidden(description: Description, schema: Json, side: Side) -> bool:
    mark = _HIDDEN[side]
    return bool(mapping(schema).get(mark) or description.resolved(schema).get(mark))


def _texts(value: Json) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
