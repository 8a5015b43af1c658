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
from mockgemini.synthesize.schema.instance import instance
from mockgemini.wire.fields import mapping

_PLAIN = frozenset(
    {
        *("type", "properties", "required", "additionalProperties", "propertyOrdering"),
        *("title", "description", "$defs", "definitions", "$schema", "$id", "default", "examples"),
    }
)
"""Keywords of an object that leave its optional properties free to be left out."""


def shaped(
    schema: Json, found: Found, now: datetime, dice: Dice, *, path: str, is_spare: bool = False
) -> Json:
    """
    An instance; Refused where there is none, naming the keyword and where below `path` it stands.

    `is_spare`: optional properties of which the prompt says nothing are left out.
    """
    wished = Filling(found, now).wishes(schema)
    asked = _spared(schema, wished) if is_spare else schema
    return instance(asked, dice, hints=Hints(found.text, wished), path=path)


def _spared(schema: Json, wished: dict[str, Json]) -> Json:
    told = mapping(schema)
    properties, required = told.get("properties"), told.get("required")
    if not isinstance(properties, dict) or not told.keys() <= _PLAIN:
        return schema
    kept = {*wished, *(required if isinstance(required, list) else ())}
    return {**told, "properties": {name: properties[name] for name in properties if name in kept}}
