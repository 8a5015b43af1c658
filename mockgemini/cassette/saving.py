"""
Cassettes onto the disk: whole or not at all.
"""

from __future__ import annotations

import os
from pathlib import Path

from mockgemini.cassette.blobs import FOLDER
from mockgemini.cassette.cassette import Cassette, Describe
from mockgemini.cassette.writing import dump
from mockgemini.errors import CassetteError, SecretError
from mockgemini.redaction import Redactor


def save(
    cassette: Cassette,
    path: Path,
    redactor: Redactor | None = None,
    *,
    describe: Describe | None = None,
) -> None:
    """
    Write a cassette and its large blobs; what stood at `path` is replaced at the very end.

    A CassetteError where the folder cannot be written, a SecretError where nothing may be.
    """
    try:
        text = dump(cassette, redactor, folder=path.parent / FOLDER, describe=describe)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, text)
    except SecretError as error:
        raise SecretError(f"{path}: {error}") from None
    except OSError as error:
        raise CassetteError(f"{path}: cannot be written: {error.strerror}") from None


def replace(path: Path, text: str) -> None:
    """
    Put a text where a file is, so that any reader finds either the old or the new one, whole.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
