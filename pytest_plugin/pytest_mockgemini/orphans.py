"""
Cassettes and blobs that no test wants: which they are, and their removal. Looks at no other files.

Where something cannot be read, what it may name or hold is left alone.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from mockgemini.cassette.blobs import FOLDER
from mockgemini.cassette.reading import is_cassette
from mockgemini.exchange import Payload

_BLOB = re.compile(r"([0-9a-f]{16})\.[a-z0-9]+")


@dataclass(slots=True)
class Orphans:
    """
    What a folder holds beside what is wanted.

    `spared`: cassettes whose test may still be there. `leftovers`: recordings that never became
    one. `closed`: why folders could not be looked into.
    """

    cassettes: list[Path] = field(default_factory=list)
    blobs: list[Path] = field(default_factory=list)
    spared: list[Path] = field(default_factory=list)
    leftovers: list[Path] = field(default_factory=list)
    closed: dict[Path, str] = field(default_factory=dict)

    @property
    def files(self) -> list[Path]:
        """
        What can go. Leftovers were paid for, and are for a person to judge.
        """
        return [*self.cassettes, *self.blobs]

    def delete(self) -> dict[Path, str]:
        """
        Remove them, and the folders that are empty then; gives what is still there, and why.
        """
        kept = _unlink(self.cassettes)
        beside = {file.parent for file in kept}
        named = [blob for blob in self.blobs if blob.parent.parent in beside]
        kept |= dict.fromkeys(named, "a cassette that is still there may name it")
        kept |= _unlink(blob for blob in self.blobs if blob not in kept)
        for folder in sorted({file.parent for file in self.files}, reverse=True):
            # None goes that is not empty; one that stays does no harm.
            with suppress(OSError):
                folder.rmdir()
        return kept


def orphans(
    folders: Iterable[Path], wanted: Collection[Path], is_spared: Callable[[Path], bool]
) -> Orphans:
    """
    The orphans of some folders; all paths are resolved ones.

    `is_spared` is asked only of cassettes that no test has asked for.
    """
    found = Orphans()
    asked = {_spelled(path) for path in wanted}
    files = {file: folder for folder in folders for file in _files(folder, found.closed)}
    for file, folder in files.items():
        place = _real(file)
        # A link may lead to what is not ours to judge.
        is_open = _spelled(place) not in asked and place.is_relative_to(folder)
        if is_open and ".yaml" in file.name and is_cassette(file):
            _sort(file, is_spared, found)
    places = {file.parent for file, folder in files.items() if file.parent != folder}
    for place in sorted(each for each in places if each.name == FOLDER):
        found.blobs += _unnamed(place, found.cassettes)
    return found


def _files(folder: Path, closed: dict[Path, str]) -> list[Path]:
    """
    All there are, in order; a folder that is not there has none.
    """
    failed: list[OSError] = []
    every = [
        Path(place, name)
        for place, _, names in os.walk(folder, onerror=failed.append)
        for name in names
    ]
    for error in failed:
        if not isinstance(error, FileNotFoundError):
            closed[Path(error.filename)] = _why(error)
    return sorted(every)


def _sort(file: Path, is_spared: Callable[[Path], bool], found: Orphans) -> None:
    if file.name.endswith((".part", ".failed.yaml")):
        found.leftovers.append(file)
    elif file.suffix == ".yaml":
        (found.spared if is_spared(file) else found.cassettes).append(file)


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
    beside = [file for file in folder.parent.glob("*.yaml*") if file not in orphaned]
    try:
        texts = [file.read_bytes() for file in beside if file.is_file()]
        return [
            blob
            for blob in blobs
            if not any(blob.stem.encode() in text for text in texts) and _is_ours(blob)
        ]
    except OSError:
        return []


def _is_ours(blob: Path) -> bool:
    return not blob.is_symlink() and Payload(path=blob).digest().startswith(blob.stem)


def _unlink(files: Iterable[Path]) -> dict[Path, str]:
    """
    Remove these; gives those that are still there, and why. One that has gone meanwhile is gone.
    """
    kept = {}
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            kept[file] = _why(error)
    return kept


def _why(error: OSError) -> str:
    return error.strerror or str(error)


def _real(file: Path) -> Path:
    return Path(os.path.realpath(file))
