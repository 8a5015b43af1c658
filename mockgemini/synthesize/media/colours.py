"""
Colours that go together, from dice.
"""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mockgemini.synthesize.dice import Dice

Colour: TypeAlias = tuple[int, int, int]
"""Red, green and blue, or Y, Cb and Cr; 0 to 255 each."""


def palette(dice: Dice, count: int) -> list[Colour]:
    """
    So many colours, red-green-blue, neither garish nor all alike.
    """
    first = dice.fraction()
    step = 0.08 + 0.24 * dice.fraction()
    return [_colour(first + step * n, dice) for n in range(count)]


def between(one: Colour, other: Colour, steps: int) -> list[Colour]:
    """
    `steps` colours from one to the other, both included where there is room for both.
    """
    last = max(steps - 1, 1)
    return [_mixed(one, other, n, last) for n in range(steps)]


def _mixed(one: Colour, other: Colour, n: int, last: int) -> Colour:
    red, green, blue = (a + (b - a) * n // last for a, b in zip(one, other, strict=True))
    return red, green, blue


def luma_and_chroma(colour: Colour) -> Colour:
    """
    The same colour as Y, Cb and Cr of full range (JFIF).
    """
    red, green, blue = colour
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return round(luma), round(128 + 0.564 * (blue - luma)), round(128 + 0.713 * (red - luma))


def _colour(hue: float, dice: Dice) -> Colour:
    light = 0.35 + 0.35 * dice.fraction()
    red, green, blue = colorsys.hls_to_rgb(hue % 1.0, light, 0.55)
    return round(red * 255), round(green * 255), round(blue * 255)
