"""
The files in which secrets are looked for: cassettes, failed and unfinished ones too, and their
blobs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mockgemini.cassette.blobs import FOLDER, find_file
from mockgemini.cassette.reading import is_cassette

_BLOB = re.compile(r"\$blob:([0-9a-f]{16})")
_NAME = re.compile(r"[0-9a-f]{16}(?:\.\w+)?")


def searched(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """
    The files of these paths that are searched, folders with all below them, and the named ones that
    are passed over, being none of ours.
    """
    found: dict[Path, None] = {}
    foreign: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found |= dict.fromkeys(file for file in sorted(path.rglob("*")) if _is_ours(file))
        elif _is_ours(path):
            found |= dict.fromkeys([path, *blobs_of(path)])
        else:
            foreign[path] = None
    return list(found), list(foreign)


def blobs_of(cassette: Path) -> Iterator[Path]:
    """
    The files of the large blobs that a cassette refers to, as far as they are there.
    """
    for name in sorted(names(cassette)):
        if (file := find_file(cassette.parent / FOLDER, name)) is not None:
            yield file


def names(cassette: Path) -> set[str]:
    """
    The names of the blobs that stand in a cassette's text.
    """
    return set(_BLOB.findall(cassette.read_text(encoding="utf-8", errors="replace")))


def is_blob(path: Path) -> bool:
    """
    Whether a file is a large blob, by its name and folder.
    """
    return path.parent.name == FOLDER and _NAME.fullmatch(path.name) is not None


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False
    return is_blob(path) or (path.suffix in {".yaml", ".yml", ".part"} and is_cassette(path))
