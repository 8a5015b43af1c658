"""
What upstream compressed although it was asked not to, made plain for the copy that is kept.
"""

from __future__ import annotations

import zlib
from typing import Protocol


class Decoding(Protocol):
    """
    A content-encoding, undone bit by bit.
    """

    def feed(self, chunk: bytes) -> bytes:
        """
        What `chunk` makes known of the body; a `zlib.error` where it is not what it claims to be.
        """


class Plain:
    """
    Nothing to undo.
    """

    def feed(self, chunk: bytes) -> bytes:
        """
        The chunk itself.
        """
        return chunk


class Inflating:
    """
    gzip, of one member or several, or zlib's format.
    """

    def __init__(self, kind: int = 32 + zlib.MAX_WBITS) -> None:
        self._kind = kind
        self._inflater = zlib.decompressobj(kind)

    def feed(self, chunk: bytes) -> bytes:
        """
        The bytes that `chunk` unpacks to; often none.
        """
        plain = b""
        while chunk:
            plain += self._inflater.decompress(chunk)
            chunk = self._inflater.unused_data
            if self._inflater.eof:
                self._inflater = zlib.decompressobj(self._kind)
        return plain


class Deflated:
    """
    `deflate`: by the book zlib's format, in practice also a bare stream; two bytes tell which.
    """

    def __init__(self) -> None:
        self._start = b""
        self._inflating: Inflating | None = None

    def feed(self, chunk: bytes) -> bytes:
        """
        The bytes that `chunk` unpacks to; often none.
        """
        if self._inflating is None:
            self._start += chunk
            if len(self._start) < 2:
                return b""
            chunk, self._start = self._start, b""
            self._inflating = Inflating(zlib.MAX_WBITS if _has_header(chunk) else -zlib.MAX_WBITS)
        return self._inflating.feed(chunk)


def _has_header(start: bytes) -> bool:
    # RFC 1950, 2.2: the method is 8, and the two bytes are a multiple of 31.
    return start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0


def decoding(encoding: str | None) -> Decoding | None:
    """
    How to undo a content-encoding; None for one that we do not know.
    """
    name = (encoding or "identity").strip().lower()
    if name == "identity":
        return Plain()
    if name in {"gzip", "x-gzip"}:
        return Inflating()
    return Deflated() if name == "deflate" else None
