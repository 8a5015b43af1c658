"""
Rows of words as aligned lines.
"""

from __future__ import annotations

from collections.abc import Iterable

_GAP = "  "
_WIDEST = 60


def aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """
    A line a row, the columns one under the other; the last is as long as it is.

    A cell that is very long pushes only its own line.
    """
    listed = list(rows)
    widths = [min(max(map(len, column)), _WIDEST) for column in zip(*listed, strict=True)]
    return [
        _GAP.join(
            cell.ljust(width) for cell, width in zip(row, [*widths[:-1], 0], strict=True)
        ).rstrip()
        for row in listed
    ]
