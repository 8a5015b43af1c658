"""
Server-sent events, from bytes and back, however they are cut.

Keeps the exact bytes of every frame; knows nothing of sockets, JSON or Gemini.
Follows https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
"""

from __future__ import annotations

import re
from typing import NamedTuple

_END_OF_LINE = re.compile(rb"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


class Frame(NamedTuple):
    """
    What stands between two blank lines, with its exact bytes, the closing blank line included.

    `name` and `data` are None where the frame has no such field (comments, a bare JSON line), where
    it is not UTF-8, and where its blank line never came: a torn end makes no event.
    """

    raw: bytes
    name: str | None
    data: str | None
    id: str | None = None


class Decoder:
    """
    Turns bytes into whole frames; keeps the unfinished rest.
    """

    def __init__(self) -> None:
        self._rest = bytearray()
        self._scanned = 0
        self._line_is_blank = True
        self._is_first = True

    @property
    def rest(self) -> bytes:
        """
        What came after the last whole frame.
        """
        return bytes(self._rest)

    def feed(self, chunk: bytes) -> list[Frame]:
        """
        The frames that `chunk` completes, in order; often none.
        """
        self._rest += chunk
        return self._frames(at_end=False)

    def close(self) -> list[Frame]:
        """
        The frames still to come at the end of the bytes: one, if something unfinished is left.
        """
        frames = self._frames(at_end=True)
        if self._rest:
            frames.append(self._take(len(self._rest)))
        return frames

    def _frames(self, *, at_end: bool) -> list[Frame]:
        frames: list[Frame] = []
        while (found := _END_OF_LINE.search(self._rest, self._scanned)) is not None:
            # A CR may be half of a CRLF whose other half has not come yet.
            if found[0] == b"\r" and found.end() == len(self._rest) and not at_end:
                break
            is_blank = found.start() == self._scanned and self._line_is_blank
            self._scanned = found.end()
            self._line_is_blank = True
            if is_blank:
                frames.append(self._take(found.end()))
        else:
            self._scanned_without_end()
        return frames

    def _scanned_without_end(self) -> None:
        if self._scanned < len(self._rest):
            self._line_is_blank = False
            self._scanned = len(self._rest)

    def _take(self, size: int) -> Frame:
        raw = bytes(self._rest[:size])
        del self._rest[:size]
        self._scanned = 0
        self._line_is_blank = True
        is_first, self._is_first = self._is_first, False
        return parse(raw, is_first=is_first)


def parse(raw: bytes, *, is_first: bool = False) -> Frame:
    """
    One frame's fields. `is_first`: a byte order mark before it belongs to the stream, not to it.
    """
    body = raw.removeprefix(_BOM) if is_first else raw
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return Frame(raw, None, None)
    lines = re.split(r"\r\n|\r|\n", text)
    if lines[-2:] != ["", ""]:
        return Frame(raw, None, None)
    fields: dict[str, str] = {}
    data: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            data.append(value)
        elif name == "event" or (name == "id" and "\0" not in value):
            fields[name] = value
    return Frame(raw, fields.get("event"), "\n".join(data) if data else None, fields.get("id"))


def decode(body: bytes) -> list[Frame]:
    """
    All frames of a whole body; joined again, their `raw` are the body.
    """
    decoder = Decoder()
    return decoder.feed(body) + decoder.close()


def encode(name: str, data: str) -> bytes:
    """
    A frame as the Interactions API writes it.
    """
    return f"event: {name}\ndata: {data}\n\n".encode()
