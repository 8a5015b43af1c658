"""
What describes an API, wherever it comes from: a revision of ours, its exported JSON Schema, or an
OpenAPI document. Brought to one form: schemas by the part of a call that they are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from mockgemini.errors import UsageError
from mockgemini.jsontext import Json, parse
from mockgemini.wire import register
from mockgemini.wire.exporting import json_schema
from mockgemini.wire.fields import mapping
from mockgemini.wire.operation import Kind, operation

Schema: TypeAlias = dict[str, Json]

Side: TypeAlias = Literal["sent", "received"]
"""Whether clients send it or receive it."""

_METHODS = ("delete", "get", "patch", "post", "put")
_SIDES: Mapping[str, Side] = {"request": "sent", "answer": "received", "event": "received"}


@dataclass(frozen=True)
class Description:
    """
    `parts` has a schema for each part of a call: `request`, `answer` and `event` of the one that
    creates interactions, and so forth for others, whose parts begin with the call.

    `lists_calls`: calls that are not there do not exist. `document` is what references lead into.
    """

    name: str
    document: Schema
    parts: Mapping[str, Schema]
    lists_calls: bool = False

    def resolved(self, schema: Json) -> Schema:
        """
        The schema itself, or the one it refers to; an empty one for references out of the document.
        """
        found = mapping(schema)
        for _ in range(_LONGEST_CHAIN):
            reference = found.get("$ref")
            if not isinstance(reference, str):
                return found
            found = mapping(_at(self.document, reference))
        raise UsageError(f"{self.name}: {reference} refers to itself")


_LONGEST_CHAIN = 50


def side_of(part: str) -> Side:
    """
    Which way a part of a call goes.
    """
    return _SIDES[part.rpartition(" ")[2]]


def describe(word: str) -> Description:
    """
    The description that a user's word stands for: the name of a revision, or of a file.
    """
    if word in register.NAMES:
        return _of_export(word, json_schema(word))
    path = Path(word)
    if not path.is_file():
        names = ", ".join(register.NAMES)
        raise UsageError(f"a schema is a revision ({names}) or a file, and {word!r} is neither")
    try:
        document = mapping(parse(path.read_text(encoding="utf-8")))
    except ValueError:
        raise UsageError(f"{path}: a schema is a JSON file, and this is none") from None
    if "openapi" in document:
        return _of_openapi(word, document)
    if _SIDES.keys() <= mapping(document.get("properties")).keys():
        return _of_export(word, document)
    raise UsageError(
        f"{path}: expected an OpenAPI document, or what 'mockgemini schema' prints; this is neither"
    )


def _of_export(name: str, document: Schema) -> Description:
    properties = mapping(document.get("properties"))
    return Description(name, document, {part: mapping(properties[part]) for part in _SIDES})


# --- OpenAPI ----------------------------------------------------------------------------------


def _of_openapi(name: str, document: Schema) -> Description:
    parts: dict[str, Schema] = {}
    whole = Description(name, document, parts, lists_calls=True)
    for path, calls in mapping(document.get("paths")).items():
        for method in _METHODS:
            if method in mapping(calls):
                call = whole.resolved(mapping(calls)[method])
                parts |= _parts(whole, _call(method, path), call)
    if "event" not in parts and (events := _events(document)):
        parts["event"] = events
    if not parts:
        raise UsageError(f"{name}: this OpenAPI document describes no call, so nothing can be told")
    return whole


def _call(method: str, path: str) -> str:
    """
    What the parts of a call begin with: nothing, where it creates interactions.
    """
    plain = re.sub(r"\{[^}]*\}", "x", re.sub(r"^/\{[^}]*\}/", "/v1/", path))
    kind = operation(method, plain).kind
    if kind is Kind.CREATE:
        return ""
    return f"{method.upper()} {path} " if kind is Kind.OTHER else f"{kind.value} "


def _parts(whole: Description, call: str, described: Schema) -> Iterator[tuple[str, Schema]]:
    request = whole.resolved(described.get("requestBody"))
    if sent := list(_schemas(request, "json")):
        yield f"{call}request", _any(sent)
    answers = [whole.resolved(each) for each in mapping(described.get("responses")).values()]
    if told := [schema for each in answers for schema in _schemas(each, "json")]:
        yield f"{call}answer", _any(told)
    if streamed := [schema for each in answers for schema in _schemas(each, "event-stream")]:
        yield f"{call}event", _any(streamed)


def _schemas(holder: Schema, kind: str) -> Iterator[Schema]:
    for media_type, content in mapping(holder.get("content")).items():
        if media_type.partition(";")[0].endswith(kind):
            yield mapping(mapping(content).get("schema"))


def _any(schemas: list[Schema]) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)}


def _events(document: Schema) -> Schema | None:
    """
    The events of a stream where no call refers to them, as in Google's document.
    """
    for schema in mapping(mapping(document.get("components")).get("schemas")).values():
        by = mapping(mapping(schema).get("discriminator")).get("propertyName")
        if by == "event_type":
            return mapping(schema)
    return None


def _at(document: Schema, reference: str) -> Json:
    found: Json = document if reference.startswith("#/") else None
    for step in reference.removeprefix("#/").split("/"):
        found = mapping(found).get(step.replace("~1", "/").replace("~0", "~"))
    return found
