"""
Exchanges from one revision to another: request and answer, whole, streamed or polled.

What cannot be carried over is told by its place; what comes out is read again to find it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mockgemini.exchange import Exchange, Poll, Polls, Recorded, Request, Stream
from mockgemini.wire import register
from mockgemini.wire.flavour import NEWEST, Flavour
from mockgemini.wire.translating import replies, requests, streams
from mockgemini.wire.translating.crossing import Crossing
from mockgemini.wire.translating.loss import Loss

__all__ = ["Loss", "Translated", "asked", "revision_of", "translate"]


@dataclass(frozen=True, slots=True)
class Translated:
    """
    An exchange in the revision that was asked for, and what it lost on the way there.
    """

    exchange: Exchange
    losses: tuple[Loss, ...] = ()


def translate(
    exchange: Exchange, to: str, flavour: Flavour = NEWEST, *, source: str | None = None
) -> Translated:
    """
    The exchange in the revision `to`; the very same where it speaks that one, or none.

    `flavour`: the release of SDKs that it is for. `source`: the revision it speaks, where that is
    known better than from itself. A UsageError where there is no such revision.
    """
    register.revision(to)
    source = source or revision_of(exchange)
    if source is None or source == to:
        return Translated(exchange)
    crossing = Crossing.between(source, to, flavour)
    answer, losses = _answer(exchange.answer, crossing)
    told = Exchange(
        requests.asked(exchange.request, crossing),
        answer,
        revision=to,
        note=exchange.note,
        at=exchange.at,
        line=exchange.line,
    )
    in_request = requests.lost_in(exchange.request, crossing)
    return Translated(
        told,
        (
            *(loss.within("request") for loss in in_request),
            *(loss.within("answer") for loss in losses),
        ),
    )


def asked(request: Request, source: str, to: str) -> Request:
    """
    A request that speaks the revision `source`, as a client of `to` makes it.
    """
    return requests.asked(request, Crossing.between(source, to))


def revision_of(exchange: Exchange) -> str | None:
    """
    The revision an exchange speaks: as it notes, else as its request tells; None for none.
    """
    if exchange.revision is not None:
        return exchange.revision if exchange.revision in register.NAMES else None
    return register.revision_of(exchange.request)


def _answer(answer: Recorded, crossing: Crossing) -> tuple[Recorded, tuple[Loss, ...]]:
    if isinstance(answer, Stream):
        return streams.translated(answer, crossing)
    if not isinstance(answer, Polls):
        return replies.translated(answer, crossing)
    states: list[Poll] = []
    losses: list[Loss] = []
    for number, state in enumerate(answer.states, 1):
        reply, lost = replies.translated(state.reply, crossing)
        states.append(replace(state, reply=reply))
        losses += [loss.within(f"poll {number}") for loss in lost]
    return Polls(tuple(states)), tuple(losses)
