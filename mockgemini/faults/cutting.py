"""
Answers that break off, or fall silent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from mockgemini.exchange import Event, Faulty, Piece, Reply, Request, Stream
from mockgemini.faults import checks
from mockgemini.faults.fault import ENDS, WAITS, After, Given, Throw
from mockgemini.faults.places import (
    Sleep,
    ended,
    first_bytes,
    first_events,
    in_pieces,
    offset,
    with_wait,
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

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_place(self.NAME, self.after_events, self.after_bytes)
        if self.seconds is not None:
            checks.seconds("stall: seconds", self.seconds)

    @property
    def order(self) -> int:
        """
        A silence that ends is a wait, one that does not is an end.
        """
        return ENDS if self.seconds is None else WAITS

    @property
    def loses(self) -> bool:
        """
        What comes late comes all the same.
        """
        return self.seconds is None

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The answer with silence in it, or behind its beginning.
        """
        if self.seconds is not None:
            at = offset(answer, self.after_events, self.after_bytes)
            return None if at is None else with_wait(answer, at, Sleep(self.seconds))
        head = _until(answer, self.after_events, self.after_bytes, None)
        if head is None:
            return None
        return replace(head, cut="timeout") if isinstance(head, Stream) else ended(head, "held")


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
