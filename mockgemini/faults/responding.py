"""
The faults of one space around whatever answers there: who is asked when, and what is kept for whom.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mockgemini.clock import Clock
from mockgemini.exchange import Answer, Live, Request, Responder
from mockgemini.faults import HEADER
from mockgemini.faults.fault import After, Before, Fault, Given
from mockgemini.faults.keeping import Kept
from mockgemini.faults.occasion import Occasion


class Armed:
    """
    A fault that has been set, and how often it has acted.
    """

    def __init__(self, fault: Fault, clock: Clock) -> None:
        self.fault = fault
        self.occasion = Occasion(fault)
        self.guard = fault.arm(clock) if isinstance(fault, Before) else None

    @property
    def left(self) -> int | None:
        """
        On how many requests it may still act; None for no end.
        """
        most = self.fault.most
        return None if most is None else most - self.occasion.acted

    @property
    def is_unused(self) -> bool:
        """
        Whether it was to act so many times, and has not acted once.
        """
        return self.fault.most is not None and self.occasion.acted == 0

    async def meet(self, request: Request) -> Given | None:
        """
        What a fault that acts before has to say to a request; None lets it through.
        """
        if self.guard is None or self.occasion.is_over or not self.occasion.means(request):
            return None
        if not self.guard.concerns(request):
            return None
        throw = self.occasion.throw()
        return await self.guard.meet(request, throw) if self.occasion.take() else None

    def change(self, request: Request, answer: Given) -> Given | None:
        """
        What a fault that acts after makes of an answer; None leaves it.
        """
        if not isinstance(self.fault, After) or self.occasion.is_over:
            return None
        if not self.occasion.means(request):
            return None
        changed = self.fault.change(request, answer, self.occasion.throw())
        return changed if changed is not None and self.occasion.take() else None


class Faults:
    """
    A Responder: the one given, with faults. Those it begins with are there again after `reset`.
    """

    def __init__(self, responder: Responder, clock: Clock, faults: Iterable[Fault] = ()) -> None:
        self._responder = responder
        self._clock = clock
        self._first = tuple(faults)
        self._kept = Kept()
        self._armed: tuple[Armed, ...] = ()
        self._of_headers: dict[str, tuple[Armed, ...]] = {}
        self.load(self._first)

    @property
    def armed(self) -> tuple[Armed, ...]:
        """
        The faults that are set, in the order in which they were.
        """
        return self._armed

    def add(self, fault: Fault) -> Armed:
        """
        Set one more; from any thread.
        """
        armed = Armed(fault, self._clock)
        self._armed = (*self._armed, armed)
        return armed

    def load(self, faults: Iterable[Fault]) -> None:
        """
        Set these and no others.
        """
        self._armed = tuple(Armed(fault, self._clock) for fault in faults)

    def reset(self) -> None:
        """
        As if nothing had been asked, and nothing set since the beginning.
        """
        self._kept.clear()
        self._of_headers.clear()
        self.load(self._first)

    async def __call__(self, request: Request) -> Answer:
        """
        The answer, as the faults have it.
        """
        words = request.header(HEADER)
        armed = self._armed
        if words is not None:
            armed = (*armed, *self._by_header(words))
            request = replace(request, headers=_without(request.headers))
        if not armed and not self._kept:
            return await self._responder(request)
        # Whatever acts, the request is heard to its end, and an identical one can be told.
        await request.body.whole()
        for each in armed:
            if (met := await each.meet(request)) is not None:
                return _named(met, [each])
        answer = self._kept.take(request) or await self._responder(request)
        for each in armed:
            if each.guard is not None:
                each.guard.saw(request, answer)
        return answer if isinstance(answer, Live) else self._changed(request, answer, armed)

    def _changed(self, request: Request, answer: Given, armed: tuple[Armed, ...]) -> Given:
        if answer.status >= 400:
            return answer
        changed = answer
        acted: list[Armed] = []
        for each in sorted(armed, key=_order):
            if (new := each.change(request, changed)) is not None:
                changed = new
                acted.append(each)
        if any(_loses(each) for each in acted):
            self._kept.keep(request, answer)
        return _named(changed, acted)

    def _by_header(self, words: str) -> tuple[Armed, ...]:
        found = self._of_headers.get(words)
        if found is None:
            from mockgemini.faults.header import parse  # noqa: PLC0415 - few requests carry one

            if len(self._of_headers) > _REMEMBERED:
                self._of_headers.clear()
            found = tuple(Armed(fault, self._clock) for fault in parse(words))
            self._of_headers[words] = found
        return found


_REMEMBERED = 1000


def _order(armed: Armed) -> int:
    return armed.fault.order if isinstance(armed.fault, After) else 0


def _loses(armed: Armed) -> bool:
    return isinstance(armed.fault, After) and armed.fault.loses


def _without(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(header for header in headers if header[0] != HEADER)


def _named(answer: Given, acted: list[Armed]) -> Given:
    """
    The answer with a header for each fault that acted on it.
    """
    if not acted:
        return answer
    names = tuple((HEADER, each.fault.NAME) for each in acted)
    return replace(answer, headers=(*answer.headers, *names))
