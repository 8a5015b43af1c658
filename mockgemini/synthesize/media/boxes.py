"""
The boxes of MP4, MOV, 3GP, M4A and HEIC files, as far as their headers tell size and length.

See ISO/IEC 14496-12.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mockgemini.synthesize.media.sizes import Size
from mockgemini.synthesize.media.sniffing import Bytes

_MOST = 10_000
"""Boxes that are looked at; a file of nothing but empty ones would take for ever."""


def find(data: Bytes, *path: bytes) -> tuple[int, int] | None:
    """
    Where the content of the box lies to which the path leads from the top, one kind a step.
    """
    start, end = 0, len(data)
    for kind in path:
        found = next((place for name, *place in _boxes(data, start, end) if name == kind), None)
        if found is None:
            return None
        start, end = found
    return start, end


def _boxes(data: Bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    for _ in range(_MOST):
        if start + 8 > end:
            return
        size, kind = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, start + 8), 16
        stop = end if size == 0 else start + size
        if size and size < head:
            return
        yield kind, start + head, min(stop, end)
        start = stop


def seconds(data: Bytes) -> float | None:
    """
    How long the movie is that the boxes hold.
    """
    place = find(data, b"moov", b"mvhd")
    if place is None:
        return None
    start = place[0]
    form = ">16xIQ" if data[start : start + 1] == b"\1" else ">8xII"
    scale, duration = struct.unpack_from(form, data, start + 4)
    return float(duration / scale)


def still(data: Bytes) -> Size | None:
    """
    The pixels of a HEIC picture: of the largest image in it, since it may be made of tiles.
    """
    place = find(data, b"meta")
    if place is None:
        return None
    sizes: list[Size] = []
    # Only "meta" is a full box: its boxes begin behind four bytes.
    for kind, start, end in _boxes(data, place[0] + 4, place[1]):
        if kind == b"iprp":
            sizes += _extents(data, start, end)
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def _extents(data: Bytes, start: int, end: int) -> Iterator[Size]:
    for kind, at, stop in _boxes(data, start, end):
        if kind == b"ipco":
            for name, inner, _ in _boxes(data, at, stop):
                if name == b"ispe":
                    width, height = struct.unpack_from(">4xII", data, inner)
                    yield width, height
