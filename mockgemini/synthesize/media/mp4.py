"""
A real MP4 that plays: bands of colour that change every second.

See ISO/IEC 14496-12 for the boxes and 14496-15 for how H.264 lies in them.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from mockgemini.synthesize.media.colours import luma_and_chroma, palette
from mockgemini.synthesize.media.h264 import Frames

if TYPE_CHECKING:
    from mockgemini.synthesize.dice import Dice

FRAMES_A_SECOND = 24
_BANDS = 6
_UNITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_UNDETERMINED = 0x55C4
"""The language "und", five bits a letter."""


def mp4(width: int, height: int, seconds: float, dice: Dice) -> bytes:
    """
    A film of that size (even numbers of pixels) and length, to a 24th of a second; no sound.
    """
    frames = Frames(width, height)
    count = max(1, round(seconds * FRAMES_A_SECOND))
    samples = [_sample(frames, n, dice) for n in range(count)]
    kind = _box(b"ftyp", b"isom" + struct.pack(">I", 0x200) + b"isomiso2avc1mp41")
    # The table holds the place of the first sample, which stands behind the table.
    start = len(kind) + len(_movie(frames, samples, 0)) + 8
    return kind + _movie(frames, samples, start) + _box(b"mdat", b"".join(samples))


def _sample(frames: Frames, n: int, dice: Dice) -> bytes:
    second, since = divmod(n, FRAMES_A_SECOND)
    if since:
        units = frames.again(since)
    else:
        units = frames.bands([_limited(colour, dice) for colour in range(_BANDS)], second)
    return b"".join(struct.pack(">I", len(unit)) + unit for unit in units)


def _limited(_: int, dice: Dice) -> tuple[int, int, int]:
    luma, blue, red = luma_and_chroma(palette(dice, 1)[0])
    return 16 + luma * 219 // 255, 16 + blue * 224 // 255, 16 + red * 224 // 255


def _movie(frames: Frames, samples: list[bytes], start: int) -> bytes:
    length = len(samples)
    header = struct.pack(">4I", 0, 0, FRAMES_A_SECOND, length)
    sound = struct.pack(">IH10x", 0x10000, 0x100)
    return _box(
        b"moov",
        _full(b"mvhd", header + sound + _UNITY + bytes(24) + struct.pack(">I", 2)),
        _box(b"trak", _track_header(frames, length), _media(frames, samples, start)),
    )


def _track_header(frames: Frames, length: int) -> bytes:
    size = struct.pack(">2I", frames.width << 16, frames.height << 16)
    return _full(b"tkhd", struct.pack(">5I16x", 0, 0, 1, 0, length) + _UNITY + size, flags=3)


def _media(frames: Frames, samples: list[bytes], start: int) -> bytes:
    time = struct.pack(">4I2H", 0, 0, FRAMES_A_SECOND, len(samples), _UNDETERMINED, 0)
    return _box(
        b"mdia",
        _full(b"mdhd", time),
        _full(b"hdlr", struct.pack(">I4s12x", 0, b"vide") + b"Video\0"),
        _box(
            b"minf",
            _full(b"vmhd", bytes(8), flags=1),
            _box(b"dinf", _full(b"dref", struct.pack(">I", 1) + _full(b"url ", b"", flags=1))),
            _table(frames, samples, start),
        ),
    )


def _table(frames: Frames, samples: list[bytes], start: int) -> bytes:
    count = len(samples)
    whole = range(1, count + 1, FRAMES_A_SECOND)
    sizes = struct.pack(f">2I{count}I", 0, count, *map(len, samples))
    return _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1) + _entry(frames)),
        _full(b"stts", struct.pack(">3I", 1, count, 1)),
        _full(b"stss", struct.pack(f">I{len(whole)}I", len(whole), *whole)),
        _full(b"stsc", struct.pack(">4I", 1, 1, count, 1)),
        _full(b"stsz", sizes),
        _full(b"stco", struct.pack(">2I", 1, start)),
    )


def _entry(frames: Frames) -> bytes:
    sequence, picture = frames.sequence(), frames.picture()
    # Version, profile, level, four bytes to a length, one set of each kind.
    config = b"\1" + sequence[1:4] + b"\xff\xe1" + struct.pack(">H", len(sequence)) + sequence
    config += b"\1" + struct.pack(">H", len(picture)) + picture
    shape = struct.pack(">HH2IIH", frames.width, frames.height, 0x480000, 0x480000, 0, 1)
    head = struct.pack(">6xH16x", 1) + shape + bytes(32) + struct.pack(">Hh", 24, -1)
    return _box(b"avc1", head, _box(b"avcC", config))


def _full(kind: bytes, data: bytes, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", flags), data)


def _box(kind: bytes, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">I", len(data) + 8) + kind + data
