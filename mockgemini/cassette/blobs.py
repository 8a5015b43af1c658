"""
Long opaque data kept aside under a name made of its content: small ones with their exchange, large
ones as files that any number of cassettes in a folder share.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import shutil
from pathlib import Path

from mockgemini.errors import CassetteError
from mockgemini.exchange import Payload

INLINE_UP_TO = 4096
"""Base64 up to this many characters stays in the cassette."""

FOLDER = "blobs"

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"%PDF-", "pdf"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"PK\x03\x04", "zip"),
)
_CONTAINERS = {b"WAVE": "wav", b"WEBP": "webp", b"AVI ": "avi"}


class BlobWriter:
    """
    Takes what an exchange keeps aside; files stand under their final name or not at all.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def place(self, folded: dict[str, str]) -> dict[str, str]:
        """
        Write what is large to files; give back what stays inline. Without a folder all stays.
        """
        inline: dict[str, str] = {}
        for name, encoded in folded.items():
            if len(encoded) <= INLINE_UP_TO or self._folder is None:
                inline[name] = encoded
            else:
                self._store(name, Payload(base64.b64decode(encoded)))
        return inline

    def place_bytes(self, payload: Payload) -> dict[str, str]:
        """
        The same for a body that is binary as a whole.
        """
        small = payload.size * 4 // 3 + 4 <= INLINE_UP_TO
        if small or self._folder is None:
            return {payload.name: base64.b64encode(payload.read()).decode()}
        self._store(payload.name, payload)
        return {}

    def _store(self, name: str, payload: Payload) -> None:
        assert self._folder is not None  # noqa: S101 - callers looked
        if find_file(self._folder, name) is not None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f".{name}.{os.getpid()}"
        try:
            if payload.path is not None:
                shutil.copyfile(payload.path, unfinished)
            else:
                unfinished.write_bytes(payload.read())
            with unfinished.open("rb") as file:
                extension = extension_of(file.read(16))
            unfinished.replace(self._folder / f"{name}.{extension}")
        finally:
            unfinished.unlink(missing_ok=True)


class BlobReader:
    """
    Finds blobs by name: those of one exchange, then the files of the folder.

    `where` (`file:line`) is for complaints. What does not match its name is refused at first use.
    """

    def __init__(self, inline: dict[str, str], folder: Path | None, where: str) -> None:
        self._inline = inline
        self._folder = folder
        self._where = where

    def base64(self, name: str) -> str | None:
        """
        The base64 of a blob; a CassetteError where it is missing or not what its name says.
        """
        if (encoded := self._inline.get(name)) is not None:
            self._check(name, self._decoded(name, encoded))
            return encoded
        return base64.b64encode(self._file(name).read()).decode()

    def payload(self, name: str) -> Payload:
        """
        A blob as a body of its own; a file is not read before somebody asks.
        """
        if (encoded := self._inline.get(name)) is not None:
            data = self._decoded(name, encoded)
            self._check(name, data)
            return Payload(data, name=name)
        return self._file(name, check=False)

    def _file(self, name: str, *, check: bool = True) -> Payload:
        path = find_file(self._folder, name) if self._folder is not None else None
        if path is None:
            raise CassetteError(
                f"{self._where}: the blob {name} is neither under the exchange's 'blobs' nor a "
                f"file in {self._folder}; was it left out of the commit?"
            )
        payload = Payload(path=path, name=name)
        if check:
            self._check(name, payload.read())
        return payload

    def _decoded(self, name: str, encoded: str) -> bytes:
        try:
            return base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raise CassetteError(f"{self._where}: the blob {name} is not base64") from None

    def _check(self, name: str, data: bytes) -> None:
        if hashlib.sha256(data).hexdigest()[:16] != name:
            raise CassetteError(f"{self._where}: the blob {name} does not hold what its name says")


def find_file(folder: Path, name: str) -> Path | None:
    """
    The file of a blob, whatever its ending.
    """
    return next(iter(sorted(folder.glob(f"{name}.*"))), None)


def extension_of(start: bytes) -> str:
    """
    A file ending from the first bytes; `bin` for what is not known.
    """
    for magic, extension in _MAGIC:
        if start.startswith(magic):
            return extension
    if start.startswith(b"RIFF"):
        return _CONTAINERS.get(start[8:12], "bin")
    return "mp4" if start[4:8] == b"ftyp" else "bin"
