"""
What the real API has made up today in place of what it made up for the recording: ids of
interactions and calls, names of files, signatures.

Both answers are laid side by side: calls by type, name and order, all else by its kind and order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit

from mockgemini.contract.naming import IDS, whole_of
from mockgemini.errors import MockGeminiError
from mockgemini.exchange import Body, Exchange, Headers, Polls, Request
from mockgemini.jsontext import Json
from mockgemini.wire.fields import mapping, type_of

_FILE = re.compile(r"files/[\w-]+")
_IN_BYTES = re.compile(_FILE.pattern.encode())
_STRING = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_UPLOAD = "upload_id"
_SHORTEST = 4

# A place in a stream stands for that very stream; nothing else is called after it.
_NAMING = IDS - {"event_id"}
_SIGNATURE = "signature"

_Group = tuple[str, ...]
"""What two things have in common that may be each other's counterpart."""


class NoCounterpartError(MockGeminiError):
    """
    A request names something of the recording's that the real API never made.
    """


class Counterparts:
    """
    From recorded to live. What the `recorded` exchanges tell of is known, though without a
    counterpart, until it is learned.
    """

    def __init__(self, recorded: Iterable[Exchange] = ()) -> None:
        self._live: dict[str, str | None] = {}
        self._signatures: dict[str, str] = {}
        for exchange in recorded:
            for group, texts in _told(exchange).items():
                if group[0] != _SIGNATURE:
                    self._live.update(dict.fromkeys(texts))

    def learn(self, recorded: Exchange, live: Exchange) -> None:
        """
        Lay two answers to the same request side by side.
        """
        one, other = _told(recorded), _told(live)
        for group, texts in one.items():
            for was, now in zip_longest(texts, other.get(group, ())[: len(texts)]):
                if group[0] != _SIGNATURE:
                    # What is named again later keeps the counterpart that it has.
                    self._live[was] = self._live.get(was) or now
                elif now is not None:
                    self._signatures.setdefault(was, now)

    def applied(self, request: Request) -> Request:
        """
        The request with counterparts; a NoCounterpartError where one is missing. Its body is whole.

        A signature without one stays, as the API has signed it once.
        """
        path = "/".join(self._segment(each) for each in request.path.split("/"))
        path = _FILE.sub(lambda found: self._or_same(found[0]), path)
        query = "&".join(self._field(each) for each in request.query.split("&"))
        body = self._body(request.body.payload.read())
        return replace(
            request,
            path=path,
            query=query,
            headers=_sized(request.headers, len(body)),
            body=Body.of(body),
        )

    def _body(self, data: bytes) -> bytes:
        # Uploads hold whatever they hold.
        if not data[:64].lstrip().startswith((b"{", b"[")):
            return data

        def instead(found: re.Match[bytes]) -> bytes:
            return b'"%b"' % self._string(found[1])

        return _STRING.sub(instead, data)

    def _string(self, data: bytes) -> bytes:
        # What was made up is plain letters, and what is escaped is none of it.
        if data.isascii() and b"\\" not in data:
            text = data.decode()
            if (signature := self._signatures.get(text)) is not None:
                return signature.encode()
            if text in self._live:
                return self._or_same(text).encode()
        return _IN_BYTES.sub(lambda found: self._or_same(found[0].decode()).encode(), data)

    def _segment(self, segment: str) -> str:
        plain = unquote_plus(segment)
        return quote(self._or_same(plain), safe="") if plain in self._live else segment

    def _field(self, field: str) -> str:
        name, _, value = field.partition("=")
        plain = unquote_plus(value)
        return f"{name}={quote(self._or_same(plain), safe='')}" if plain in self._live else field

    def _or_same(self, text: str) -> str:
        live = self._live.get(text, text)
        if live is None:
            raise NoCounterpartError(
                f"it continues {text[:40]!r}, for which the real API has made nothing in this run"
            )
        return live


def _told(exchange: Exchange) -> dict[_Group, list[str]]:
    """
    What an answer names, each once and in order, by what it is.
    """
    told: dict[_Group, dict[str, None]] = {}
    for group, text in (*_of_headers(exchange), *_walk(whole_of(exchange))):
        if len(text) >= _SHORTEST:
            told.setdefault(group, {})[text] = None
    return {group: list(texts) for group, texts in told.items()}


def _of_headers(exchange: Exchange) -> Iterator[tuple[_Group, str]]:
    answer = exchange.answer
    if isinstance(answer, Polls):
        return
    for _, value in answer.headers:
        # The later legs of an upload go to an address that was made up for it.
        if f"{_UPLOAD}=" in value:
            found = dict(parse_qsl(urlsplit(value).query)).get(_UPLOAD)
            yield from [((_UPLOAD,), found)] if found else []


def _walk(value: Json) -> Iterator[tuple[_Group, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item)
    kind, name = type_of(value), mapping(value).get("name")
    for key, item in mapping(value).items():
        if not isinstance(item, str):
            yield from _walk(item)
        elif key == _SIGNATURE:
            yield (_SIGNATURE, kind), item
        elif key in _NAMING:
            yield (key, kind, name if isinstance(name, str) else ""), item
        else:
            yield from ((("file",), found) for found in _FILE.findall(item))


def _sized(headers: Headers, size: int) -> Headers:
    """
    The headers with the size that the body has now, where they told one.
    """
    length = ("content-length", str(size))
    return tuple(length if header[0] == length[0] else header for header in headers)
