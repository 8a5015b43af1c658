"""
Media that a request carries in itself: base64 to bytes, and what Google refuses of it.
"""

from __future__ import annotations

import base64
import binascii

from mockgemini.synthesize.media.sizes import place, unsupported
from mockgemini.wire.refusal import invalid

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

MIME_TYPES: dict[str, tuple[str, ...]] = {
    "image": tuple(
        f"image/{name}" for name in ("png", "jpeg", "webp", "heic", "heif", "gif", "bmp", "tiff")
    ),
    "audio": tuple(
        f"audio/{name}"
        for name in (
            *("wav", "mp3", "aiff", "aac", "ogg", "flac", "mpeg", "m4a"),
            *("l16", "opus", "alaw", "mulaw", "webm"),
        )
    ),
    "video": tuple(
        f"video/{name}"
        for name in ("mp4", "mpeg", "mpg", "mov", "avi", "x-flv", "webm", "wmv", "3gpp")
    ),
    "document": (
        "application/pdf",
        "text/csv",
        _OFFICE + "presentationml.presentation",
        "application/vnd.ms-powerpoint",
        _OPEN + "presentation",
        _OFFICE + "wordprocessingml.document",
        "application/msword",
        _OFFICE + "wordprocessingml.template",
        _OPEN + "text",
        _OFFICE + "spreadsheetml.sheet",
        "application/vnd.ms-excel",
        _OPEN + "spreadsheet",
    ),
}
"""What Google takes of each kind of content, in its order."""


def decode(data: str, mime_type: str | None = None, kind: str = "", at: str = "") -> bytes:
    """
    The bytes that stand in a request at `at` (`input[0].content[0]`), as content of that `kind`.

    Refused where the base64 is none (URL-safe and unpadded are taken, as Google's JSON reader takes
    them), or the mime type is none that goes with the kind; without a `kind` any may come.
    """
    if mime_type is not None:
        check(mime_type, kind, at)
    try:
        plain = data.encode("ascii").translate(_URL_SAFE).rstrip(b"=")
        return base64.b64decode(plain + b"=" * (-len(plain) % 4), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise invalid(f"Invalid input at '{place(at, 'data')}'.") from None


_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def check(mime_type: str, kind: str, at: str = "") -> None:
    """
    Refused where that mime type does not go with that kind of content; parameters do not matter.
    """
    supported = MIME_TYPES.get(kind)
    plain = mime_type.partition(";")[0].strip().lower()
    if supported is not None and plain not in supported:
        raise invalid(unsupported(mime_type, "mime_type", at, supported))
