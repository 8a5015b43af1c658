"""
The way to the API: slow, broken, or for a while not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mockgemini.clock import Clock
from mockgemini.exchange import Faulty, Request
from mockgemini.faults import checks, spread
from mockgemini.faults.failing import AT_ONCE, refusal, retry_headers, shaped
from mockgemini.faults.fault import Before, Given, Guard, Throw


@dataclass(frozen=True)
class Latency(Before):
    """
    Every answer begins later by so many seconds of the clock, whatever the pace: always as many
    (`seconds`), between `low` and `high`, or lognormal around `median` (`sigma` 0.5 is usual).
    """

    seconds: float | None = None
    low: float | None = None
    high: float | None = None
    median: float | None = None
    sigma: float | None = None

    NAME: ClassVar[str] = "latency"
    LASTS: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        spread.check(
            self.NAME,
            seconds=self.seconds,
            low=self.low,
            high=self.high,
            median=self.median,
            sigma=self.sigma,
        )

    async def meet(self, request: Request, clock: Clock, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        Nothing, but later.
        """
        took = spread.draw(throw, self.seconds, self.low, self.high, self.median, self.sigma)
        await clock.sleep(took)
        return None


@dataclass(frozen=True)
class Reset(Before):
    """
    The connection is reset before a byte of an answer.
    """

    NAME: ClassVar[str] = "reset"

    async def meet(self, request: Request, clock: Clock, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        No answer at all.
        """
        return Faulty(0, ending="reset")


@dataclass(frozen=True)
class Outage(Before):
    """
    From `begins` seconds after it was set on, for `lasts` seconds or without end, every request
    fails with `status`.
    """

    lasts: float | None = None
    begins: float = 0.0
    status: int = 503
    retry_after: float | None = AT_ONCE

    NAME: ClassVar[str] = "outage"
    LASTS: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.seconds("outage: begins", self.begins)
        checks.count("outage: status", self.status, least=400)
        for name, value in (("lasts", self.lasts), ("retry_after", self.retry_after)):
            if value is not None:
                checks.seconds(f"outage: {name}", value)

    def arm(self, clock: Clock) -> Guard:
        """
        The seconds count from now on.
        """
        return _Window(self, clock)

    async def meet(self, request: Request, clock: Clock, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The error.
        """
        return shaped(refusal(self.status), request, None, retry_headers(self.retry_after))


class _Window(Guard):
    def __init__(self, outage: Outage, clock: Clock) -> None:
        super().__init__(outage, clock)
        begins = clock.now() + outage.begins
        self._now = clock.now
        self._begins = begins
        self._ends = None if outage.lasts is None else begins + outage.lasts

    def concerns(self, request: Request) -> bool:  # noqa: ARG002 - it is a matter of time alone
        now = self._now()
        return self._begins <= now and (self._ends is None or now < self._ends)
