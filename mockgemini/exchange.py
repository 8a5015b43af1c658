"""
What goes over the wire, as values: a Request, the Answers there are, and the pair of them, an
Exchange.

Knows neither HTTP servers nor files of ours; `Responder` is the one seam of the whole package.
What a body is stands in `payload.py`, and can be had from here as well.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, Protocol, TypeAlias

from mockgemini.clock import Clock
from mockgemini.payload import SPOOL_AT, Body, Payload, Spool

__all__ = [
    "SPOOL_AT",
    "Answer",
    "Body",
    "Cut",
    "Ending",
    "Event",
    "Exchange",
    "Faulty",
    "Headers",
    "Live",
    "Payload",
    "Piece",
    "Poll",
    "Polls",
    "Recorded",
    "Reply",
    "Request",
    "Responder",
    "Spool",
    "Stream",
    "first",
]

Headers: TypeAlias = tuple[tuple[str, str], ...]
"""Lower-case names and values, in the wire's order; a name may come more than once."""


@dataclass(slots=True)
class Request:
    """
    What a client asks. The head is fixed; the body is read once.

    `path` is percent-encoded as on the wire, without a space's prefix; `query` has no `?`.
    `base` is how the client reached us (`http://host:port/s/name`), empty for a recorded request.
    """

    # Final is for the checker: a frozen dataclass takes five times as long to make.
    method: Final[str]
    path: Final[str]
    query: Final[str] = ""
    headers: Final[Headers] = ()
    body: Final[Body] = field(default_factory=Body)
    base: Final[str] = ""

    def header(self, name: str) -> str | None:
        """
        The first value of a header, by its lower-case name.
        """
        return first(self.headers, name)

    def __str__(self) -> str:
        return f"{self.method} {self.path}{'?' if self.query else ''}{self.query}"

    def __repr__(self) -> str:
        # What a failing assertion prints has neither query nor headers: a key may be in them.
        return f"<Request {self.method} {self.path}>"


def first(headers: Headers, name: str) -> str | None:
    """
    The first value of a header, by its lower-case name.
    """
    for key, value in headers:
        if key == name:
            return value
    return None


@dataclass(frozen=True, slots=True)
class Event:
    """
    One SSE frame: seconds since the request, name and data (None where absent), exact bytes.

    Bytes that make no event (a bare JSON line, a torn end) are one with no data.
    """

    at: float
    raw: bytes
    name: str | None = None
    data: str | None = None


Cut: TypeAlias = Literal["client", "upstream", "timeout"]
"""Who ended a stream early: the client left, upstream broke off, or nothing more came in time."""


@dataclass(frozen=True)
class Reply:
    """
    A whole answer. `took`: seconds from the request's arrival to the answer's last byte.
    """

    status: int
    headers: Headers = ()
    body: Payload = field(default_factory=Payload)
    took: float = 0.0


@dataclass(frozen=True)
class Stream:
    """
    A `text/event-stream` answer. `head`: seconds from the request to the answer's head.

    The `raw` of all events, in order, are the body, byte for byte.
    """

    status: int
    headers: Headers = ()
    events: tuple[Event, ...] = ()
    head: float = 0.0
    cut: Cut | None = None

    @cached_property
    def body(self) -> bytes:
        return b"".join(event.raw for event in self.events)


@dataclass(frozen=True, slots=True)
class Poll:
    """
    One state that a polled resource was seen in: `times` identical answers, `every` seconds apart.

    `at`: seconds from the end of the answer that created the resource (else from the first GET).
    """

    at: float
    reply: Reply
    times: int = 1
    every: float = 0.0


@dataclass(frozen=True)
class Polls:
    """
    What one GET, asked again and again, was answered; in order of time, never empty.
    """

    states: tuple[Poll, ...]


@dataclass(frozen=True)
class Live:
    """
    An answer still on its way from upstream; the recorder's only. Whoever reads `chunks` closes it.

    `body` is all of it where it came with its head; who takes that needs neither read nor close.
    """

    status: int
    headers: Headers
    chunks: AsyncIterator[bytes]
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """
    What one send holds, due `at` seconds after the request; or, where there is one, a `wait`.
    """

    at: float
    data: bytes = b""
    wait: Callable[[Clock], Awaitable[None]] | None = None


Ending: TypeAlias = Literal["whole", "broken", "held", "reset"]
"""
How an answer ends: as it should; the connection is closed too soon; nothing more comes; or the
connection is reset, of an answer without pieces before its head.
"""


@dataclass(frozen=True)
class Faulty:
    """
    An answer that goes out as no sound server would send it, send by send; only faults make it.

    `head`: seconds from the request to the answer's head. `length`: what its head says of the
    body's length, None where it says nothing.
    """

    status: int
    headers: Headers = ()
    pieces: tuple[Piece, ...] = ()
    ending: Ending = "whole"
    head: float = 0.0
    length: int | None = None


Recorded: TypeAlias = Reply | Stream | Polls
Answer: TypeAlias = Reply | Stream | Live | Faulty


class Exchange:
    """
    One request and what it was answered: a Reply, a Stream, or the Polls of a repeated GET.

    `answer` may be given as a callable; it is then called when first asked for, and kept.
    `revision` is the wire schema the pair speaks, None where the path has no revisions.
    `at` is when the request came, in seconds since the recording began; known while it is made.
    `line` is where the exchange begins in its file, 0 when it is in none.
    """

    __slots__ = ("_answer", "at", "line", "note", "request", "revision")

    def __init__(
        self,
        request: Request,
        answer: Recorded | Callable[[], Recorded],
        *,
        revision: str | None = None,
        note: str | None = None,
        at: float | None = None,
        line: int = 0,
    ) -> None:
        self.request = request
        self._answer = answer
        self.revision = revision
        self.note = note
        self.at = at
        self.line = line

    @property
    def answer(self) -> Recorded:
        if callable(self._answer):
            self._answer = self._answer()
        return self._answer

    def __repr__(self) -> str:
        return f"<Exchange {self.request}>"


class Responder(Protocol):
    """
    Whatever answers requests: player, recorder, synthesizer, and faults around any of them.
    """

    def __call__(self, request: Request) -> Awaitable[Answer]: ...
