"""
A real PNG: bands of slanting colour that differ with the dice.

Rows are pieces cut from one long ramp, several alike below each other, so that a picture costs next
to nothing to make and to send.
See https://www.w3.org/TR/png-3/
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from mockgemini.synthesize.media.colours import between, palette

if TYPE_CHECKING:
    from mockgemini.synthesize.dice import Dice

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS = 64
_PALETTE_TYPE = 3
_TERRACES = 128
_BAND = 32
_AS_IS, _UP = b"\0", b"\2"


def png(width: int, height: int, dice: Dice) -> bytes:
    """
    A picture of that many pixels, at least one each way.
    """
    header = struct.pack(">2I5B", width, height, 8, _PALETTE_TYPE, 0, 0, 0)
    corners = palette(dice, 3)
    colours = between(corners[0], corners[1], _COLOURS // 2)
    colours += between(corners[1], corners[2], _COLOURS // 2)
    return b"".join(
        [
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", b"".join(bytes(colour) for colour in colours)),
            _chunk(b"IDAT", zlib.compress(_rows(width, height, dice), 1)),
            _chunk(b"IEND", b""),
        ]
    )


def _rows(width: int, height: int, dice: Dice) -> bytes:
    wave = _wave(width + height, dice)
    ramp = wave * (width // len(wave) + 2)
    thick = max(1, height // _TERRACES)
    # What is the same as the row above it is all zeros behind filter 2, "Up".
    same = (_UP + bytes(width)) * (thick - 1)
    at, slope = dice.integer(0, len(wave) - 1), 0
    terraces: list[bytes] = []
    for n in range(-(-height // thick)):
        if n % _BAND == 0:
            slope = dice.choice((-3, -2, -1, 1, 2, 3)) * thick
        at = (at + slope) % len(wave)
        terraces.append(_AS_IS + ramp[at : at + width] + same)
    return b"".join(terraces)[: height * (width + 1)]


def _wave(length: int, dice: Dice) -> bytes:
    """
    All colours there and back, once to three times within that length.
    """
    half = max(_COLOURS, length // dice.integer(2, 6))
    there = bytes(n * _COLOURS // half for n in range(half))
    return there + there[::-1]


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
