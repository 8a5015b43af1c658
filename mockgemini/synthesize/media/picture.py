"""
A picture in the format that was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockgemini.synthesize.media.jpeg import jpeg
from mockgemini.synthesize.media.png import png

if TYPE_CHECKING:
    from mockgemini.synthesize.dice import Dice


@dataclass(frozen=True, slots=True)
class Made:
    """
    Bytes that were made up, and what they are.
    """

    data: bytes
    mime_type: str


def picture(width: int, height: int, dice: Dice, mime_type: str | None = None) -> Made:
    """
    A JPEG where that is asked for, else a PNG; `mime_type` of what comes says which.
    """
    if mime_type is not None and mime_type.lower() in ("image/jpeg", "image/jpg"):
        return Made(jpeg(width, height, dice), "image/jpeg")
    return Made(png(width, height, dice), "image/png")
