"""
What a translation could not carry over, or carried over although nobody there knows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Loss:
    """
    One place of what was translated. `place` is a path such as `answer items[0]`, or an event's
    number, counted from 1; `what` is there, `why` says what became of it.

    `is_carried`: it is there still, where nobody expects it.
    """

    place: str
    what: str
    why: str
    is_carried: bool = False

    def within(self, place: str, separator: str = " ") -> Loss:
        """
        The same, seen from a larger whole.
        """
        return replace(self, place=f"{place}{separator}{self.place}" if self.place else place)

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: {self.why}"
