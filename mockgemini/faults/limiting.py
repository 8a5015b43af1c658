"""
Rate limits as the API has them: so many requests, or tokens, in the last minute.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import ClassVar

from mockgemini.clock import Clock
from mockgemini.errors import UsageError
from mockgemini.exchange import Answer, Exchange, Reply, Request, Stream
from mockgemini.faults import checks
from mockgemini.faults.failing import refusal, retry_headers, shaped
from mockgemini.faults.fault import Before, Given, Guard, Throw
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.register import revision_of


@dataclass(frozen=True)
class RateLimit(Before):
    """
    What creates content is refused with 429 when in the last `seconds`, a minute, there were as
    many `requests`, or their input had as many `tokens`, as the answers say.

    The refusal tells how long it is until there is room again, by the clock.
    """

    requests: int | None = None
    tokens: int | None = None
    seconds: float = 60.0

    NAME: ClassVar[str] = "rate_limit"
    LASTS: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.requests is None and self.tokens is None:
            raise UsageError("rate_limit takes requests, or tokens, or both, and neither came")
        for name, value in (("requests", self.requests), ("tokens", self.tokens)):
            if value is not None:
                checks.count(f"rate_limit: {name}", value, least=1)
        checks.seconds("rate_limit: seconds", self.seconds)

    def arm(self, clock: Clock) -> Guard:
        """
        What counts from now on.
        """
        return _Meter(self, clock)

    def concerns(self, request: Request) -> bool:
        """
        Is content created?
        """
        return operation(request.method, request.path).kind in _CREATING


_CREATING = frozenset({Kind.CREATE, Kind.GENERATE, Kind.STREAM_GENERATE})


@dataclass(slots=True)
class _Passed:
    moment: float
    tokens: int = 0


class _Meter(Guard):
    def __init__(self, limit: RateLimit, clock: Clock) -> None:
        super().__init__(limit, clock)
        self._limit = limit
        self._clock = clock
        self._passed: deque[_Passed] = deque()

    def concerns(self, request: Request) -> bool:
        if not self._limit.concerns(request):
            return False
        if self._room_at() is not None:
            return True
        self._passed.append(_Passed(self._clock.now()))
        return False

    async def meet(self, request: Request, throw: Throw) -> Given | None:  # noqa: ARG002
        room_at = self._room_at()
        wait = None if room_at is None else max(room_at - self._clock.now(), 0.0)
        return shaped(refusal(429), request, None, retry_headers(wait))

    def saw(self, request: Request, answer: Answer) -> None:
        if self._limit.tokens is not None and self._passed and self._limit.concerns(request):
            self._passed[-1].tokens += _tokens(request, answer)

    def _room_at(self) -> float | None:
        """
        The moment when the next request may pass; None where it may now.
        """
        begin = self._clock.now() - self._limit.seconds
        while self._passed and self._passed[0].moment <= begin:
            self._passed.popleft()
        requests, tokens = self._limit.requests, self._limit.tokens
        left, used = len(self._passed), sum(each.tokens for each in self._passed)
        room_at = None
        for each in self._passed:
            if (requests is None or left < requests) and (tokens is None or used < tokens):
                break
            left, used = left - 1, used - each.tokens
            room_at = each.moment + self._limit.seconds
        return room_at


def _tokens(request: Request, answer: Answer) -> int:
    """
    What the answer says that its input had; nothing where it does not say.
    """
    if not isinstance(answer, Reply | Stream):
        return 0
    outcome = outcome_of(Exchange(request, answer, revision=revision_of(request)))
    usage = None if outcome is None else outcome.usage
    return 0 if usage is None else usage.input or 0
