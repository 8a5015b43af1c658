"""
How long a film is, from its headers.
"""

from __future__ import annotations

import struct

from mockgemini.synthesize.media import boxes
from mockgemini.synthesize.media.sniffing import Bytes, sniff


def film_seconds(data: Bytes) -> float | None:
    """
    Raises what parsers raise where the bytes are torn.
    """
    parse = _PARSERS.get(sniff(data) or "")
    return parse(data) if parse is not None else None


def _avi(data: Bytes) -> float | None:
    at = data[:4096].find(b"avih")
    if at < 0:
        return None
    microseconds, frames = struct.unpack_from("<I12xI", data, at + 8)
    return float(microseconds * frames / 1e6)


_DEFAULT_SCALE = 1_000_000
_SCALE, _DURATION = b"\x2a\xd7\xb1", b"\x44\x89"


def _webm(data: Bytes) -> float | None:
    """
    The Duration of the segment, in units of its TimestampScale, which is in nanoseconds.
    """
    head = data[:4096]
    if (at := head.find(_DURATION)) < 0:
        return None
    size = head[at + 2] & 0x7F
    (duration,) = struct.unpack_from(">f" if size == 4 else ">d", head, at + 3)
    scale = _DEFAULT_SCALE
    if (place := head.find(_SCALE)) >= 0:
        start = place + 4
        scale = int.from_bytes(head[start : start + (head[place + 3] & 0x7F)], "big")
    return float(duration * scale / 1e9)


_PARSERS = {
    "video/mp4": boxes.seconds,
    "video/mov": boxes.seconds,
    "video/3gpp": boxes.seconds,
    "video/avi": _avi,
    "video/webm": _webm,
}
