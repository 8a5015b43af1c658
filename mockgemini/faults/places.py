"""
Places in an answer, and what of it comes before them. Pure functions.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from mockgemini.clock import Clock
from mockgemini.exchange import Ending, Event, Faulty, Piece, Reply, Stream


def first_events(stream: Stream, events: int) -> tuple[Event, ...] | None:
    """
    So many events; None where there are not that many.
    """
    return stream.events[:events] if events <= len(stream.events) else None


def within_event(stream: Stream, events: int) -> tuple[Event, ...] | None:
    """
    So many events and half of the next one's bytes; None where there is no next one.
    """
    if events >= len(stream.events):
        return None
    event = stream.events[events]
    return (*stream.events[:events], _torn(event, len(event.raw) // 2))


def within_character(stream: Stream, events: int) -> tuple[Event, ...] | None:
    """
    So many events at least, up to the first byte of a character that has several; None where there
    is no such character.
    """
    for index, event in enumerate(stream.events[events:], events):
        at = next((at for at, byte in enumerate(event.raw) if byte >= _LEADING), None)
        if at is not None:
            return (*stream.events[:index], _torn(event, at + 1))
    return None


def first_bytes(stream: Stream, size: int) -> tuple[Event, ...] | None:
    """
    So many bytes of a stream; None where there are not more.
    """
    left = size
    found: list[Event] = []
    for event in stream.events:
        if left < len(event.raw):
            return (*found, _torn(event, left)) if left else tuple(found)
        found.append(event)
        left -= len(event.raw)
    return None


def _torn(event: Event, size: int) -> Event:
    return Event(event.at, event.raw[:size])


_LEADING = 0xC0
"""The bytes from here on begin a character of several, in UTF-8."""


def in_pieces(answer: Reply | Stream | Faulty) -> Faulty:
    """
    The same answer as sends: one for each event, one for a whole body.
    """
    if isinstance(answer, Faulty):
        return answer
    if isinstance(answer, Reply):
        body = answer.body.read()
        piece = Piece(answer.took, body)
        return Faulty(answer.status, answer.headers, (piece,), head=answer.took, length=len(body))
    pieces = tuple(Piece(event.at, event.raw) for event in answer.events)
    ending = _ENDINGS[answer.cut]
    return Faulty(answer.status, answer.headers, pieces, ending, answer.head)


_ENDINGS: dict[str | None, Ending] = {
    None: "whole",
    "upstream": "broken",
    "client": "held",
    "timeout": "held",
}


def ended(answer: Reply | Stream | Faulty, ending: Ending) -> Faulty:
    """
    The same sends, with another end.
    """
    return replace(in_pieces(answer), ending=ending)


@dataclass(frozen=True, slots=True)
class Sleep:
    """
    A wait for so many seconds.
    """

    seconds: float

    async def __call__(self, clock: Clock) -> None:
        await clock.sleep(self.seconds)


def offset(answer: Reply | Stream | Faulty, events: int | None, size: int | None) -> int | None:
    """
    Behind how many bytes so many events end, or as many as are said; None beyond the answer's end.
    """
    whole = in_pieces(answer)
    data = [piece.data for piece in whole.pieces if piece.data]
    if events is None:
        return size if size is not None and size <= sum(map(len, data)) else None
    # A reply, whose length is known, has no events.
    if whole.length is not None or events > len(data):
        return None
    return sum(map(len, data[:events]))


def with_wait(
    answer: Reply | Stream | Faulty, at: int, wait: Callable[[Clock], Awaitable[None]]
) -> Faulty:
    """
    The answer with a wait behind so many of its bytes.
    """
    whole = in_pieces(answer)
    passed, due = 0, whole.head
    for index, piece in enumerate(whole.pieces):
        if passed <= at < passed + len(piece.data):
            head, rest = piece.data[: at - passed], piece.data[at - passed :]
            torn = (replace(piece, data=head),) if head else ()
            due = piece.at if head else due
            waits = (*torn, Piece(due, wait=wait), replace(piece, data=rest))
            pieces = (*whole.pieces[:index], *waits, *whole.pieces[index + 1 :])
            return replace(whole, pieces=pieces)
        passed += len(piece.data)
        due = piece.at
    return replace(whole, pieces=(*whole.pieces, Piece(due, wait=wait)))
