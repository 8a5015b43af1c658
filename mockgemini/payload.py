"""
The bytes of a body, wherever they lie: read once from the wire, kept in memory or in a file.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import weakref
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import BinaryIO

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
        if (data := self._data) is not None:
            return len(data)
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
        self._file: BinaryIO | None = None
        self._path: Path | None = None
        self._abandoned: weakref.finalize[[BinaryIO, Path], Spool] | None = None
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """
        Add the next bytes.
        """
        self.size += len(chunk)
        self._sha.update(chunk)
        if self._file is not None:
            self._file.write(chunk)
            return
        self._start += chunk
        if self.size > SPOOL_AT:
            self._spill()

    def payload(self) -> Payload:
        """
        What was written so far; writing on afterwards is a mistake.
        """
        digest = self._sha.hexdigest()
        if self._file is None or self._path is None:
            return Payload(bytes(self._start), digest=digest)
        self._file.close()
        payload = Payload(path=self._path, digest=digest)
        if self._abandoned is not None:
            self._abandoned.detach()
        weakref.finalize(payload, _forget, self._path)
        return payload

    def _spill(self) -> None:
        handle, name = tempfile.mkstemp(prefix="mockgemini-")
        # Chunks are large enough to go to the file as they come.
        self._file = os.fdopen(handle, "wb", buffering=0)
        self._file.write(self._start)
        self._path = Path(name)
        self._abandoned = weakref.finalize(self, _abandon, self._file, self._path)
        self._start.clear()


def _abandon(file: BinaryIO, path: Path) -> None:
    file.close()
    _forget(path)


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)


class Body:
    """
    A request's body, which can be read once from the wire: whole, or chunk by chunk.

    Once whole it stays, so that every later reader gets the same Payload.
    """

    __slots__ = ("_chunks", "_payload")

    def __init__(
        self, chunks: AsyncIterator[bytes] | None = None, payload: Payload | None = None
    ) -> None:
        self._chunks = chunks
        self._payload = Payload() if chunks is None and payload is None else payload

    @classmethod
    def of(cls, data: bytes | Payload) -> Body:
        """
        A body that is whole from the start.
        """
        return cls(None, data if isinstance(data, Payload) else Payload(data))

    @property
    def is_whole(self) -> bool:
        """
        All of it has been read, so that `payload` is there.
        """
        return self._payload is not None

    @property
    def held(self) -> int | None:
        """
        How many bytes are in memory; None where it has not been read, or is in a file.
        """
        payload = self._payload
        return None if payload is None or payload.path is not None else payload.size

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

    async def chunks(self) -> AsyncGenerator[bytes, None]:
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
