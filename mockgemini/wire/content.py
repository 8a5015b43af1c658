"""
Contents on the wire, as far as the revisions agree on their shapes, read into Parts.
"""

from __future__ import annotations

from dataclasses import replace

from mockgemini.jsontext import Json
from mockgemini.wire.fields import Fields, mapping, type_of
from mockgemini.wire.outcome import Error, Media, Part, Text, Thought, Unknown
from mockgemini.wire.tools import read_use

MEDIA = frozenset({"image", "audio", "video", "document"})


def read(value: Json) -> Part:
    """
    One content; what has no name here comes back as Unknown, whole.
    """
    if isinstance(value, str):
        return Text(value)
    fields = Fields(value)
    kind = fields.text("type") or ""
    if kind == "text" or (not kind and isinstance(fields.left.get("text"), str)):
        return _text(fields)
    if kind in MEDIA:
        return _media(kind, fields)
    if kind == "thought":
        return _thought(fields)
    return read_use(kind, fields) or Unknown(kind, value)


def read_all(value: Json) -> tuple[Part, ...]:
    """
    What may be a text, a content or a list of them; nothing where it is absent.
    """
    if value is None:
        return ()
    return tuple(read(item) for item in value) if isinstance(value, list) else (read(value),)


def followed(parts: tuple[Part, ...], message: tuple[Part, ...]) -> tuple[Part, ...]:
    """
    The parts and a further message; where contents would touch, the border between them is kept.
    """
    if parts and message and isinstance(parts[-1], Text | Media):
        opening = message[0]
        if isinstance(opening, Text | Media):
            message = (replace(opening, is_apart=True), *message[1:])
    return parts + message


def read_error(value: Json) -> Error | None:
    """
    An `error` object in any of Google's forms; None where there is none, or an empty one.
    """
    if not isinstance(value, dict) or not value:
        return None
    fields = Fields(value)
    return Error(
        code=fields.text("code") or fields.number("code"),
        message=fields.text("message") or "",
        extra=fields.left,
    )


def _text(fields: Fields) -> Text:
    return Text(
        text=fields.text("text") or "",
        citations=tuple(fields.items("annotations")),
        extra=fields.left,
    )


def _media(kind: str, fields: Fields) -> Media:
    return Media(
        kind=kind,
        mime_type=fields.text("mime_type"),
        data=fields.text("data"),
        uri=fields.text("uri"),
        extra=fields.left,
    )


def _thought(fields: Fields) -> Thought:
    pieces = fields.items("summary")
    texts = [mapping(piece).get("text") for piece in pieces if type_of(piece) == "text"]
    summary = "".join(text for text in texts if isinstance(text, str))
    if pieces and pieces != [{"type": "text", "text": summary}]:
        fields.left["summary"] = pieces
    return Thought(summary, fields.text("signature"), fields.left)
