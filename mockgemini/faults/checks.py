"""
What a fault is given by its user: a UsageError in one sentence where it cannot be meant.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from mockgemini import errors
from mockgemini.errors import UsageError


def count(name: str, value: object, least: int = 0) -> None:
    """
    A whole number, not below `least`.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise UsageError(f"{name} takes a whole number from {least} on, not {value!r}")


def seconds(name: str, value: object) -> None:
    """
    A length of time, zero included.
    """
    number(name, value, "seconds")


def number(name: str, value: object, unit: str = "a number", most: float = math.inf) -> None:
    """
    A number that is not negative, finite, and at most `most`.
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= most or value == math.inf:  # type: ignore[operator]
        limit = "" if most == math.inf else f" up to {most:g}"
        raise UsageError(f"{name} takes {unit} from 0 on{limit}, not {value!r}")


def text(name: str, value: object) -> None:
    """
    Words that a header could hold as well: nothing unprintable.
    """
    if not isinstance(value, str) or not value.isprintable():
        raise UsageError(f"{name} takes a printable text, not {value!r}")


def flag(name: str, value: object) -> None:
    """
    Yes or no.
    """
    if not isinstance(value, bool):
        raise UsageError(f"{name} takes true or false, not {value!r}")


def one_of(name: str, value: object, words: Iterable[str]) -> None:
    """
    One of a few words.
    """
    errors.one_of(words, name, value)


def exactly_one(kind: str, **given: object) -> None:
    """
    One of several ways to say the same thing, and only one.
    """
    said = [name for name, value in given.items() if value is not None]
    if len(said) != 1:
        came = " and ".join(said) or "none"
        raise UsageError(f"{kind} takes one of {', '.join(given)}, not {came}")
