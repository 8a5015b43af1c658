"""
How long a sound is, from its headers.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator

from mockgemini.synthesize.media import boxes
from mockgemini.synthesize.media.sniffing import Bytes, sniff


def sound_seconds(data: Bytes) -> float | None:
    """
    Raises what parsers raise where the bytes are torn.
    """
    parse = _PARSERS.get(sniff(data) or "")
    return parse(data) if parse is not None else None


def _chunks(data: Bytes, order: str) -> Iterator[tuple[bytes, int, int]]:
    """
    The chunks of a RIFF or IFF file: name, where the content begins, its size.
    """
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from(f"{order}4sI", data, at)
        yield name, at + 8, size
        at += 8 + size + size % 2


def _wav(data: Bytes) -> float | None:
    rate = 0
    for name, at, size in _chunks(data, "<"):
        if name == b"fmt ":
            (rate,) = struct.unpack_from("<I", data, at + 8)
        elif name == b"data":
            # Who writes a stream does not know its size and says zero, or the largest there is.
            left = len(data) - at
            return float((size if 0 < size < left else left) / rate)
    return None


def _aiff(data: Bytes) -> float | None:
    for name, at, _ in _chunks(data, ">"):
        if name == b"COMM":
            frames, exponent, mantissa = struct.unpack_from(">2xI2xHQ", data, at)
            rate = math.ldexp(mantissa, (exponent & 0x7FFF) - 16383 - 63)
            return float(frames / rate)
    return None


def _flac(data: Bytes) -> float:
    """
    Behind the magic and the first block's head: STREAMINFO, which ends in rate and samples.
    """
    (bits,) = struct.unpack_from(">Q", data, 8 + 10)
    return float((bits & (1 << 36) - 1) / (bits >> 44))


_OPUS_RATE = 48_000


def _ogg(data: Bytes) -> float | None:
    last = data.rfind(b"OggS")
    (position,) = struct.unpack_from("<q", data, last + 6)
    start = data[:4096]
    if (at := start.find(b"OpusHead")) >= 0:
        (skipped,) = struct.unpack_from("<H", data, at + 10)
        return float((position - skipped) / _OPUS_RATE)
    if (at := start.find(b"\x01vorbis")) >= 0:
        (rate,) = struct.unpack_from("<I", data, at + 12)
        return float(position / rate)
    return None


# ISO/IEC 11172-3, 2.4.2.3: thousands of bits a second, by the four bits of the header.
_LAYER_3 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LAYER_3_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = (44_100, 48_000, 32_000)
_FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]")
_SEARCHED = 64 * 1024


def _mp3(data: Bytes) -> float | None:
    """
    By the count of frames that the first one tells, else as if all were like the first.
    """
    start = 0
    if data[:3] == b"ID3":
        sevens = data[6:10]
        start = 10 + sum((byte & 0x7F) << 7 * (3 - n) for n, byte in enumerate(sevens))
    window = data[start : start + _SEARCHED]
    found = _FRAME.search(window)
    if found is None:
        return None
    version, speed = window[found.start() + 1] >> 3 & 3, window[found.start() + 2]
    is_first = version == 3
    rate = _RATES[speed >> 2 & 3] >> {3: 0, 2: 1, 0: 2}[version]
    per_frame = 1152 if is_first else 576
    head = window[found.start() : found.start() + 200]
    if (at := max(head.find(b"Xing"), head.find(b"Info"))) >= 0 and head[at + 7] & 1:
        (frames,) = struct.unpack_from(">I", head, at + 8)
        return float(frames * per_frame / rate)
    bits = (_LAYER_3 if is_first else _LAYER_3_LOW)[speed >> 4] * 1000
    return float((len(data) - start - found.start()) * 8 / bits)


_AAC_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)
_AAC_FRAME = 1024
_COUNTED = 1000


def _aac(data: Bytes) -> float | None:
    """
    From the first thousand frames, as if the rest were like them.
    """
    at = frames = 0
    while frames < _COUNTED and at + 7 <= len(data) and data[at] == 0xFF:
        size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        if size < 7:
            break
        at, frames = at + size, frames + 1
    seconds = frames * _AAC_FRAME / _AAC_RATES[data[2] >> 2 & 15]
    return float(seconds * len(data) / at)


_PARSERS = {
    "audio/wav": _wav,
    "audio/aiff": _aiff,
    "audio/flac": _flac,
    "audio/ogg": _ogg,
    "audio/mpeg": _mp3,
    "audio/aac": _aac,
    "audio/m4a": boxes.seconds,
}
