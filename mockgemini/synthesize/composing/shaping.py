"""
Values that fit a schema and hold what a prompt says, wherever that fits.
"""

from __future__ import annotations

from datetime import datetime

from mockgemini.jsontext import Json
from mockgemini.synthesize.composing.filling import Filling
from mockgemini.synthesize.composing.finding import Found
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.hints import Hints
from mockgemini.synthesize.schema.instance import Instances
from mockgemini.wire.encoding import encode
from mockgemini.wire.fields import mapping

_PLAIN = frozenset(
    {
        *("type", "properties", "required", "additionalProperties", "propertyOrdering"),
        *("title", "description", "$defs", "definitions", "$schema", "$id", "default", "examples"),
    }
)
"""Keywords of an object that leave its optional properties free to be left out."""


_REMEMBERED = 64
"""Schemas; a program asks for the same few again and again."""


class Shaping:
    """
    Makes such values, and keeps for the next of the same schema what was worked out for this one.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, bytes], Instances] = {}

    def shaped(
        self,
        schema: Json,
        found: Found,
        now: datetime,
        dice: Dice,
        *,
        path: str,
        is_spare: bool = False,
    ) -> Json:
        """
        An instance; Refused where there is none, naming the keyword and where below `path` it
        stands.

        `is_spare`: optional properties of which the prompt says nothing are left out.
        """
        wished = Filling(found, now).wishes(schema)
        asked = _spared(schema, wished) if is_spare else schema
        return self._instances(asked, path).made(dice, Hints(found.text, wished))

    def _instances(self, schema: Json, path: str) -> Instances:
        key = (path, encode(schema))
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = Instances(schema, path)
        return known


def _spared(schema: Json, wished: dict[str, Json]) -> Json:
    told = mapping(schema)
    properties, required = told.get("properties"), told.get("required")
    if not isinstance(properties, dict) or not told.keys() <= _PLAIN:
        return schema
    # What is wrong with a schema is for `instance` to say.
    named = required if isinstance(required, list) else []
    kept = {*wished, *(name for name in named if isinstance(name, str))}
    return {**told, "properties": {name: properties[name] for name in properties if name in kept}}
