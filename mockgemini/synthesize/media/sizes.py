"""
How large pictures and films are, from the words that requests have for it.

The tables are those of Google's image and video models.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from mockgemini.wire.refusal import invalid

Size: TypeAlias = tuple[int, int]
"""Width and height in pixels."""

# At size 1K; the other sizes are these times a factor.
_PICTURES: dict[str, Size] = {
    "1:1": (1024, 1024),
    "2:3": (848, 1264),
    "3:2": (1264, 848),
    "3:4": (896, 1200),
    "4:3": (1200, 896),
    "4:5": (928, 1152),
    "5:4": (1152, 928),
    "9:16": (768, 1376),
    "16:9": (1376, 768),
    "21:9": (1584, 672),
    "1:8": (384, 3072),
    "8:1": (3072, 384),
    "1:4": (512, 2048),
    "4:1": (2048, 512),
}
_FACTORS = {"512": 0.5, "1K": 1.0, "2K": 2.0, "4K": 4.0}
_FILMS: dict[str, Size] = {
    "360p": (640, 360),
    "720p": (1280, 720),
    "1080p": (1920, 1080),
    "4k": (3840, 2160),
}
_FILM_RATIOS = ("16:9", "9:16")

ASPECT_RATIOS = tuple(_PICTURES)
IMAGE_SIZES = tuple(_FACTORS)
RESOLUTIONS = tuple(_FILMS)

LONGEST = 60.0
"""Seconds of film and sound that are made at most, whatever is asked for."""


def picture_size(
    aspect_ratio: str | None = None, image_size: str | None = None, at: str = ""
) -> Size:
    """
    Of an image; 1:1 and 1K where it is left open. `at` is where in the request the words stood.

    Refused where a word is none of Google's.
    """
    ratio = _known(aspect_ratio or "1:1", ASPECT_RATIOS, "aspect_ratio", at)
    factor = _FACTORS[_known(image_size or "1K", IMAGE_SIZES, "image_size", at)]
    width, height = _PICTURES[ratio]
    return int(width * factor), int(height * factor)


def film_size(aspect_ratio: str | None = None, resolution: str | None = None, at: str = "") -> Size:
    """
    Of a video; 16:9 and 720p where it is left open. Refused as in `picture_size`.
    """
    ratio = _known(aspect_ratio or "16:9", _FILM_RATIOS, "aspect_ratio", at)
    width, height = _FILMS[_known(resolution or "720p", RESOLUTIONS, "resolution", at)]
    return (width, height) if ratio == "16:9" else (height, width)


def seconds_of(duration: str | None, otherwise: float, at: str = "") -> float:
    """
    The seconds that a duration such as `8s` names, a minute at most; `otherwise` where it is None.
    """
    if duration is None:
        return otherwise
    if re.fullmatch(r"\d{1,6}(\.\d{1,9})?s", duration) is None:
        raise invalid(f"Invalid input at '{place(at, 'duration')}'.")
    return min(float(duration[:-1]), LONGEST)


def place(at: str, name: str) -> str:
    """
    Where in a request a field stands: `at` and the field's name, as Google writes it.
    """
    return f"{at}.{name}" if at else name


def unsupported(value: str, name: str, at: str, supported: tuple[str, ...]) -> str:
    """
    Google's words for a value that is none of those a field may have.
    """
    where = f" at '{at}'" if at else ""
    known = ", ".join(f"'{word}'" for word in supported)
    return f"The value '{value}' is not supported for '{name}'{where}. Supported values: {known}."


def _known(value: str, supported: tuple[str, ...], name: str, at: str) -> str:
    found = next((word for word in supported if word.lower() == value.lower()), None)
    if found is None:
        raise invalid(unsupported(value, name, at, supported))
    return found
