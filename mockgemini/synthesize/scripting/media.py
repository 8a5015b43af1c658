"""
Pictures, sounds and films to put into a scripted reply: given, from a file, or really made.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from mockgemini.errors import UsageError
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.media.mp4 import mp4
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.media.sniffing import sniff
from mockgemini.synthesize.media.wav import SAMPLE_RATE, speech_seconds, wav
from mockgemini.wire.outcome import Extra, Media

Given: TypeAlias = "bytes | Path | str"
"""The bytes, the file they are in, or a prompt to make them from."""

# What the API tells of the sounds that it makes.
_MADE: dict[str, Extra] = {"audio": {"sample_rate": SAMPLE_RATE, "channels": 1}}
_ENDINGS = {
    "image": (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".heic", ".heif", ".avif"),
    "audio": (".wav", ".mp3", ".aac", ".ogg", ".flac", ".aiff", ".m4a"),
    "video": (".mp4", ".mov", ".webm", ".avi", ".mpg", ".mpeg", ".3gp"),
}


def Image(  # noqa: N802 - it stands among the parts of a reply
    given: Given = "",
    *,
    size: tuple[int, int] = (256, 256),
    mime_type: str | None = None,
    uri: str | None = None,
) -> Media:
    """
    An image: bytes, a file, or a prompt, from which a PNG of `size` is made; or the `uri` of one.

    A text that names a file, or ends as pictures' files do, is a file.
    """
    return _media("image", given, mime_type, uri, lambda dice: png(*size, dice))


def Audio(  # noqa: N802 - as above
    given: Given = "",
    *,
    seconds: float | None = None,
    mime_type: str | None = None,
    uri: str | None = None,
) -> Media:
    """
    A sound, as in `Image`: made from a prompt, it is a WAV that lasts as long as its words take.
    """

    def make(dice: Dice) -> bytes:
        return wav(speech_seconds(str(given)) if seconds is None else seconds, dice)

    return _media("audio", given, mime_type, uri, make)


def Video(  # noqa: N802 - as above
    given: Given = "",
    *,
    seconds: float = 1.0,
    size: tuple[int, int] = (320, 180),
    mime_type: str | None = None,
    uri: str | None = None,
) -> Media:
    """
    A film, as in `Image`: made from a prompt, it is an MP4 of that length and size.
    """
    return _media("video", given, mime_type, uri, lambda dice: mp4(*size, seconds, dice))


def _media(
    kind: str,
    given: Given,
    mime_type: str | None,
    uri: str | None,
    make: Callable[[Dice], bytes],
) -> Media:
    if uri is not None:
        return Media(kind, mime_type, uri=uri)
    data = _bytes(kind, given)
    extra: Extra = {}
    if data is None:
        prompt = f"{kind}:{given!r}"
        data = make(Dice(prompt.encode("utf-8", "surrogatepass")))
        extra = _MADE.get(kind, extra)
    encoded = base64.b64encode(data).decode()
    return Media(kind, mime_type or _sniffed(kind, data), encoded, extra=extra)


def _bytes(kind: str, given: Given) -> bytes | None:
    """
    The bytes that are there; None where they are to be made.
    """
    if isinstance(given, bytes | bytearray):
        return bytes(given)
    if isinstance(given, str) and not is_file(kind, given):
        return None
    if not isinstance(given, str | Path):
        raise UsageError(f"{kind.capitalize()} takes bytes, a file or a prompt, not {given!r}")
    try:
        return Path(given).read_bytes()
    except OSError as error:
        raise UsageError(f"{given}: {error.strerror}") from None


def is_file(kind: str, given: str, folder: Path | None = None) -> bool:
    """
    Whether a text names a file: one that is there, or one that ends as files of that kind do.
    """
    if given.lower().endswith(_ENDINGS[kind]) and "\n" not in given:
        return True
    try:
        return (folder or Path()).joinpath(given).is_file()
    except (OSError, ValueError):
        return False


def _sniffed(kind: str, data: bytes) -> str:
    mime_type = sniff(data)
    if mime_type is None or mime_type.partition("/")[0] != kind:
        raise UsageError(
            f"{kind.capitalize()} got {len(data)} bytes that are {mime_type or 'nothing we know'}; "
            "name their mime_type= if they are right"
        )
    return mime_type
