"""
Cassettes and blobs that no test wants: which they are, and their removal. Looks at no other files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mockgemini.cassette.blobs import FOLDER
from mockgemini.cassette.reading import is_cassette
from mockgemini.exchange import Payload

_BLOB = re.compile(r"([0-9a-f]{16})\.[a-z0-9]+")


@dataclass(slots=True)
class Orphans:
    """
    What a folder holds beside what is wanted; `leftovers` are recordings that never became one.
    """

    cassettes: list[Path] = field(default_factory=list)
    blobs: list[Path] = field(default_factory=list)
    leftovers: list[Path] = field(default_factory=list)

    @property
    def files(self) -> list[Path]:
        """
        What can go. Leftovers were paid for, and are for a person to judge.
        """
        return [*self.cassettes, *self.blobs]

    def delete(self) -> None:
        """
        Remove them, and the folders that are empty then.
        """
        for file in self.files:
            file.unlink(missing_ok=True)
        for folder in sorted({file.parent for file in self.files}, reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()


def orphans(folders: Iterable[Path], wanted: Collection[Path]) -> Orphans:
    """
    The orphans of some folders; all paths are resolved ones.
    """
    found = Orphans()
    spared = {_spelled(path) for path in wanted}
    for folder in folders:
        for file in sorted(folder.rglob("*.yaml*")):
            _sort(file, folder, spared, found)
    for folder in sorted({blobs for each in folders for blobs in each.rglob(FOLDER)}):
        found.blobs += _unnamed(folder, found.cassettes)
    return found


def _sort(file: Path, folder: Path, spared: Collection[str], found: Orphans) -> None:
    place = file.resolve()
    # A link may lead to what is not ours to judge.
    if _spelled(place) in spared or not place.is_relative_to(folder) or not is_cassette(file):
        return
    if file.suffix == ".part" or file.name.endswith(".failed.yaml"):
        found.leftovers.append(file)
    elif file.suffix == ".yaml":
        found.cassettes.append(file)


def _spelled(path: Path) -> str:
    """
    A path as the most forgiving of file systems compares it.
    """
    return unicodedata.normalize("NFC", str(path)).casefold()


def _unnamed(folder: Path, orphaned: Collection[Path]) -> list[Path]:
    """
    The blobs that nothing beside their folder names, cassettes without a test excepted.
    """
    blobs = [file for file in sorted(folder.glob("*.*")) if _BLOB.fullmatch(file.name)]
    if not blobs:
        return []
    # A cassette amid a merge cannot be read, and names its blobs all the same.
    beside = [file for file in folder.parent.glob("*.yaml*") if file.is_file()]
    texts = [file.read_bytes() for file in beside if file not in orphaned]
    return [
        blob
        for blob in blobs
        if not any(blob.stem.encode() in text for text in texts) and _is_ours(blob)
    ]


def _is_ours(blob: Path) -> bool:
    return not blob.is_symlink() and Payload(path=blob).digest().startswith(blob.stem)
