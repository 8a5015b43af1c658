"""
A `multipart/related` body taken apart: what is said of a file, and the file, which stays on disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mockgemini.exchange import Payload, Spool
from mockgemini.wire.refusal import invalid

_BOUNDARY = re.compile(r"""boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
_LONGEST_HEAD = 1024 * 1024
"""Bytes that the first part and the second one's headers may have."""


@dataclass(frozen=True, slots=True)
class Parts:
    """
    The JSON of the first part; type and bytes of the second.
    """

    metadata: bytes
    mime_type: str | None
    payload: Payload


def parts(content_type: str, body: Payload) -> Parts:
    """
    Refused where that is not two parts.
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise invalid(f"A multipart upload names its boundary; '{content_type}' does not.")
    return _Reader(body, (found[1] or found[2]).encode()).parts()


class _Reader:
    """
    Reads a body once, from its beginning to its end, and keeps no more than it has to.
    """

    def __init__(self, body: Payload, boundary: bytes) -> None:
        self._pieces: Iterator[bytes] = body.pieces()
        # As if the first boundary had a line before it, as all others have.
        self._held = b"\r\n"
        self._boundary = b"\r\n--" + boundary

    def parts(self) -> Parts:
        self._until(self._boundary)
        self._until(b"\r\n\r\n")
        metadata = self._until(self._boundary)
        head = self._until(b"\r\n\r\n")
        mime_type = re.search(rb"(?im)^content-type:[ \t]*(.+?)[ \t]*$", head.replace(b"\r", b""))
        payload = self._rest()
        return Parts(metadata, mime_type[1].decode("latin-1") if mime_type else None, payload)

    def _until(self, mark: bytes) -> bytes:
        """
        What stands before the mark, which is passed over.
        """
        while (at := self._held.find(mark)) < 0:
            piece = next(self._pieces, b"")
            if not piece or len(self._held) > _LONGEST_HEAD:
                raise invalid("A multipart upload has two parts; this one ends before the second.")
            self._held += piece
        before, self._held = self._held[:at], self._held[at + len(mark) :]
        return before

    def _rest(self) -> Payload:
        """
        What stands before the next boundary.
        """
        spool, size = Spool(), len(self._boundary)
        while (at := self._held.find(self._boundary)) < 0:
            # The end of what is here may be the beginning of the boundary.
            safe = max(len(self._held) - size, 0)
            spool.write(self._held[:safe])
            piece = next(self._pieces, b"")
            if not piece:
                raise invalid("A multipart upload ends in its boundary; this one breaks off.")
            self._held = self._held[safe:] + piece
        spool.write(self._held[:at])
        return spool.payload()
