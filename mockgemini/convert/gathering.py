"""
Files and folders into one summary: what was read, and what was passed over and why.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mockgemini.convert import sniffing
from mockgemini.convert.source import Gathered
from mockgemini.errors import CassetteError, UsageError

SUFFIXES = (".yaml", ".yml", ".json", ".har", ".txt", ".sse")
"""The files that a walk through a folder looks at."""


def read_all(
    paths: Iterable[Path], progress: Callable[[int, int, Path], None] = lambda *_: None
) -> Gathered:
    """
    Read files, and folders with all below them, sorted by name.

    A file that was named and cannot be read is a CassetteError; one met on the walk is skipped.
    `progress` is told before each file which it is, of how many, and its path.
    """
    found = _found(paths)
    gathered = Gathered()
    for number, (path, is_named) in enumerate(found.items(), 1):
        progress(number, len(found), path)
        try:
            gathered.files.append((path, sniffing.read(path)))
        except sniffing.OwnCassetteError as error:
            gathered.skipped.append((path, _reason(error, path)))
        except (CassetteError, UsageError) as error:
            if is_named:
                raise
            gathered.skipped.append((path, _reason(error, path)))
    return gathered


def _found(paths: Iterable[Path]) -> dict[Path, bool]:
    """
    Each file once, where it came first, and whether it was named.
    """
    found: dict[Path, bool] = {}
    for path in paths:
        if path.is_dir():
            for each in _below(path):
                found.setdefault(each, False)
        else:
            found[path] = True
    return found


def _below(folder: Path) -> Iterator[Path]:
    """
    Hidden folders hold no recordings, and links may lead round in a circle.
    """
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(root) / name


def _reason(error: Exception, path: Path) -> str:
    return str(error).removeprefix(f"{path}: ")
