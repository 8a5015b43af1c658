"""
A real JPEG: bands of colour that change from left to right and differ with the dice.

Every tile of 16 by 16 pixels has one colour, which leaves one number a block to encode, and every
row of tiles stands alone behind a restart marker, so equal rows are encoded once.
See https://www.w3.org/Graphics/JPEG/itu-t81.pdf
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from mockgemini.synthesize.media.bits import fixed, packed
from mockgemini.synthesize.media.colours import Colour, between, luma_and_chroma, palette

if TYPE_CHECKING:
    from mockgemini.synthesize.dice import Dice

_TILE = 16
_BLOCKS_OF_LUMA = 4

# With this step a block's one coefficient is its sample, less 128.
_QUANTIZATION = bytes([0]) + bytes([8]) * 64
# Categories 0 to 11 of differences: one bit for none, five for each of the others.
_DC_CODES = bytes([0x00, 1, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) + bytes(range(12))
# The only thing ever said of the other coefficients is that there are none.
_AC_CODES = bytes([0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) + bytes([0x00])
_NO_MORE = "0"


def jpeg(width: int, height: int, dice: Dice) -> bytes:
    """
    A picture of that many pixels, 1 to 65 535 each way.
    """
    across, down = -(-width // _TILE), -(-height // _TILE)
    bands = [_row(dice, across) for _ in range(dice.integer(3, 6))]
    rows = [bands[n * len(bands) // down] for n in range(down)]
    marked = [row + bytes([0xFF, 0xD0 + n % 8]) for n, row in enumerate(rows)]
    return _head(width, height, across) + b"".join(marked)[:-2] + b"\xff\xd9"


def _head(width: int, height: int, across: int) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 3) + bytes([1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0])
    return b"\xff\xd8" + b"".join(
        [
            _segment(0xE0, b"JFIF\0" + bytes([1, 1, 0, 0, 1, 0, 1, 0, 0])),
            _segment(0xDB, _QUANTIZATION),
            _segment(0xC0, frame),
            _segment(0xC4, _DC_CODES),
            _segment(0xC4, _AC_CODES),
            _segment(0xDD, struct.pack(">H", across)),
            _segment(0xDA, bytes([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
        ]
    )


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _row(dice: Dice, across: int) -> bytes:
    left, right = palette(dice, 2)
    before: Colour = (128, 128, 128)
    bits: list[str] = []
    for colour in map(luma_and_chroma, between(left, right, across)):
        luma, blue, red = (now - was for now, was in zip(colour, before, strict=True))
        bits.append(_block(luma) + _block(0) * (_BLOCKS_OF_LUMA - 1) + _block(blue) + _block(red))
        before = colour
    return packed("".join(bits), "1").replace(b"\xff", b"\xff\0")


def _block(difference: int) -> str:
    if difference == 0:
        return "0" + _NO_MORE
    size = abs(difference).bit_length()
    value = difference if difference > 0 else difference + (1 << size) - 1
    return fixed(0b10000 + size - 1, 5) + fixed(value, size) + _NO_MORE
