"""
The table as a picture: a bar for each figure, as a part of its goal.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from table import Line, number

_HEIGHT = 22
_LEFT = 520
_WIDTH = 360
_MOST = 2.0
"""Where a bar ends at the latest; 1.0 is the goal."""


def plot(lines: Sequence[Line], title: str) -> str:
    """
    An SVG image.
    """
    height = 60 + _HEIGHT * len(lines)
    goal = _LEFT + _WIDTH / _MOST
    shapes = [_bar(number_, line) for number_, line in enumerate(lines)]
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 120}" '
                f'height="{height}" font-family="sans-serif" font-size="12">'
            ),
            '<rect width="100%" height="100%" fill="white"/>',
            f'<text x="10" y="24" font-size="15">{escape(title)}</text>',
            *shapes,
            f'<line x1="{goal}" y1="34" x2="{goal}" y2="{height - 20}" stroke="#333"/>',
            f'<text x="{goal}" y="{height - 6}" text-anchor="middle">goal</text>',
            "</svg>\n",
        ]
    )


def _bar(place: int, line: Line) -> str:
    top = 40 + place * _HEIGHT
    long = min(line.reach, _MOST) / _MOST * _WIDTH
    colour = "#4a8f5a" if line.is_met else "#c0563f"
    shown = f"{number(line.figure)} {line.unit}"
    measure = line.measure.replace("**", "")
    return (
        f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(measure)}</text>'
        f'<rect x="{_LEFT}" y="{top + 3}" width="{long:.0f}" height="{_HEIGHT - 7}" '
        f'fill="{colour}"/>'
        f'<text x="{_LEFT + long + 6:.0f}" y="{top + 14}">{escape(shown)}</text>'
    )
