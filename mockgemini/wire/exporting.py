"""
A revision's models as one JSON Schema, for other tools and for comparing revisions.
"""

from __future__ import annotations

import importlib

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from mockgemini.jsontext import Json
from mockgemini.wire import register

_REF = "#/$defs/{model}"
_MODE: JsonSchemaMode = "validation"


def json_schema(revision: str) -> dict[str, Json]:
    """
    The schema of the revision of this name; a UsageError for a name that is none.

    All shapes stand under `$defs`; an answer's body, an event's data and a request's body are the
    three members of `properties`.
    """
    register.reader(revision)
    models = importlib.import_module(f"{__package__}.{revision}.models")
    wholes = {
        "answer": models.Interaction | models.ErrorBody,
        "event": models.StreamEvent,
        "request": models.CreateModelInteraction | models.CreateAgentInteraction,
    }
    told, definitions = TypeAdapter.json_schemas(
        [(name, _MODE, TypeAdapter(whole)) for name, whole in wholes.items()],
        title=f"Gemini Interactions API, {revision}",
        ref_template=_REF,
        schema_generator=_Plain,
    )
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": definitions["title"],
        "type": "object",
        "properties": {name: told[name, _MODE] for name in wholes},
        "$defs": _used(definitions["$defs"], told),
    }


def _used(definitions: dict[str, Json], told: object) -> dict[str, Json]:
    """
    What is referred to: the shapes of what is unknown are not.
    """
    text = f"{definitions}{told}"
    return {
        name: shape for name, shape in definitions.items() if repr(_REF.format(model=name)) in text
    }


class _Plain(GenerateJsonSchema):
    """
    Without null, which the API leaves out, and without titles that only repeat the names of fields.
    """

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic's hook
        return False
