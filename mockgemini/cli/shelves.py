"""
Paths that a user names, as cassettes; and what else lies beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.cassette.tape import leftovers
from mockgemini.errors import UsageError
from mockgemini.spaces.worlds import cassette_files, shelf_name


def shelf(paths: Iterable[Path]) -> dict[str, Cassette]:
    """
    All cassettes of files and folders, by the name under which each can be asked alone.

    A folder's files that are no cassettes are passed over; a file named by itself must be one.
    """
    cassettes: dict[str, Cassette] = {}
    for path in paths:
        for name, file in _files(path):
            if name in cassettes:
                raise UsageError(
                    f"{file}: there is another cassette named {name!r}; serve them apart"
                )
            cassettes[name] = load(file)
        for file in _recorded(path):
            tell_leftovers(file)
    return cassettes


def tell_leftovers(path: Path) -> None:
    """
    Name the unfinished recordings of a cassette, on standard error.
    """
    for part in leftovers(path):
        click.echo(
            f"mockgemini: {part} is a recording that was never finished; "
            f"read it with 'mockgemini show {part}', keep it or delete it",
            err=True,
        )


def existing(path: Path) -> Path:
    """
    A path that is there; a UsageError where it is not, which names what was left of it.
    """
    if not path.exists():
        left = " or ".join(map(str, leftovers(path)))
        hint = f"; the recording {left} was never finished" if left else ""
        raise UsageError(f"{path}: there is no such file or folder{hint}")
    return path


def _files(path: Path) -> list[tuple[str, Path]]:
    if not existing(path).is_dir():
        return [(path.with_suffix("").name, path)]
    return [(shelf_name(file, path), file) for file in cassette_files(path)]


def _recorded(path: Path) -> list[Path]:
    """
    What was, or should have become, a cassette.
    """
    if not path.is_dir():
        return [path]
    parts = path.rglob("*.part")
    return sorted({part.with_name(part.name.partition(".part")[0]) for part in parts})
