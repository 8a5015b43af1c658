"""
A body as it stands in a cassette: structured where that gives the same bytes back, else text or
a blob.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from mockgemini.cassette.blobs import BlobReader, BlobWriter
from mockgemini.cassette.emitting import NotStructuredError, emit
from mockgemini.cassette.quick_parsing import quickly
from mockgemini.errors import CassetteError
from mockgemini.exchange import Payload
from mockgemini.jsontext import COMPACT, Json, Spelling, fold, spelling_of, unfold
from mockgemini.jsontext import parse as parse_json
from mockgemini.redaction.spooled import cleaned

TEXT_UP_TO = 64 * 1024
"""Text that is no JSON stays in the cassette up to this many bytes."""

JSON_UP_TO = 64 * 1024 * 1024
"""Beyond this many bytes a body is a blob, whatever it holds."""

ONE_OF = ("body", "text", "bytes")
"""The keys of a frame of which at most one holds its body."""

KEYS = (*ONE_OF, "json")
"""All keys of a frame that make up a body; `json` tells how `body` was spelled."""

_FRAME_LEVELS = 6
_BLOB = "$blob:"


def write(
    payload: Payload, redact: Callable[[str], str], blobs: BlobWriter, *, as_text: bool = False
) -> tuple[dict[str, Json], dict[str, str]]:
    """
    The entries of a frame for a body (none for an empty one), and the blobs that stay inline.

    `as_text`: JSON stays the text that it was, which is found out much sooner than its structure.
    """
    if payload.size == 0:
        return {}, {}
    text = _text(payload)
    if text is None:
        if payload.path is not None:
            payload = cleaned(payload, redact)
        return {"bytes": _BLOB + payload.name}, blobs.place_bytes(payload)
    folded, found = fold(text)
    folded = redact(folded)
    if as_text and folded[:1] in {"{", "["}:
        return {"text": folded}, blobs.place(found)
    structured = _structured(folded)
    if structured is None and len(folded) > TEXT_UP_TO:
        data = Payload(unfold(folded, found.get).encode())
        return {"bytes": _BLOB + data.name}, blobs.place_bytes(data)
    inline = blobs.place(found)
    if structured is None:
        return {"text": folded}, inline
    value, spelling = structured
    return {"body": value} | ({} if spelling == COMPACT else {"json": str(spelling)}), inline


def read(frame: dict[str, Json], blobs: BlobReader, where: object) -> Payload:
    """
    The body of a frame; its bytes are put together when somebody asks for them.

    The text of `where`, `file:line`, is for complaints.
    """
    present = [key for key in ONE_OF if key in frame]
    if len(present) > 1:
        raise CassetteError(
            f"{where}: a body is one of {' and '.join(map(repr, present))}, not both"
        )
    if "json" in frame and present != ["body"]:
        raise CassetteError(f"{where}: 'json' says how 'body' was spelled, and there is no 'body'")
    if not present:
        return Payload()
    if present == ["bytes"]:
        name = frame["bytes"]
        if not isinstance(name, str) or not name.startswith(_BLOB):
            raise CassetteError(f"{where}: 'bytes' takes $blob:<name>, not {name!r}")
        return blobs.payload(name.removeprefix(_BLOB))
    folded = _folded(frame, where)
    # One character is looked for much faster than two.
    if "$" not in folded or '"$' not in folded:
        # Nothing was folded, so the bytes are all there is to keep.
        return Payload(folded.encode())
    return Payload(load=lambda: unfold(folded, blobs.base64).encode(), folded=folded)


def _folded(frame: dict[str, Json], where: object) -> str:
    if "body" in frame:
        try:
            spelling = Spelling.parse(str(frame["json"])) if "json" in frame else COMPACT
            return spelling.encode(frame["body"])
        except ValueError as error:
            raise CassetteError(
                f"{where}: 'json' says how a body was spelled, and {error}"
            ) from None
    text = frame["text"]
    if not isinstance(text, str):
        raise CassetteError(f"{where}: 'text' takes a text, not {json.dumps(text)[:60]}")
    return text


def _text(payload: Payload) -> str | None:
    if payload.size > JSON_UP_TO:
        return None
    if payload.path is not None and next(payload.pieces())[:1] not in {b"{", b"["}:
        return None
    try:
        return payload.read().decode()
    except UnicodeDecodeError:
        return None


def _structured(text: str) -> tuple[Json, Spelling] | None:
    if text[:1] not in {"{", "["}:
        return None
    # Who only reads cassettes does without a whole reader of YAML.
    from mockgemini.cassette.parsing import DEEPEST, parse  # noqa: PLC0415

    try:
        value = parse_json(text)
        if not isinstance(value, (dict, list)) or _depth(value) > DEEPEST - _FRAME_LEVELS:
            return None
        spelling = spelling_of(text, value)
        if spelling is None:
            return None
        emitted = "\n".join([*emit(value, 0), ""])
        again: Json = quickly(emitted, 0)
        if again is None:
            again = parse(emitted, "")
        return (value, spelling) if spelling.encode(again) == text else None
    except (NotStructuredError, CassetteError, ValueError):
        return None


def _depth(value: Json) -> int:
    deepest = 0
    waiting: list[tuple[Json, int]] = [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(item, dict):
            waiting += [(child, depth + 1) for child in item.values()]
        elif isinstance(item, list):
            waiting += [(child, depth + 1) for child in item]
    return deepest
