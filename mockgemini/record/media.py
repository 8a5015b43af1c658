"""
Tiny media in place of large ones, for recordings whose pictures and sounds nobody will look at.

Only base64 in JSON is replaced, and only kinds of which there is a tiny one; all else stays.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

from mockgemini.exchange import (
    Body,
    Event,
    Exchange,
    Payload,
    Polls,
    Recorded,
    Reply,
    Request,
    Stream,
)
from mockgemini.jsontext import Json, parse

LARGE = 4096
"""Base64 of more characters than this is replaced."""


class Placeholders:
    """
    Replaces media in answers, and the same media in later requests that send them back.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def exchange(self, exchange: Exchange) -> Exchange:
        """
        The exchange with tiny media.
        """
        return Exchange(
            self._request(exchange.request),
            self._answer(exchange.answer),
            revision=exchange.revision,
            note=exchange.note,
            at=exchange.at,
        )

    def _request(self, request: Request) -> Request:
        if not self._known:
            return request
        body = request.body.payload.read()
        text = self._replaced(body.decode(errors="surrogateescape"))
        changed = text.encode(errors="surrogateescape")
        return request if changed == body else replace(request, body=Body.of(changed))

    def _answer(self, answer: Recorded) -> Recorded:
        if isinstance(answer, Stream):
            for event in answer.events:
                self._learn(event.data or "")
            return replace(answer, events=tuple(map(self._event, answer.events)))
        if isinstance(answer, Polls):
            states = tuple(replace(each, reply=self._reply(each.reply)) for each in answer.states)
            return Polls(states)
        return self._reply(answer)

    def _event(self, event: Event) -> Event:
        if event.data is None or (data := self._replaced(event.data)) == event.data:
            return event
        raw = self._replaced(event.raw.decode()).encode()
        return replace(event, raw=raw, data=data)

    def _reply(self, reply: Reply) -> Reply:
        body = reply.body.read()
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return reply
        self._learn(text)
        changed = self._replaced(text).encode()
        return reply if changed == body else replace(reply, body=Payload(changed))

    def _learn(self, text: str) -> None:
        if len(text) <= LARGE:
            return
        try:
            value = parse(text)
        except ValueError:
            return
        for data, kind in _media(value):
            if len(data) > LARGE and kind in _TINY:
                self._known[data] = base64.b64encode(_TINY[kind]).decode()

    def _replaced(self, text: str) -> str:
        for large, tiny in self._known.items():
            text = text.replace(f'"{large}"', f'"{tiny}"')
        return text


def _media(value: Json) -> Iterator[tuple[str, str]]:
    """
    The base64 of all media in a JSON value, each with its kind (`image/png`).
    """
    if isinstance(value, list):
        for item in value:
            yield from _media(item)
    elif isinstance(value, dict):
        data, kind = value.get("data"), value.get("mime_type", value.get("mimeType"))
        if isinstance(data, str) and isinstance(kind, str):
            yield data, kind.partition(";")[0].strip().lower()
        for item in value.values():
            yield from _media(item)


# --- one of each kind -------------------------------------------------------------------------


def _png() -> bytes:
    """
    One grey pixel.
    """

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    size, greyscale = (1, 1), (8, 0, 0, 0, 0)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, *greyscale))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\x80"))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


def _jpeg() -> bytes:
    """
    One grey pixel: a block whose only coefficient is zero, in a code that knows nothing else.
    """

    def segment(marker: int, data: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data

    only_zero = bytes([1]) + bytes(15) + b"\0"
    return (
        b"\xff\xd8"
        + segment(0xDB, b"\0" + bytes([1] * 64))
        + segment(0xC0, struct.pack(">BHHB", 8, 1, 1, 1) + b"\1\x11\0")
        + segment(0xC4, b"\0" + only_zero)
        + segment(0xC4, b"\x10" + only_zero)
        + segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\x3f\xff\xd9"
    )


def _gif() -> bytes:
    """
    One black pixel.
    """
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0;"


_SILENCE = bytes(1600)
"""A tenth of a second at 8000 samples of 16 bits; of a faster rate, so much less."""


def _wav() -> bytes:
    form = struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
    body = b"WAVEfmt " + form + b"data" + struct.pack("<I", len(_SILENCE)) + _SILENCE
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _mp3() -> bytes:
    """
    Three empty frames, mono, 16 kHz, 8 kbit/s.
    """
    return (b"\xff\xf3\x18\xc4" + bytes(32)) * 3


_TINY = {
    "image/png": _png(),
    "image/jpeg": _jpeg(),
    "image/gif": _gif(),
    "audio/wav": _wav(),
    "audio/l16": _SILENCE,
    "audio/mp3": _mp3(),
    "audio/mpeg": _mp3(),
}
