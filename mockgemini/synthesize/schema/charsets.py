"""
Sets of characters as sorted, disjoint ranges of code points; knows no regular expressions.
"""

from __future__ import annotations

from typing import TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]

LAST = 0x10FFFF
EVERY: Ranges = ((0, LAST),)
DIGITS: Ranges = ((48, 57),)
WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
SPACE: Ranges = (
    *((9, 13), (32, 32), (160, 160), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029)),
    *((0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
)
LINE_ENDS: Ranges = ((10, 10), (13, 13), (0x2028, 0x2029))

_LOWER: Ranges = ((97, 122),)
_ALPHANUMERIC: Ranges = ((48, 57), (65, 90), (97, 122))
# Python takes other digits, letters and spaces for what ECMAScript does not, so ASCII comes first.
_FRIENDLY: tuple[Ranges, ...] = (
    _ALPHANUMERIC,
    ((33, 126),),
    ((32, 32),),
    ((0xC0, 0x17F),),
    ((0xA1, 0xD7FF),),
    ((0, 0xD7FF), (0xE000, LAST)),
)
_BROAD = 200


def united(*sets: Ranges) -> Ranges:
    """
    What is in any of them.
    """
    joined: list[tuple[int, int]] = []
    for low, high in sorted(each for ranges in sets for each in ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def inverted(ranges: Ranges) -> Ranges:
    """
    All that is not in it.
    """
    gaps: list[tuple[int, int]] = []
    start = 0
    for low, high in ranges:
        if low > start:
            gaps.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        gaps.append((start, LAST))
    return tuple(gaps)


def shared(one: Ranges, other: Ranges) -> Ranges:
    """
    What is in both.
    """
    return tuple(
        (max(low, start), min(high, end))
        for low, high in one
        for start, end in other
        if max(low, start) <= min(high, end)
    )


def holds(ranges: Ranges, code: int) -> bool:
    """
    Is this character in it?
    """
    return any(low <= code <= high for low, high in ranges)


def size(ranges: Ranges) -> int:
    """
    How many characters.
    """
    return sum(high - low + 1 for low, high in ranges)


def friendly(ranges: Ranges) -> Ranges:
    """
    Those that a person would type: of wide sets small letters, else letters and digits, and so on.

    Empty only where the set has no character that may stand in a text (surrogates may not).
    """
    if size(ranges) > _BROAD and (letters := shared(ranges, _LOWER)):
        return letters
    for wanted in _FRIENDLY:
        if found := shared(ranges, wanted):
            return found
    return ()


def at(ranges: Ranges, index: int) -> str:
    """
    The character at this index, counted through all ranges; it has to be below `size`.
    """
    for low, high in ranges:
        if index <= high - low:
            return chr(low + index)
        index -= high - low + 1
    raise AssertionError("unreachable: the index is beyond the set")
