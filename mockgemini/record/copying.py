"""
A copy of an answer, made while its bytes pass: events with their times, or a body.
"""

from __future__ import annotations

import re
from typing import Protocol

from mockgemini import sse
from mockgemini.exchange import Cut, Event, Headers, Reply, Spool, Stream, first
from mockgemini.record.decoding import Decoding, Plain, decoding


class Copy(Protocol):
    """
    Collects one answer. All times are seconds since the request.
    """

    note: str | None

    def feed(self, chunk: bytes, at: float) -> None:
        """
        The next bytes, as upstream sent them; a `zlib.error` where they are not as declared.
        """

    def answer(self, headers: Headers, at: float, cut: Cut | None) -> Reply | Stream | None:
        """
        What it was, now that no more will come; None for what is worthless when cut off.
        """


class StreamCopy:
    """
    Frames of an event stream; each is timed by the chunk that completed it.
    """

    def __init__(self, status: int, head: float, undo: Decoding) -> None:
        self.note: str | None = None
        self._status = status
        self._head = head
        self._undo = undo
        self._decoder = sse.Decoder()
        self._events: list[Event] = []

    def feed(self, chunk: bytes, at: float) -> None:
        """
        Take the frames that end in this chunk.
        """
        frames = self._decoder.feed(self._undo.feed(chunk))
        self._events += [Event(at, frame.raw, frame.name, frame.data) for frame in frames]

    def answer(self, headers: Headers, at: float, cut: Cut | None) -> Stream:
        """
        The stream; a torn frame at its end is an event without data.
        """
        for frame in self._decoder.close():
            is_whole = _BLANK_LINE.search(frame.raw) is not None
            event = Event(at, frame.raw, frame.name, frame.data)
            self._events.append(event if is_whole else Event(at, frame.raw))
        return Stream(self._status, headers, tuple(self._events), self._head, cut)


_BLANK_LINE = re.compile(rb"(?:^|\r\n|\r|\n)(?:\r\n|\r|\n)\Z")


class ReplyCopy:
    """
    A whole body; beyond a mebibyte it waits in a file.
    """

    def __init__(self, status: int, undo: Decoding, note: str | None = None) -> None:
        self.note = note
        self._status = status
        self._undo = undo
        self._spool = Spool()

    def feed(self, chunk: bytes, at: float) -> None:  # noqa: ARG002 - only streams are timed so
        """
        Take the bytes.
        """
        self._spool.write(self._undo.feed(chunk))

    def answer(self, headers: Headers, at: float, cut: Cut | None) -> Reply | None:
        """
        The reply, if it is whole.
        """
        body = self._spool.payload()
        return Reply(self._status, headers, body, at) if cut is None else None


def copy(status: int, headers: Headers, head: float) -> Copy:
    """
    The kind of copy that an answer with this head calls for.
    """
    encoding = first(headers, "content-encoding")
    undo = decoding(encoding)
    if undo is None:
        return ReplyCopy(status, Plain(), f"the body is kept as upstream sent it, in {encoding}")
    kind = (first(headers, "content-type") or "").partition(";")[0].strip().lower()
    return (
        StreamCopy(status, head, undo) if kind == "text/event-stream" else ReplyCopy(status, undo)
    )
