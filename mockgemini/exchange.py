"""
What goes over the wire, as values: a Request, the Answers there are, and the pair of them, an
Exchange.

Knows neither HTTP servers nor files of ours; `Responder` is the one seam of the whole package.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

Headers: TypeAlias = tuple[tuple[str, str], ...]
"""Lower-case names and values, in the wire's order; a name may come more than once."""

SPOOL_AT = 1024 * 1024
"""Bodies beyond this many bytes wait in a file instead of in memory."""

_PIECE = 256 * 1024


class Payload:
    """
    The bytes of one body: in memory, in a file, or put together when somebody asks for them.

    `name` is the first 16 hex digits of the SHA-256, known without reading where the bytes lie in a
    blob. `folded` is a text body with its long base64 folded away (`jsontext.fold`), where known.
    """

    __slots__ = ("__weakref__", "_check", "_data", "_digest", "_load", "_name", "folded", "path")

    def __init__(
        self,
        data: bytes = b"",
        *,
        path: Path | None = None,
        load: Callable[[], bytes] | None = None,
        digest: str | None = None,
        name: str | None = None,
        folded: str | None = None,
    ) -> None:
        self._data = data if path is None and load is None else None
        self._load = load
        self._digest = digest
        self._name = name
        self._check: Callable[[Path], None] | None = None
        self.path = path
        self.folded = folded

    @classmethod
    def kept(cls, path: Path, name: str, check: Callable[[Path], None]) -> Payload:
        """
        The bytes of a file that was written before; `check` raises where it is no longer the same.

        It is called once, when the file is read for the first time.
        """
        payload = cls(path=path, name=name)
        payload._check = check
        return payload

    @property
    def size(self) -> int:
        """
        How many bytes; of a file without reading it.
        """
        return self.path.stat().st_size if self.path is not None else len(self.read())

    @property
    def name(self) -> str:
        return self._name or self.digest()[:16]

    def read(self) -> bytes:
        """
        All bytes at once.
        """
        if self.path is not None:
            self._verify(self.path)
            return self.path.read_bytes()
        if self._data is None:
            assert self._load is not None  # noqa: S101 - one of the three is always there
            self._data = self._load()
        return self._data

    def pieces(self) -> Iterator[bytes]:
        """
        The bytes in pieces of at most 256 KiB; a file is never in memory as a whole.
        """
        if self.path is None:
            data = self.read()
            yield from (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))
            return
        self._verify(self.path)
        with self.path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    def _verify(self, path: Path) -> None:
        check, self._check = self._check, None
        if check is not None:
            check(path)

    def digest(self) -> str:
        """
        SHA-256 in hex; computed once.
        """
        if self._digest is None:
            sha = hashlib.sha256()
            for piece in self.pieces():
                sha.update(piece)
            self._digest = sha.hexdigest()
        return self._digest

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Payload):
            return NotImplemented
        return self.digest() == other.digest()

    def __hash__(self) -> int:
        return hash(self.digest())

    def __repr__(self) -> str:
        return f"<Payload {self.path or self._load or self._data!r}>"


class Spool:
    """
    Collects a body as it passes: in memory up to SPOOL_AT bytes, beyond that in a temporary file.

    The file goes when the payload made of it is no longer referred to, or the spool of which none
    was made.
    """

    def __init__(self) -> None:
        self._start = bytearray()
        self._sha = hashlib.sha256()
        self._path: Path | None = None
        self._abandoned: weakref.finalize[[Path], Spool] | None = None
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """
        Add the next bytes.
        """
        self.size += len(chunk)
        self._sha.update(chunk)
        if self._path is None:
            self._start += chunk
            if self.size > SPOOL_AT:
                self._spill()
        else:
            with self._path.open("ab") as file:
                file.write(chunk)

    def payload(self) -> Payload:
        """
        What was written so far; writing on afterwards is a mistake.
        """
        digest = self._sha.hexdigest()
        if self._path is None:
            return Payload(bytes(self._start), digest=digest)
        payload = Payload(path=self._path, digest=digest)
        if self._abandoned is not None:
            self._abandoned.detach()
        weakref.finalize(payload, _forget, self._path)
        return payload

    def _spill(self) -> None:
        handle, name = tempfile.mkstemp(prefix="mockgemini-")
        with os.fdopen(handle, "wb") as file:
            file.write(self._start)
        self._path = Path(name)
        self._abandoned = weakref.finalize(self, _forget, self._path)
        self._start.clear()


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)


class Body:
    """
    A request's body, which can be read once from the wire: whole, or chunk by chunk.

    Once whole it stays, so that every later reader gets the same Payload.
    """

    __slots__ = ("_chunks", "_payload")

    def __init__(self, chunks: AsyncIterator[bytes] | None = None) -> None:
        self._chunks = chunks
        self._payload = Payload() if chunks is None else None

    @classmethod
    def of(cls, data: bytes | Payload) -> Body:
        """
        A body that is whole from the start.
        """
        body = cls()
        body._payload = data if isinstance(data, Payload) else Payload(data)
        return body

    @property
    def is_whole(self) -> bool:
        """
        All of it has been read, so that `payload` is there.
        """
        return self._payload is not None

    @property
    def payload(self) -> Payload:
        """
        The whole body; asking before it was read is a mistake.
        """
        if self._payload is None:
            raise AssertionError("the body has not been read yet: await whole() first")
        return self._payload

    async def whole(self) -> Payload:
        """
        Read to the end (spooling what is large) and keep it.
        """
        if self._payload is None:
            async for _ in self.chunks():
                pass
        return self.payload

    async def chunks(self) -> AsyncIterator[bytes]:
        """
        The bytes as they come; what passes here is kept, so `payload` is there at the end.
        """
        if self._payload is not None:
            for piece in self._payload.pieces():
                yield piece
            return
        assert self._chunks is not None  # noqa: S101 - no payload means there are chunks
        spool = Spool()
        async for chunk in self._chunks:
            spool.write(chunk)
            yield chunk
        self._payload = spool.payload()


@dataclass(frozen=True, slots=True)
class Request:
    """
    What a client asks. The head is fixed; the body is read once.

    `path` is percent-encoded as on the wire, without a space's prefix; `query` has no `?`.
    `base` is how the client reached us (`http://host:port/s/name`), empty for a recorded request.
    """

    method: str
    path: str
    query: str = ""
    headers: Headers = ()
    body: Body = field(default_factory=Body)
    base: str = ""

    def header(self, name: str) -> str | None:
        """
        The first value of a header, by its lower-case name.
        """
        return first(self.headers, name)

    def __str__(self) -> str:
        return f"{self.method} {self.path}{'?' if self.query else ''}{self.query}"


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
    """

    status: int
    headers: Headers
    chunks: AsyncIterator[bytes]


Recorded: TypeAlias = Reply | Stream | Polls
Answer: TypeAlias = Reply | Stream | Live


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
