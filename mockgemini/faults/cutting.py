"""
Answers that break off, or fall silent.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Literal

from mockgemini.clock import Clock
from mockgemini.exchange import Event, Faulty, Piece, Reply, Request, Stream
from mockgemini.faults import checks
from mockgemini.faults.fault import ENDS, After, Given, Throw
from mockgemini.faults.places import (
    ended,
    first_bytes,
    first_events,
    in_pieces,
    within_character,
    within_event,
)

_WITHIN: dict[str | None, Callable[[Stream, int], tuple[Event, ...] | None]] = {
    None: first_events,
    "event": within_event,
    "character": within_character,
}


@dataclass(frozen=True)
class Cut(After):
    """
    The connection ends too soon: after so many events of a stream, or so many bytes of any answer.

    `within`: half an `event` more, or up to the middle of the next `character` beyond ASCII. `how`:
    `close`, as a proxy does that gives up, or `reset`.
    """

    after_events: int | None = None
    after_bytes: int | None = None
    within: Literal["event", "character"] | None = None
    how: Literal["close", "reset"] = "close"

    NAME: ClassVar[str] = "cut"
    LOSES: ClassVar[bool] = True
    ORDER: ClassVar[int] = ENDS

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_place(self.NAME, self.after_events, self.after_bytes)
        if self.within is not None:
            checks.one_of("cut: within", self.within, ("event", "character"))
            checks.exactly_one("cut: within with", after_events=self.after_events)
        checks.one_of("cut: how", self.how, ("close", "reset"))

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        What comes before the place.
        """
        head = _until(answer, self.after_events, self.after_bytes, self.within)
        if head is None:
            return None
        if self.how == "close" and isinstance(head, Stream):
            return replace(head, cut="upstream")
        return ended(head, "broken" if self.how == "close" else "reset")


@dataclass(frozen=True)
class Stall(After):
    """
    Nothing more comes after so many events, or bytes, until the client leaves; with `seconds` it
    goes on after them.
    """

    after_events: int | None = None
    after_bytes: int | None = None
    seconds: float | None = None

    NAME: ClassVar[str] = "stall"
    LOSES: ClassVar[bool] = True
    ORDER: ClassVar[int] = ENDS

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_place(self.NAME, self.after_events, self.after_bytes)
        if self.seconds is not None:
            checks.seconds("stall: seconds", self.seconds)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The answer with silence in it, or behind its beginning.
        """
        head = _until(answer, self.after_events, self.after_bytes, None)
        if head is None:
            return None
        if self.seconds is None:
            return replace(head, cut="timeout") if isinstance(head, Stream) else ended(head, "held")
        return with_wait(answer, _size(head), partial(_sleep, self.seconds))


async def _sleep(seconds: float, clock: Clock) -> None:
    await clock.sleep(seconds)


def with_wait(answer: Given, at: int, wait: Callable[[Clock], Awaitable[None]]) -> Faulty:
    """
    The answer with a wait behind so many of its bytes.
    """
    whole = in_pieces(answer)
    pieces: list[Piece] = []
    left, has_waited = at, False
    for piece in whole.pieces:
        if has_waited or left > len(piece.data) or (left == len(piece.data) and left):
            pieces.append(piece)
            left -= len(piece.data)
            continue
        has_waited = True
        head, rest = piece.data[:left], piece.data[left:]
        pieces += [Piece(piece.at, head)] if head else []
        pieces += [Piece(piece.at, wait=wait), replace(piece, data=rest)]
    if not has_waited:
        pieces.append(Piece(pieces[-1].at if pieces else whole.head, wait=wait))
    return replace(whole, pieces=tuple(pieces))


def _check_place(kind: str, after_events: int | None, after_bytes: int | None) -> None:
    checks.exactly_one(kind, after_events=after_events, after_bytes=after_bytes)
    if after_events is not None:
        checks.count(f"{kind}: after_events", after_events)
    if after_bytes is not None:
        checks.count(f"{kind}: after_bytes", after_bytes)


def _until(
    answer: Given, after_events: int | None, after_bytes: int | None, within: str | None
) -> Stream | Faulty | None:
    """
    The beginning of an answer; None where it does not reach that far.
    """
    if isinstance(answer, Stream):
        if after_events is not None:
            events = _WITHIN[within](answer, after_events)
        else:
            events = first_bytes(answer, after_bytes or 0)
        return None if events is None else replace(answer, events=events)
    if after_bytes is None or not isinstance(answer, Reply):
        return None
    whole = in_pieces(answer)
    body = whole.pieces[0].data
    if after_bytes >= len(body):
        return None
    return replace(whole, pieces=(Piece(answer.took, body[:after_bytes]),))


def _size(head: Stream | Faulty) -> int:
    if isinstance(head, Stream):
        return len(head.body)
    return sum(len(piece.data) for piece in head.pieces)


