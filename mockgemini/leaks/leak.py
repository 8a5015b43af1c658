"""
Where secrets stand in a file: its text as it is, and what the exchanges in it say, joined and
unescaped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import is_cassette, load
from mockgemini.cassette.strands import strands
from mockgemini.contract.lines import Lines
from mockgemini.errors import CassetteError
from mockgemini.exchange import Event, Exchange, Payload, Polls, Stream
from mockgemini.redaction import Place, Redactor


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """
    Secrets of a kind at a line, counted from 1. `is_known` is false for what only resembles one.

    `part` is `#2 event 5`, or empty where the place is in no exchange.
    """

    path: Path
    line: int
    kind: str
    is_known: bool
    part: str

    @property
    def where(self) -> str:
        """
        `file:line`, as editors and terminals follow it.
        """
        return f"{self.path}:{self.line}"


def leaks(path: Path, redactor: Redactor) -> list[Leak]:
    """
    The secrets of one file, in its order; none where it holds no text. The value of none is told.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return []
    found = [*_of_exchanges(path, text, redactor), *_of_text(path, text, redactor)]
    # What an exchange says stands in the text, too.
    told = {(leak.line, leak.kind): leak for leak in reversed(found)}
    return sorted(told.values())


def _of_text(path: Path, text: str, redactor: Redactor) -> Iterator[Leak]:
    for place in redactor.places(text):
        line = text.count("\n", 0, place.start) + 1
        yield Leak(path, line, place.kind, place.is_known, "")


def _of_exchanges(path: Path, text: str, redactor: Redactor) -> Iterator[Leak]:
    if not (is_cassette(path) or path.suffix == ".part"):
        return
    try:
        cassette = load(path)
        search = _Search(cassette, path, text.split("\n"), Lines(cassette), redactor)
        for number, exchange in enumerate(cassette.exchanges, 1):
            yield from search.leaks(number, exchange)
    except CassetteError:
        # It says of itself what is wrong with it, where it is read; its text is searched anyway.
        return


@dataclass(frozen=True, slots=True)
class _Search:
    """
    The search in the exchanges of a cassette, which are counted from 1.
    """

    cassette: Cassette
    path: Path
    text: Sequence[str]
    lines: Lines
    redactor: Redactor

    def leaks(self, number: int, exchange: Exchange) -> Iterator[Leak]:
        for text in _texts(exchange):
            for place in self.redactor.places(text):
                line = self._line(number, text[place.start : place.end])
                yield Leak(self.path, line, place.kind, place.is_known, f"#{number}")
        if isinstance(exchange.answer, Stream):
            yield from self._stream(number, exchange.answer.events)

    def _stream(self, number: int, events: Sequence[Event]) -> Iterator[Leak]:
        for count, event in enumerate(events, 1):
            text = event.raw.decode(errors="replace")
            yield from (self._at(number, count, place) for place in self.redactor.places(text))
        for strand in strands(events)[1]:
            text = "".join(piece.text for piece in strand)
            ends = list(accumulate(len(piece.text) for piece in strand))
            for place in self.redactor.places(text):
                piece = strand[bisect_right(ends, place.start)]
                yield self._at(number, piece.event + 1, place)

    def _at(self, number: int, event: int, place: Place) -> Leak:
        line = self.lines.event(number, event)
        return Leak(self.path, line, place.kind, place.is_known, f"#{number} event {event}")

    def _line(self, number: int, secret: str) -> int:
        """
        The line on which a secret begins, as far as it is spelled there as it was sent.
        """
        exchanges = self.cassette.exchanges
        begin = exchanges[number - 1].line
        end = exchanges[number].line if number < len(exchanges) else len(self.text) + 1
        start = re.split(r"\\|\n", secret, maxsplit=1)[0]
        numbered = enumerate(self.text[begin - 1 : end - 1], begin)
        return next((count for count, line in numbered if start in line), begin)


def _texts(exchange: Exchange) -> Iterator[str]:
    """
    All that an exchange says, its events left out.
    """
    request, answer = exchange.request, exchange.answer
    yield from (str(request), exchange.note or "", *(value for _, value in request.headers))
    replies = [state.reply for state in answer.states] if isinstance(answer, Polls) else [answer]
    payloads = [request.body.payload]
    for reply in replies:
        yield from (value for _, value in reply.headers)
        if not isinstance(reply, Stream):
            payloads.append(reply.body)
    yield from map(_text_of, payloads)


def _text_of(payload: Payload) -> str:
    # What lies in a file is a blob, and searched as such.
    if payload.path is not None:
        return ""
    if payload.folded is not None:
        return payload.folded
    try:
        return payload.read().decode()
    except UnicodeDecodeError:
        return ""
