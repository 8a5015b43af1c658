"""
The pixels of a picture, from its header.
"""

from __future__ import annotations

import struct

from mockgemini.synthesize.media import boxes
from mockgemini.synthesize.media.sizes import Size
from mockgemini.synthesize.media.sniffing import Bytes, sniff


def pixels(data: Bytes) -> Size | None:
    """
    Width and height; raises what parsers raise where the bytes are torn.
    """
    parse = _PARSERS.get(sniff(data) or "")
    return parse(data) if parse is not None else None


def _png(data: Bytes) -> Size:
    width, height = struct.unpack_from(">2I", data, 16)
    return width, height


def _gif(data: Bytes) -> Size:
    width, height = struct.unpack_from("<2H", data, 6)
    return width, height


def _bmp(data: Bytes) -> Size:
    (header,) = struct.unpack_from("<I", data, 14)
    width, height = struct.unpack_from("<2H" if header == 12 else "<2i", data, 18)
    return abs(width), abs(height)


# ITU-T T.81, table B.1: the frames, without what lies between them (DHT, JPG, DAC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset(range(0xD0, 0xD9)) | {0x01}


def _jpeg(data: Bytes) -> Size | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">2H", data, at + 5)
            return width, height
        if marker == 0xFF:  # fill byte
            at += 1
        elif marker in _BARE:
            at += 2
        else:
            (length,) = struct.unpack_from(">H", data, at + 2)
            at += 2 + max(length, 2)
    return None


def _webp(data: Bytes) -> Size | None:
    kind = data[12:16]
    if kind == b"VP8X":
        wide, high = data[24:27], data[27:30]
        if len(high) < 3:
            return None
        return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<2H", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


_WIDTH, _HEIGHT, _SHORT = 256, 257, 3


def _tiff(data: Bytes) -> Size | None:
    order = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, at)
    found: dict[int, int] = {}
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind = struct.unpack_from(f"{order}2H", data, entry)
        (value,) = struct.unpack_from(order + ("H" if kind == _SHORT else "I"), data, entry + 8)
        found[tag] = value
    if _WIDTH not in found or _HEIGHT not in found:
        return None
    return found[_WIDTH], found[_HEIGHT]


_PARSERS = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/webp": _webp,
    "image/bmp": _bmp,
    "image/tiff": _tiff,
    "image/heic": boxes.still,
    "image/heif": boxes.still,
    "image/avif": boxes.still,
}
