"""
What all models of the wire have in common, and the marks their fields carry.

Nothing that replays may import this folder or the revisions' models: pydantic takes long to load.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

T = TypeVar("T")


UNLISTED = "x-unlisted"
"""What JSON Schemas of members without a shape are known by."""


class Shape(BaseModel):
    """
    An object on the wire. Takes fields it does not name, as every SDK does; converts nothing.
    """

    model_config = ConfigDict(extra="allow", strict=True, frozen=True, protected_namespaces=())


class Unlisted(Shape):
    """
    Stands in a choice for all members that have no shape here.
    """

    model_config = ConfigDict(json_schema_extra={UNLISTED: True})


class Unknown(Unlisted):
    """
    An object of a type that has no shape here.
    """

    type: str


# Fields are named `object` and `type`, so that annotations beside them cannot use these words.
Anything: TypeAlias = object
"""Any JSON."""

Object: TypeAlias = dict[str, object]
"""Any JSON object."""

# --- marks ------------------------------------------------------------------------------------


class Known:
    """
    The values of an open enumeration that are known; any other text is as good.
    """

    def __init__(self, *values: str) -> None:
        self.values = values

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"enum": list(self.values)}, handler(schema)]}


@dataclass(frozen=True)
class Format:
    """
    What a text is to be read as, in OpenAPI's words.
    """

    name: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "format": self.name}


class Usually:
    """
    Marks a field that no schema requires, but that Google was seen to send every time.
    """


TIME = Format("date-time")
BASE64 = Format("byte")
USUALLY = Usually()

Time: TypeAlias = Annotated[str, TIME]
Base64: TypeAlias = Annotated[str, BASE64]
Usual: TypeAlias = Annotated[T | None, USUALLY]
