"""
What can be told of media from its bytes: type, pixels, seconds, pages. Decodes nothing.

Never raises: what is torn or no media at all is simply not told.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from mockgemini.exchange import Payload
from mockgemini.synthesize.media.documents import pages
from mockgemini.synthesize.media.films import film_seconds
from mockgemini.synthesize.media.pictures import pixels
from mockgemini.synthesize.media.sizes import Size
from mockgemini.synthesize.media.sniffing import Bytes, sniff
from mockgemini.synthesize.media.sounds import sound_seconds

_T = TypeVar("_T")

# What parsers of bytes raise where these end too early, or make no sense.
_NONSENSE = (struct.error, IndexError, ValueError, ArithmeticError, zlib.error)


@dataclass(frozen=True, slots=True)
class Reading:
    """
    None is what could not be told, or what media of that type does not have.
    """

    mime_type: str | None = None
    pixels: Size | None = None
    seconds: float | None = None
    pages: int | None = None


def read(data: Bytes) -> Reading:
    """
    All that can be told.
    """
    mime_type = sniff(data)
    kind = (mime_type or "").partition("/")[0]
    if kind == "image":
        return Reading(mime_type, pixels=image_size(data))
    if kind == "audio":
        return Reading(mime_type, seconds=audio_seconds(data))
    if kind == "video":
        return Reading(mime_type, seconds=video_seconds(data))
    return Reading(mime_type, pages=pdf_pages(data))


def read_payload(payload: Payload) -> Reading:
    """
    The same of a body that may lie in a file, which is not read into memory.
    """
    if payload.path is None or payload.size == 0:
        return read(payload.read())
    with (
        payload.path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as at,
    ):
        return read(at)


def image_size(data: Bytes) -> Size | None:
    """
    Width and height of a PNG, JPEG, GIF, WEBP, BMP, HEIC or TIFF.
    """
    found = _told(pixels, data)
    return found if found is not None and min(found) > 0 else None


def audio_seconds(data: Bytes) -> float | None:
    """
    Of a WAV, AIFF or FLAC to the sample; of Ogg, MP3, AAC and M4A from their headers.
    """
    return _positive(_told(sound_seconds, data))


def video_seconds(data: Bytes) -> float | None:
    """
    Of an MP4, MOV, 3GP, AVI or WEBM.
    """
    return _positive(_told(film_seconds, data))


def pdf_pages(data: Bytes) -> int | None:
    """
    How many pages a PDF has; None for what is none, or tells of none.
    """
    return _told(pages, data) or None


def _told(parse: Callable[[Bytes], _T | None], data: Bytes) -> _T | None:
    try:
        return parse(data)
    except _NONSENSE:
        return None


def _positive(seconds: float | None) -> float | None:
    return seconds if seconds is not None and 0 < seconds < _LONGEST_BELIEVED else None


_LONGEST_BELIEVED = 1e7
