"""
Values that fit a schema and hold what a prompt says, wherever that fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

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
"""Schemas, and prompts for each; a program asks for the same few again and again."""


class Shaping:
    """
    Makes such values, and keeps for the next of the same schema what was worked out for this one.
    """

    def __init__(self) -> None:
        self._forms: dict[tuple[str, bytes], _Form] = {}

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
        return self.shape(schema, found, now, path=path, is_spare=is_spare).made(dice)

    def shape(
        self, schema: Json, found: Found, now: datetime, *, path: str, is_spare: bool = False
    ) -> Shape:
        """
        What makes such values one after the other.
        """
        form = self._form(schema, path)
        hints = form.hints(found, now)
        if is_spare:
            form = self._form(_spared(schema, hints.named), path)
        return Shape(form.instances, hints)

    def _form(self, schema: Json, path: str) -> _Form:
        key = (path, encode(schema))
        known = self._forms.get(key)
        if known is None:
            if len(self._forms) >= _REMEMBERED:
                self._forms.clear()
            known = self._forms[key] = _Form(schema, path)
        return known


class Shape(NamedTuple):
    """
    A schema, and what a prompt tells of its values.
    """

    instances: Instances
    hints: Hints

    def made(self, dice: Dice) -> Json:
        """
        A value; Refused as `Shaping.shaped` has it.
        """
        return self.instances.made(dice, self.hints)


class _Form:
    """
    One schema, with what was worked out for it.
    """

    def __init__(self, schema: Json, path: str) -> None:
        self.instances = Instances(schema, path)
        self._schema = schema
        self._hints: dict[object, Hints] = {}

    def hints(self, found: Found, now: datetime) -> Hints:
        """
        What a prompt tells of values for it.
        """
        key = (found.text, found.names, found.numbers, now)
        known = self._hints.get(key)
        if known is None:
            if len(self._hints) >= _REMEMBERED:
                self._hints.clear()
            wished = Filling(found, now).wishes(self._schema)
            known = self._hints[key] = Hints(found.text, wished)
        return known


def _spared(schema: Json, wished: Mapping[str, Json]) -> Json:
    told = mapping(schema)
    properties, required = told.get("properties"), told.get("required")
    if not isinstance(properties, dict) or not told.keys() <= _PLAIN:
        return schema
    # What is wrong with a schema is for `instance` to say.
    named = required if isinstance(required, list) else []
    kept = {*wished, *(name for name in named if isinstance(name, str))}
    return {**told, "properties": {name: properties[name] for name in properties if name in kept}}
