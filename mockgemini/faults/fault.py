"""
What a fault is: when it acts, and the two ways it can, before the answer is made or on it.

The kinds stand in the files beside this one; who asks them is `responding.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from mockgemini.clock import Clock
from mockgemini.exchange import Answer, Faulty, Reply, Request, Stream
from mockgemini.faults import checks
from mockgemini.faults.conditions import When, predicate

Given: TypeAlias = Reply | Stream | Faulty
"""The answers that faults can act on."""

Throw: TypeAlias = Callable[[str], float]
"""A throw of the dice for a label, from 0 to below 1: f(seed, how manieth request)."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """
    A value; the one kind of value here that inherits, for every kind has these words.

    `times`: on how many requests it acts; without it, accidents (a cut, a failure) happen once, or
    as often as `rate` says where that is given, and circumstances (latency, a rate limit) last.
    `after`: so many requests it could act on pass first. `when`: which requests, see `When`.
    `rate`: of so many of them, from 0 to 1, by dice that `seed` decides.
    """

    times: int | Literal["always"] | None = None
    after: int = 0
    when: When | None = None
    rate: float = 1.0
    seed: int = 0

    NAME: ClassVar[str] = ""
    LASTS: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if self.times is not None and self.times != "always":
            checks.count(f"{self.NAME}: times", self.times, least=1)
        checks.count(f"{self.NAME}: after", self.after)
        checks.number(f"{self.NAME}: rate", self.rate, most=1)
        checks.count(f"{self.NAME}: seed", self.seed)
        predicate(self.when)

    @property
    def most(self) -> int | None:
        """
        On how many requests it acts; None for no end.
        """
        if self.times is not None:
            return None if self.times == "always" else self.times
        return None if self.LASTS or self.rate < 1 else 1


@dataclass(frozen=True, kw_only=True)
class Before(Fault):
    """
    Acts before anybody answers: exchange, reply and ledger stay as they are for the next try.
    """

    def arm(self, clock: Clock) -> Guard:
        """
        What stands guard from now on; the value itself where nothing has to be remembered.
        """
        return Guard(self, clock)

    def concerns(self, request: Request) -> bool:  # noqa: ARG002 - kinds look at it
        """
        Is this a request that it could act on?
        """
        return True

    async def meet(self, request: Request, clock: Clock, throw: Throw) -> Given | None:
        """
        What the request is answered instead; None lets it through.
        """
        raise NotImplementedError


class Guard:
    """
    A fault that acts before, and what it remembers: of most kinds nothing.
    """

    def __init__(self, fault: Before, clock: Clock) -> None:
        self._fault = fault
        self._clock = clock

    def concerns(self, request: Request) -> bool:
        """
        Would it act on this request, now?
        """
        return self._fault.concerns(request)

    async def meet(self, request: Request, throw: Throw) -> Given | None:
        """
        What the request is answered instead; None lets it through.
        """
        return await self._fault.meet(request, self._clock, throw)

    def saw(self, request: Request, answer: Answer) -> None:
        """
        What a request was answered that nobody stopped.
        """


@dataclass(frozen=True, kw_only=True)
class After(Fault):
    """
    Acts on the answer. Where that loses it, an identical retry gets the same answer again.
    """

    LOSES: ClassVar[bool] = False
    ORDER: ClassVar[int] = 0

    @property
    def order(self) -> int:
        """
        When it acts among others: on EVENTS first, then on ENDS, WAITS, and CHUNKS.
        """
        return self.ORDER

    @property
    def loses(self) -> bool:
        """
        Is the answer of no use to a client any more?
        """
        return self.LOSES

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:
        """
        The answer as it goes out; None where there is nothing in it to act on.
        """
        raise NotImplementedError


EVENTS, ENDS, WAITS, CHUNKS = range(4)
