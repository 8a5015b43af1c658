"""
The heads of answers in bytes, made once for answers that are given again and again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TypeAlias

from mockgemini.exchange import Headers

Encoded: TypeAlias = tuple[tuple[bytes, bytes], ...]
"""Headers in bytes."""


@dataclass(frozen=True, slots=True)
class Head:
    """
    Status and headers. `wire` is the same as HTTP/1.1 has it, None where a server has to look at
    it before it goes out. `is_chunked`: nothing in it says how long the body is.
    """

    status: int
    headers: Encoded
    wire: bytes | None = None
    is_chunked: bool = False

    def whole(self, body: bytes) -> bytes | None:
        """
        The answer with this body, as HTTP/1.1 has it; None as for `wire`.
        """
        if self.wire is None:
            return None
        if not self.is_chunked:
            return self.wire + body
        chunk = b"%x\r\n%b\r\n" % (len(body), body) if body else b""
        return b"%b%b0\r\n\r\n" % (self.wire, chunk)


class Heads:
    """
    Remembers the heads it has made.
    """

    def __init__(self) -> None:
        self._encode = lru_cache(maxsize=_KNOWN)(_encode_unframed)
        self._unended = lru_cache(maxsize=_KNOWN)(_unended)
        self._known: dict[int, tuple[Headers, int, int | None, Head]] = {}

    def of(self, status: int, headers: Headers, size: int | None) -> Head:
        """
        The head of an answer whose body has so many bytes; None for one that says nothing of it.

        What the headers say of how the body was framed when it was recorded is left out.
        """
        # By identity, which what is kept cannot lose: even a hash of all headers would take longer.
        known = self._known.get(id(headers))
        if known is not None and known[2] == size and known[1] == status:
            return known[3]
        if len(self._known) > _KNOWN:
            self._known.clear()
        head = self._made(status, self._encode(headers), size)
        self._known[id(headers)] = headers, status, size, head
        return head

    def _made(self, status: int, headers: Encoded, size: int | None) -> Head:
        if status in _BODILESS:
            return Head(status, headers)
        begun = self._unended(status, headers)
        if size is None:
            return Head(status, headers, begun and begun + _CHUNKED, is_chunked=True)
        headers = (*headers, (b"content-length", b"%d" % size))
        return Head(status, headers, begun and b"%bcontent-length: %d\r\n\r\n" % (begun, size))


def passed(status: int, headers: Headers) -> Head:
    """
    The head of an answer that is given once, as it came: in chunks, if no length is told.
    """
    encoded = encode(headers)
    begun = None if status in _BODILESS else _unended(status, encoded)
    if begun is None:
        return Head(status, encoded)
    if any(name == b"content-length" for name, _ in encoded):
        return Head(status, encoded, begun + b"\r\n")
    return Head(status, encoded, begun + _CHUNKED, is_chunked=True)


def encode(headers: Headers) -> Encoded:
    """
    Headers as ASGI has them; what Latin-1 cannot hold, such as a cassette's name, goes as UTF-8.
    """
    return tuple([(name.encode(), _encode(value)) for name, value in headers])


def _encode(value: str) -> bytes:
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()


def _encode_unframed(headers: Headers) -> Encoded:
    return encode(tuple(header for header in headers if header[0] not in _FRAMING))


def _unended(status: int, headers: Encoded) -> bytes | None:
    """
    A head without what says where its body ends; None for one that a server has to look at.
    """
    lines = [_STATUS_LINE % (status, _phrase(status))]
    for name, value in headers:
        if _NO_TOKEN.search(name) or _NO_VALUE.search(value):
            return None
        lines.append(b"%b: %b\r\n" % (name, value))
    return b"".join(lines)


def _phrase(status: int) -> bytes:
    try:
        return HTTPStatus(status).phrase.encode()
    except ValueError:
        return b""


_KNOWN = 1024
_FRAMING = frozenset({"connection", "content-length", "keep-alive", "transfer-encoding"})
# RFC 9110, 8.6: these answers have no content-length.
_BODILESS = frozenset({204, 304})
_CHUNKED = b"transfer-encoding: chunked\r\n\r\n"
_STATUS_LINE = b"HTTP/1.1 %d %b\r\n"
# RFC 9110, 5.1 and 5.5.
_NO_TOKEN = re.compile(rb"[^!#$%&'*+\-.^_`|~0-9A-Za-z]|^$")
_NO_VALUE = re.compile(rb"[\x00-\x08\n-\x1f\x7f]")
