"""
Long opaque data kept aside under a name made of its content: small ones with their exchange, large
ones as files that any number of cassettes in a folder share.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
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
_EXTENSIONS = ("bin", "mp4", *(extension for _, extension in _MAGIC), *_CONTAINERS.values())


_NAME = re.compile("[0-9a-f]{16}")


class BlobWriter:
    """
    Takes what exchanges keep aside; nothing is written before `store`.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._waiting: dict[str, Payload] = {}

    def place(self, folded: dict[str, str]) -> dict[str, str]:
        """
        Set aside what is large; give back what stays inline. Without a folder all stays.
        """
        inline: dict[str, str] = {}
        for name, encoded in folded.items():
            if len(encoded) <= INLINE_UP_TO or self._folder is None:
                inline[name] = encoded
            else:
                self._waiting[name] = Payload(base64.b64decode(encoded))
        return inline

    def place_bytes(self, payload: Payload) -> dict[str, str]:
        """
        The same for a body that is binary as a whole.
        """
        small = payload.size * 4 // 3 + 4 <= INLINE_UP_TO
        if small or self._folder is None:
            return {payload.name: base64.b64encode(payload.read()).decode()}
        self._waiting[payload.name] = payload
        return {}

    def store(self) -> None:
        """
        Write to files what was set aside, except what is there already.

        Files stand under their final name or not at all.
        """
        while self._waiting and self._folder is not None:
            name, payload = self._waiting.popitem()
            if find_file(self._folder, name) is None:
                _write(self._folder, name, payload)


class BlobReader:
    """
    Finds blobs by name: those of one exchange, then the files that lie beside its cassette.

    `where` (`file:line`) is for complaints. What does not match its name is refused at first use.
    """

    def __init__(self, inline: dict[str, str], cassette: Path | None, where: str) -> None:
        self._inline = inline
        self._cassette = cassette
        self._where = where

    def base64(self, name: str) -> str | None:
        """
        The base64 of a blob; a CassetteError where it is missing or not what its name says.
        """
        if (encoded := self._inline.get(name)) is not None:
            self._check(name, hashlib.sha256(self._decoded(name, encoded)).hexdigest())
            return encoded
        return base64.b64encode(self._file(name).read()).decode()

    def payload(self, name: str) -> Payload:
        """
        A blob as a body of its own; a file is not read before somebody asks.
        """
        if (encoded := self._inline.get(name)) is not None:
            data = self._decoded(name, encoded)
            digest = hashlib.sha256(data).hexdigest()
            self._check(name, digest)
            return Payload(data, digest=digest)
        return self._file(name)

    def _file(self, name: str) -> Payload:
        if not _NAME.fullmatch(name):
            raise CassetteError(
                f"{self._where}: a blob's name is 16 hex digits, small letters, not {name[:60]!r}"
            )
        folder = None if self._cassette is None else folder_beside(self._cassette)
        path = None if folder is None else find_file(folder, name)
        if path is None:
            raise CassetteError(
                f"{self._where}: the blob {name} is neither under the exchange's 'blobs' nor a "
                f"file in {folder}; was it left out of the commit?"
            )
        return Payload.kept(path, name, lambda file: self._check(name, _digest(file)))

    def _decoded(self, name: str, encoded: str) -> bytes:
        try:
            return base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raise CassetteError(f"{self._where}: the blob {name} is not base64") from None

    def _check(self, name: str, digest: str) -> None:
        if digest[:16] != name:
            raise CassetteError(f"{self._where}: the blob {name} does not hold what its name says")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _write(folder: Path, name: str, payload: Payload) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{name}.{os.getpid()}"
    try:
        with unfinished.open("wb") as file:
            for piece in payload.pieces():
                file.write(piece)
        with unfinished.open("rb") as file:
            extension = extension_of(file.read(16))
        unfinished.replace(folder / f"{name}.{extension}")
    finally:
        unfinished.unlink(missing_ok=True)


def folder_beside(cassette: Path) -> Path:
    """
    Where the blobs lie that are too large for a cassette.
    """
    return cassette.parent / FOLDER


def find_file(folder: Path, name: str) -> Path | None:
    """
    The file of a blob, whatever its ending.
    """
    # Asking for the endings we give is quicker than listing a folder of thousands.
    likely = [folder / f"{name}.{extension}" for extension in _EXTENSIONS]
    found = [path for path in likely if path.is_file()]
    others = (path for path in sorted(folder.glob(f"{name}.*")) if path.is_file())
    return next(iter(found), None) or next(others, None)


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
