"""
The frames of streams whose recording kept only their JSON, written as the API writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mockgemini import sse
from mockgemini.jsontext import Json, parse

RESTORED = "the framing of its stream was not recorded and is restored as the API writes it"


def framed(lines: Iterable[str]) -> bytes:
    """
    A stream's body from one JSON text an event: interaction events named, and `done` at the end;
    generateContent's chunks as bare data with CRLF. A ValueError for what is no JSON object.
    """
    frames: list[bytes] = []
    is_named = False
    for line in lines:
        name = event_type(parse(line))
        is_named = is_named or name is not None
        # A JSON text may be written on several lines; so may a frame's data.
        newline = "\r\n" if name is None else "\n"
        data = f"{newline}data: ".join(_NEWLINE.split(line))
        frames.append(f"data: {data}\r\n\r\n".encode() if name is None else sse.encode(name, data))
    if is_named:
        frames.append(sse.encode("done", "[DONE]"))
    return b"".join(frames)


def event_type(value: Json) -> str | None:
    """
    The name of an interaction's event, None for other objects; a ValueError for what is none.
    """
    if not isinstance(value, dict):
        raise ValueError("expected a JSON object for an event")  # noqa: TRY004 - as parse says it
    name = value.get("event_type")
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_NEWLINE = re.compile(r"\r\n|\r|\n")
