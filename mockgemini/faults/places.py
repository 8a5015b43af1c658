"""
Places in an answer, and what of it comes before them. Pure functions.
"""

from __future__ import annotations

from dataclasses import replace

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
    return (*stream.events[:events], _torn(stream.events[events], len(stream.events[events].raw) // 2))


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
    left, found = size, []
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
