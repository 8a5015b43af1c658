"""
What kind of media bytes are, told from how they begin.
"""

from __future__ import annotations

import mmap
import re
from typing import TypeAlias

Bytes: TypeAlias = bytes | mmap.mmap
"""Bytes in memory, or those of a file."""

_HEAD = 64

_BEGINNINGS = (
    (rb"\x89PNG\r\n\x1a\n", "image/png"),
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"GIF8[79]a", "image/gif"),
    (rb"RIFF....WEBP", "image/webp"),
    (rb"BM.{4}\0\0\0\0.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", "image/bmp"),
    (rb"II\*\0|MM\0\*", "image/tiff"),
    (rb"....ftyp(?:heic|heix|hevc|hevx|heim|heis)", "image/heic"),
    (rb"....ftyp(?:mif1|msf1)", "image/heif"),
    (rb"....ftypavi[fs]", "image/avif"),
    (rb"....ftyp(?:M4A |M4B |M4P )", "audio/m4a"),
    (rb"....ftypqt  ", "video/mov"),
    (rb"....ftyp3g", "video/3gpp"),
    (rb"....(?:ftyp|moov|mdat)", "video/mp4"),
    (rb"RIFF....WAVE|RF64....WAVE", "audio/wav"),
    (rb"RIFF....AVI ", "video/avi"),
    (rb"FORM....AIF[FC]", "audio/aiff"),
    (rb"OggS", "audio/ogg"),
    (rb"fLaC", "audio/flac"),
    (rb"ID3|\xff[\xf2\xf3\xfa\xfb\xe2\xe3]", "audio/mpeg"),
    (rb"\xff[\xf0\xf1\xf8\xf9]", "audio/aac"),
    (rb"\x1a\x45\xdf\xa3", "video/webm"),
    (rb"FLV\x01", "video/x-flv"),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/wmv"),
    (rb"\0\0\x01[\xba\xb3]", "video/mpeg"),
    (rb"\s{0,16}%PDF-", "application/pdf"),
    (rb"PK\x03\x04", "application/zip"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
)
_KNOWN = [(re.compile(form, re.DOTALL), mime_type) for form, mime_type in _BEGINNINGS]


def sniff(data: Bytes) -> str | None:
    """
    The mime type, as Google spells it; None for what has no beginning that we know.
    """
    head = data[:_HEAD]
    return next((mime_type for form, mime_type in _KNOWN if form.match(head)), None)
