"""
What time is it, and how long do we wait. Nothing else in the package sleeps or reads a clock.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from mockgemini.errors import UsageError


class Clock(Protocol):
    """
    Where a space takes its time from.
    """

    def now(self) -> float:
        """
        Seconds since a moment of the clock's own choice; it never goes back.
        """

    def today(self) -> datetime:
        """
        The calendar's time, in UTC.
        """

    async def sleep(self, seconds: float) -> None:
        """
        Wait; nothing, or less, means: let others run once.
        """


class RealClock:
    """
    The machine's own time.
    """

    def now(self) -> float:
        return time.monotonic()

    def today(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> Coroutine[None, None, None]:
        return asyncio.sleep(seconds)


class EpochClock(RealClock):
    """
    Real waits on a day that never ends, so that the same conversation gives the same bytes.
    """

    def __init__(self, epoch: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._epoch = epoch

    def today(self) -> datetime:
        return self._epoch


class ManualClock:
    """
    A time that passes only when somebody sleeps or `advance`s it; for tests and for fixed epochs.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._start = start
        self._elapsed = 0.0

    def now(self) -> float:
        return self._elapsed

    def today(self) -> datetime:
        return datetime.fromtimestamp(self._start.timestamp() + self._elapsed, UTC)

    def advance(self, seconds: float) -> None:
        """
        Let time pass.
        """
        self._elapsed += seconds

    async def sleep(self, seconds: float) -> None:
        self.advance(max(seconds, 0.0))
        await asyncio.sleep(0)


@dataclass(frozen=True, slots=True)
class Pace:
    """
    How recorded time turns into waiting: 0 is at once, 1 as recorded, 0.5 twice as fast.
    """

    factor: float

    @classmethod
    def parse(cls, text: str | float) -> Pace:
        """
        From `instant`, `recorded` or a factor of zero and more; anything else is a UsageError.
        """
        if isinstance(text, str) and text in _PACES:
            return cls(_PACES[text])
        try:
            factor = math.nan if isinstance(text, bool) else float(text)
        except (TypeError, ValueError):
            factor = math.nan
        if not 0 <= factor < math.inf:
            raise UsageError(f"pace takes instant, recorded or a factor such as 0.5, not {text!r}")
        return cls(factor)

    @property
    def is_instant(self) -> bool:
        return self.factor == 0


_PACES = {"instant": 0.0, "recorded": 1.0}
INSTANT = Pace(0.0)
RECORDED = Pace(1.0)
