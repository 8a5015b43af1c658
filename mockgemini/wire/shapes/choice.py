"""
Which member of a union a JSON value is: told by its kind, and among objects by their `type`.

Every union of the models is one of these, so a mistake has one place and one cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias, get_args, get_origin

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, create_model
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from mockgemini.wire.shapes.shape import UNLISTED, Shape, Unlisted

MARK = "\0"
"""What the names of members begin with where pydantic puts them into the place of a mistake."""

Members: TypeAlias = dict[str, object]
"""The members of a union by name; a name tells how the member is recognized."""

_NAMES: Mapping[object, str] = {str: "string", int: "number", list: "array"}

_WORDS = {
    "string": "a string",
    "number": "a number",
    "array": "an array",
    "object": "an object",
}


class Delta(Shape):
    """
    A delta's own shape, which is whole in itself.
    """


@dataclass(frozen=True)
class OneOf:
    """
    Marks a union. `by` is the field that tells objects apart.

    `is_begun`: objects are only begun, deltas bring what is missing; only `by` is required.
    """

    by: str = "type"
    is_begun: bool = False

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        members = self.members(source)

        def picked(value: object) -> str | None:
            name = self.pick(members, value)
            return None if name is None else MARK + name

        return core_schema.tagged_union_schema(
            {
                MARK + name: handler.generate_schema(self._shape(member))
                for name, member in members.items()
            },
            discriminator=picked,
            custom_error_type="kind",
            custom_error_message="wrong kind",
            custom_error_context={"expected": self.expected(members)},
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        told = handler(schema)
        members = told.get("oneOf", [told])
        kept = [each for each in members if UNLISTED not in handler.resolve_ref_schema(each)]
        names = [name.removeprefix(MARK) for name in schema.get("choices", {})]
        return {"anyOf": kept if len(kept) == len(members) else [*kept, self._unlisted(names)]}

    def _unlisted(self, names: list[str]) -> JsonSchemaValue:
        tags = [name.partition("=")[2] for name in names if "=" in name]
        tag = {"type": "string", "not": {"enum": tags}}
        return {"type": "object", "properties": {self.by: tag}, "required": [self.by]}

    def members(self, union: object) -> Members:
        """
        The members of a union by name.
        """
        return {name: member for member in get_args(union) for name in self._names(member)}

    def _names(self, member: object) -> Iterator[str]:
        bare = get_args(member)[0] if get_origin(member) is Annotated else member
        if not (isinstance(bare, type) and issubclass(bare, Shape)):
            yield _NAMES.get(get_origin(bare) or bare, "object")
        elif issubclass(bare, Unlisted):
            yield "unlisted"
        elif self.by in bare.model_fields:
            annotation = bare.model_fields[self.by].annotation
            yield from (f"{self.by}={tag}" for tag in get_args(annotation))
        else:
            yield "untagged"

    def pick(self, members: Members, value: object) -> str | None:
        """
        The name of the member that a value is meant to be; None where it is of no such kind.
        """
        if isinstance(value, dict):
            return next((name for name in self._objects(value) if name in members), None)
        kind = _kind(value)
        return kind if kind in members else None

    def _objects(self, value: dict[str, object]) -> Iterator[str]:
        tag = value.get(self.by)
        if tag is None:
            yield "untagged"
        yield f"{self.by}={tag}"
        yield from ("unlisted", "object", "untagged")

    def expected(self, members: Members) -> str:
        """
        The kinds there are, in words.
        """
        return " or ".join(dict.fromkeys(_WORDS.get(name, "an object") for name in members))

    def _shape(self, member: object) -> object:
        if not self.is_begun or not isinstance(member, type) or not issubclass(member, Shape):
            return member
        is_whole = issubclass(member, Delta | Unlisted) or not _required(member, self.by)
        return member if is_whole else begun(member, self.by)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    return _NAMES.get(type(value), "other")


def begun(shape: type[Shape], by: str) -> type[Shape]:
    """
    The shape with nothing required but the field that tells its type.
    """
    fields = {
        name: (info.rebuild_annotation() | None, FieldInfo(default=None, alias=info.alias))
        for name, info in _required(shape, by).items()
    }
    return create_model(  # type: ignore[call-overload, no-any-return]
        f"Begun{shape.__name__}", __base__=shape, __doc__=shape.__doc__, **fields
    )


def _required(shape: type[Shape], by: str) -> dict[str, FieldInfo]:
    fields = shape.model_fields.items()
    return {name: info for name, info in fields if info.is_required() and name != by}
