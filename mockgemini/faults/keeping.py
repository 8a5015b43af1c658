"""
Answers that did not reach their client, kept for the moment it asks the same again.
"""

from __future__ import annotations

from typing import TypeAlias

from mockgemini.exchange import Request
from mockgemini.faults.fault import Given

MOST = 1000
"""Answers that are kept; the oldest go first."""

Identity: TypeAlias = tuple[str, str, str, str]


class Kept:
    """
    The lost answers of one space.
    """

    def __init__(self) -> None:
        self._answers: dict[Identity, Given] = {}

    def __bool__(self) -> bool:
        return bool(self._answers)

    def keep(self, request: Request, answer: Given) -> None:
        """
        Keep what this request was to be answered, for one retry.
        """
        self._answers[_identity(request)] = answer
        while len(self._answers) > MOST:
            self._answers.pop(next(iter(self._answers)))

    def take(self, request: Request) -> Given | None:
        """
        What the same request was to be answered before; it is no longer kept.
        """
        return self._answers.pop(_identity(request), None) if self._answers else None

    def clear(self) -> None:
        """
        Forget all.
        """
        self._answers.clear()


def _identity(request: Request) -> Identity:
    # Headers tell tries apart, not requests.
    return request.method, request.path, request.query, request.body.payload.digest()
