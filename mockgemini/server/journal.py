"""
What happened in a space: the last requests and their answers, and counts that forget nothing.

Keeps references only; text is made, and secrets are taken out, when somebody reads.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from mockgemini.clock import Clock
from mockgemini.exchange import (
    SPOOL_AT,
    Answer,
    Body,
    Faulty,
    Headers,
    Live,
    Piece,
    Reply,
    Request,
    Stream,
    first,
)
from mockgemini.jsontext import Json
from mockgemini.redaction import REQUEST_HEADERS, Redactor, kept

SIZE = 10_000
"""Entries a journal holds; older ones go."""

HELD = 64 * 1024**2
"""Bytes of large bodies that it holds; those of older entries go."""

LARGE = 64 * 1024
"""Bytes from which on a body is large."""

FAULT = "x-mockgemini-fault"
SOURCE = "x-mockgemini-source"
EXCHANGE = "x-mockgemini-exchange"
TRANSLATED = "x-mockgemini-translated"
LOSS = "x-mockgemini-loss"


class Entry:
    """
    One request and what it was answered. `moment`: the space's clock when the request came.

    A body too large for memory is not held here, nor are the chunks of a Live answer. `bytes_sent`
    grows while an answer goes out piece by piece; -1 for one that goes out at once. `peer`: the
    client's end of the connection, None where it is not known. `source`: who answered: script,
    cassette, synthesizer, upstream, or `miss`; None for an error.
    """

    __slots__ = ("answer", "bytes_sent", "client_left", "moment", "peer", "request", "source")

    def __init__(self, request: Request, answer: Answer, moment: float) -> None:
        self.request = request
        self.answer = answer
        self.moment = moment
        self.client_left = False
        self.bytes_sent = -1
        self.peer: object = None
        self.source = first(answer.headers, SOURCE)


class Journal:
    """
    The journal of one space.
    """

    def __init__(self, redactor: Redactor | None = None, size: int = SIZE) -> None:
        self._redactor = Redactor() if redactor is None else redactor
        self._entries: deque[Entry] = deque(maxlen=size)
        self._sources: Counter[str | None] = Counter()
        self._large: deque[tuple[Entry, int]] = deque()
        self._held = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """
        The entries still held, oldest first; unredacted.
        """
        return iter(tuple(self._entries))

    @property
    def requests(self) -> int:
        """
        How many requests there were.
        """
        return self._sources.total()

    @property
    def misses(self) -> int:
        """
        How many of them nothing could answer.
        """
        return self._sources[_MISS]

    @property
    def sources(self) -> dict[str, int]:
        """
        How many were answered by whom; misses and errors are not among them.
        """
        return {
            source: times
            for source, times in self._sources.items()
            if source is not None and source != _MISS
        }

    def note(self, request: Request, answer: Answer, moment: float) -> Entry:
        """
        Write down that `answer` is about to be given.
        """
        if type(answer) is not Reply:
            answer = _lasting(answer)
        weight = request.body.held
        if weight is None:
            request, weight = _light(request), 0
        entry = Entry(request, answer, moment)
        source = entry.source
        self._sources[source] += 1
        self._entries.append(entry)
        if source in _MADE_UP:
            weight += _weight(answer)
        if weight > LARGE:
            self._hold(entry, weight)
        return entry

    def _hold(self, entry: Entry, weight: int) -> None:
        self._large.append((entry, weight))
        self._held += weight
        while self._held > HELD:
            old, weight = self._large.popleft()
            self._held -= weight
            old.request = replace(old.request, body=Body())
            if old.source in _MADE_UP:
                old.answer = Reply(old.answer.status, old.answer.headers)

    def clear(self) -> None:
        """
        Forget everything, the counts included.
        """
        self._entries.clear()
        self._large.clear()
        self._held = 0
        self._sources.clear()

    def read(self, clock: Clock) -> Json:
        """
        All of it as JSON, without secrets. `clock`: the one that the moments were taken from.
        """
        begun = clock.today() - timedelta(seconds=clock.now())
        sources: dict[str, Json] = dict(self.sources)
        return {
            "requests": self.requests,
            "misses": self.misses,
            "sources": sources,
            "entries": [
                {"time": (begun + timedelta(seconds=entry.moment)).isoformat(), **self._told(entry)}
                for entry in self
            ],
        }

    def _told(self, entry: Entry) -> dict[str, Json]:
        request, answer = entry.request, entry.answer
        text = self._redactor.clean
        return {
            "request": text(str(request)),
            "headers": {
                name: text(value) for name, value in kept(request.headers, REQUEST_HEADERS)
            },
            "body": _shortened(text(_text_of(request.body))),
            "status": answer.status,
            "source": entry.source,
            "exchange": first(answer.headers, EXCHANGE),
            "fault": first(answer.headers, FAULT),
            "client_left": entry.client_left,
            **_translation(answer.headers),
        }


def _translation(headers: Headers) -> dict[str, Json]:
    """
    From which revision to which an answer was translated, and what got lost; often nothing.
    """
    way = first(headers, TRANSLATED)
    if way is None:
        return {}
    losses: list[Json] = [value for name, value in headers if name == LOSS]
    return {"translated": way, "losses": losses}


def _in_one(answer: Faulty) -> Faulty:
    """
    What it says without when: sent byte by byte, an answer takes a hundred times its size.
    """
    data = b"".join([piece.data for piece in answer.pieces])
    return replace(answer, pieces=(Piece(0.0, data),))


_MISS = "miss"
_MADE_UP = frozenset({"script", "synthesizer"})
"""Answers that nobody else holds on to."""

_READ = 64 * 1024
_SHOWN = 2000


def _lasting(answer: Answer) -> Answer:
    if isinstance(answer, Live):
        return Reply(answer.status, answer.headers)
    return _in_one(answer) if isinstance(answer, Faulty) else answer


def _light(request: Request) -> Request:
    return replace(request, body=Body()) if _is_heavy(request) else request


def _weight(answer: Answer) -> int:
    if isinstance(answer, Stream):
        return len(answer.body)
    return answer.body.size if isinstance(answer, Reply) and answer.body.path is None else 0


def _is_heavy(request: Request) -> bool:
    if request.body.is_whole:
        return request.body.payload.path is not None
    length = request.header("content-length")
    return length is None or int(length) > SPOOL_AT


def _text_of(body: Body) -> str:
    if not body.is_whole:
        return ""
    # What is cut here lies far beyond what is shown, so that no secret is shown in halves.
    return body.payload.read()[:_READ].decode(errors="replace")


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"
