"""
A shape as what values are held against: what is wrong with them, and what is new in them.

What is wrong, pydantic tells; what is new, a walk beside the values that takes no offence.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from mockgemini.jsontext import Json
from mockgemini.wire import wording
from mockgemini.wire.deviation import Deviation, Step, deviation, place
from mockgemini.wire.shapes.choice import MARK, OneOf
from mockgemini.wire.shapes.shape import BASE64, TIME, USUALLY, Format, Known, Shape, Unlisted

_LONGEST_FOUND = 60

_EXPECTED = {
    "string_type": "a string",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "list_type": "an array",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
}


class Form:
    """
    Holds values against one shape, or a union of them.
    """

    def __init__(self, kind: object) -> None:
        self._kind = kind
        self._adapter: TypeAdapter[object] = TypeAdapter(kind)  # type: ignore[arg-type]  # a form

    def deviations(self, value: Json) -> list[Deviation]:
        """
        What breaks clients first, then what is unusual or new, in the value's order.
        """
        return [*self._wrong(value), *_new(value, self._kind, ())]

    def _wrong(self, value: Json) -> Iterator[Deviation]:
        try:
            self._adapter.validate_python(value)
        except ValidationError as error:
            yield from map(_mistake, error.errors(include_url=False))


def found(value: Json) -> str:
    """
    A value as a report shows it.
    """
    if isinstance(value, str):
        return f'"{wording.value(value, _LONGEST_FOUND)}"'
    return wording.value(value, _LONGEST_FOUND)


def _mistake(error: ErrorDetails) -> Deviation:
    steps = [step for step in error["loc"] if not str(step).startswith(MARK)]
    kind = error["type"]
    if kind == "missing":
        return deviation("missing_field", place(*steps), "the field", "nothing")
    if kind == "literal_error":
        return deviation(
            "wrong_value", place(*steps), error["ctx"]["expected"], found(error["input"])
        )
    expected = _EXPECTED.get(kind) or error.get("ctx", {}).get("expected") or error["msg"]
    return deviation("wrong_type", place(*steps), expected, found(error["input"]))


# --- what is new ------------------------------------------------------------------------------


def _new(value: Json, kind: object, at: tuple[Step, ...]) -> Iterator[Deviation]:
    bare, marks = _parted(kind)
    for mark in marks:
        if isinstance(mark, OneOf):
            yield from _new_member(value, bare, mark, at)
            return
        yield from _new_text(value, mark, at)
    if isinstance(bare, type) and issubclass(bare, Shape) and isinstance(value, dict):
        yield from _new_fields(value, bare, at)
    elif get_origin(bare) is list and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _new(item, get_args(bare)[0], (*at, index))
    elif get_origin(bare) is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from _new(item, get_args(bare)[1], (*at, key))


def _parted(kind: object) -> tuple[object, list[object]]:
    """
    An annotation without its marks and without None, and the marks.
    """
    marks: list[object] = []
    while True:
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            marks += more
        elif get_origin(kind) in {Union, UnionType} and type(None) in get_args(kind):
            # Whatever else it may be is one OneOf.
            kind = next(member for member in get_args(kind) if member is not type(None))
        else:
            return kind, marks


def _new_member(
    value: Json, union: object, one_of: OneOf, at: tuple[Step, ...]
) -> Iterator[Deviation]:
    members = one_of.members(union)
    name = one_of.pick(members, value)
    if name is None:
        return
    member = members[name]
    if not (isinstance(member, type) and issubclass(member, Unlisted)):
        yield from _new(value, member, at)
    elif isinstance(value, dict) and isinstance(tag := value.get(one_of.by), str):
        known = sorted(each.partition("=")[2] for each in members if "=" in each)
        words = wording.shortened("one of " + ", ".join(known), 2 * _LONGEST_FOUND)
        yield deviation("unknown_type", place(*at, one_of.by), words, found(tag))


def _new_text(value: Json, mark: object, at: tuple[Step, ...]) -> Iterator[Deviation]:
    if not isinstance(value, str):
        return
    if isinstance(mark, Known) and value not in mark.values:
        words = wording.shortened("one of " + ", ".join(mark.values), 2 * _LONGEST_FOUND)
        yield deviation("unknown_value", place(*at), words, found(value))
    if isinstance(mark, Format) and not _fits(value, mark):
        words = {TIME: "a time", BASE64: "base64"}[mark]
        yield deviation("bad_format", place(*at), words, found(value))


def _fits(text: str, mark: Format) -> bool:
    try:
        if mark is BASE64:
            base64.b64decode(text, validate=True)
        else:
            return datetime.fromisoformat(text).tzinfo is not None
    except (binascii.Error, ValueError):
        return False
    return True


def _new_fields(
    value: dict[str, Json], shape: type[Shape], at: tuple[Step, ...]
) -> Iterator[Deviation]:
    fields = {info.alias or name: info for name, info in shape.model_fields.items()}
    for key, item in value.items():
        if key not in fields:
            yield deviation(
                "unknown_field", place(*at, key), f"a field of {shape.__name__}", found(item)
            )
        elif item is None and not _takes_null(fields[key]):
            yield deviation("null_field", place(*at, key), "a value or no field", "null")
        else:
            yield from _new(item, fields[key].rebuild_annotation(), (*at, key))
    for key, info in fields.items():
        if USUALLY in info.metadata and key not in value:
            yield deviation("usual_field", place(*at, key), "the field", "nothing")


def _takes_null(info: FieldInfo) -> bool:
    # Of a required field, pydantic has told already.
    return info.is_required() or _parted(info.annotation)[0] is object
