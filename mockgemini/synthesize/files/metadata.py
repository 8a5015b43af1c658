"""
What a client says of a file when it sends it: name, display name, type; and what is wrong with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mockgemini.exchange import Request
from mockgemini.jsontext import Json, parse
from mockgemini.wire.refusal import invalid

_ID = re.compile(r"(?!-)[a-z0-9-]{1,40}(?<!-)")
_LONGEST_DISPLAY_NAME = 512
LARGEST = 2 * 1024**3
"""Bytes that a file may have."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """
    None is what the client leaves open. `name` is `files/<id>`; `size` is what it announces.
    """

    name: str | None = None
    display_name: str | None = None
    mime_type: str | None = None
    size: int | None = None


def announced(request: Request, body: bytes) -> Metadata:
    """
    What the JSON and the headers of a request say together; Refused where that cannot be.
    """
    told = _file(body)
    mime_type = request.header("x-goog-upload-header-content-type") or _text(told, "mimeType")
    display_name = _text(told, "displayName") or request.header("x-goog-upload-file-name")
    size = request.header("x-goog-upload-header-content-length") or _text(told, "sizeBytes")
    return Metadata(
        name=_name(_text(told, "name")),
        display_name=_display_name(display_name),
        mime_type=mime_type,
        size=_size(size),
    )


def _file(body: bytes) -> dict[str, Json]:
    if not body.strip():
        return {}
    try:
        value = parse(body.decode())
    except ValueError:
        raise invalid("Invalid JSON payload received.") from None
    file = value.get("file", {}) if isinstance(value, dict) else None
    if not isinstance(file, dict):
        raise invalid("Invalid value at 'file': an object was expected.")
    # Google's JSON takes a field's name in either spelling.
    return {_camel(key): each for key, each in file.items()}


def _camel(key: str) -> str:
    return re.sub("_([a-z])", lambda found: found[1].upper(), key)


def _text(told: dict[str, Json], key: str) -> str | None:
    value = told.get(key)
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int) and key == "sizeBytes":
        return str(value)
    raise invalid(f"Invalid value at 'file.{key}'.")


def _name(name: str | None) -> str | None:
    if name is None:
        return None
    short = name.removeprefix("files/")
    if _ID.fullmatch(short) is None:
        raise invalid(
            f"Invalid file name '{name}': behind 'files/' stand up to 40 lowercase letters, digits "
            "and dashes, and neither the first nor the last is a dash."
        )
    return f"files/{short}"


def _display_name(text: str | None) -> str | None:
    if text is not None and len(text) > _LONGEST_DISPLAY_NAME:
        raise invalid(
            f"Invalid value at 'file.display_name': {len(text)} characters are more than "
            f"{_LONGEST_DISPLAY_NAME}."
        )
    return text


def _size(text: str | None) -> int | None:
    if text is None:
        return None
    if re.fullmatch(r"\d{1,18}", text) is None:
        raise invalid(f"Invalid size of a file '{text}': a number of bytes was expected.")
    if int(text) > LARGEST:
        raise invalid(f"A file of {text} bytes is larger than the {LARGEST} that are allowed.")
    return int(text)
