"""
The real API as verification asks it: one request at a time, read to its end, a job until it is as
far as the recorded one was.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mockgemini.clock import Clock, RealClock
from mockgemini.environment import DUMMY_KEY, GOOGLE
from mockgemini.errors import UpstreamError
from mockgemini.exchange import Exchange, Poll, Polls, Reply, Request, Stream
from mockgemini.jsontext import Json
from mockgemini.record.budget import Budget
from mockgemini.record.recorder import Recorder
from mockgemini.record.upstream import Upstream
from mockgemini.redaction import Secrets, redactor
from mockgemini.wire.fields import mapping
from mockgemini.wire.grammar import UNFINISHED
from mockgemini.wire.operation import operation
from mockgemini.wire.reading import last_reply, reply_body
from mockgemini.wire.register import DEFAULT, revision_of

POLL_FOR = 1800.0
"""Seconds after which a job is given up; deep research takes many minutes."""

POLL_EVERY = 5.0
"""Seconds between two polls where the recording does not tell."""

_UNREADY = frozenset({"PROCESSING"})


@dataclass(frozen=True, slots=True)
class Asking:
    """
    Whom to ask, and how. `key` goes where the client sends the dummy key; `budget` is the caller's.
    """

    key: str | None
    upstream: str = GOOGLE
    budget: Budget | None = None
    clock: Clock = field(default_factory=RealClock)
    revision: str = DEFAULT
    poll_for: float = POLL_FOR


class RealApi:
    """
    Asks; keeps nothing. To be closed.
    """

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._upstream = Upstream(asking.upstream)
        self._clean = redactor(Secrets([asking.key] if asking.key is not None else []))

    async def ask(self, request: Request, recorded: Exchange) -> Exchange:
        """
        What it answers, of a job that was recorded as over when it is over. An UpstreamError where
        there is no answer, or none that is whole; a UsageError where the budget is spent.
        """
        live = await self._once(request)
        if is_under_way(recorded):
            return live
        clock, pause = self._asking.clock, _pause(recorded)
        began = clock.now()
        states: list[Exchange] = []
        while is_under_way(live):
            if clock.now() - began > self._asking.poll_for:
                seconds = f"{self._asking.poll_for:g} seconds"
                raise UpstreamError(f"the job was not over within {seconds}, as the recorded was")
            states.append(live)
            await clock.sleep(pause)
            live = await self._once(request)
        return _joined([*states, live]) if states else live

    def redacted(self, text: str) -> str:
        """
        A sentence without the key.
        """
        return self._clean.text(text)

    async def close(self) -> None:
        """
        Hang up.
        """
        await self._upstream.close()

    async def _once(self, request: Request) -> Exchange:
        asking, kept = self._asking, list[Exchange]()
        if asking.budget is not None:
            asking.budget.take(request)
        recorder = Recorder(
            self._upstream,
            kept.append,
            key=asking.key,
            dummy_keys=frozenset({DUMMY_KEY}),
            revision=lambda each: revision_of(each, asking.revision),
            clock=asking.clock,
            record_errors=True,
        )
        answer = await recorder(request)
        async for _ in answer.chunks:
            pass
        if not kept:
            raise UpstreamError(recorder.reports[-1])
        if asking.budget is not None:
            asking.budget.count(kept[0])
        return kept[0]


def is_under_way(exchange: Exchange) -> bool:
    """
    Is this the state, of something that is polled, that a client would ask for again?
    """
    request, answer = exchange.request, exchange.answer
    if isinstance(answer, Stream) or not operation(request.method, request.path).polls:
        return False
    reply = last_reply(answer)
    return reply.status < 400 and _is_unfinished(mapping(reply_body(reply)))


def _is_unfinished(body: dict[str, Json]) -> bool:
    return (
        body.get("status") in UNFINISHED
        or body.get("state") in _UNREADY
        or ("done" not in body and str(body.get("name", "")).startswith("operations/"))
    )


def _pause(recorded: Exchange) -> float:
    """
    The seconds between two polls that the recorded client made.
    """
    answer = recorded.answer
    if not isinstance(answer, Polls):
        return POLL_EVERY
    last = answer.states[-1]
    count = sum(state.times for state in answer.states) - 1
    span = last.at + (last.times - 1) * last.every - answer.states[0].at
    return span / count if count else POLL_EVERY


def _joined(states: list[Exchange]) -> Exchange:
    replies = [each.answer for each in states if isinstance(each.answer, Reply)]
    polls = Polls(tuple(Poll(float(at), reply) for at, reply in enumerate(replies)))
    return Exchange(states[0].request, polls, revision=states[0].revision)
