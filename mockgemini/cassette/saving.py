"""
Cassettes onto the disk: whole or not at all.
"""

from __future__ import annotations

import os
from pathlib import Path

from mockgemini.cassette.blobs import FOLDER
from mockgemini.cassette.cassette import Cassette, Describe
from mockgemini.cassette.reading import WHOLE
from mockgemini.cassette.writing import Writer, dump
from mockgemini.errors import CassetteError, SecretError
from mockgemini.redaction import Redactor


def save(
    cassette: Cassette,
    path: Path,
    redactor: Redactor | None = None,
    *,
    describe: Describe | None = None,
    refuses: bool = True,
) -> None:
    """
    Write a cassette and its large blobs; what stood at `path` is replaced at the very end.

    A CassetteError where the folder cannot be written, a SecretError where nothing may be; what
    resembles a secret is replaced instead where this `refuses` nothing.
    """
    try:
        folder = path.parent / FOLDER
        text = dump(cassette, redactor, folder=folder, describe=describe, refuses=refuses)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, text)
    except SecretError as error:
        raise SecretError(f"{path}: {error}") from None
    except OSError as error:
        raise CassetteError(f"{path}: cannot be written: {error.strerror}") from None


def save_unfinished(cassette: Cassette, part: Path, redactor: Redactor) -> None:
    """
    Write a `.part` anew, so that it can be read as one; what resembles a secret is replaced.
    """
    writer = Writer(redactor, folder=part.parent / FOLDER, is_unfinished=True)
    texts = [writer.exchange(exchange) for exchange in cassette.exchanges]
    writer.store()
    header = writer.header(cassette.header)
    replace(part, header + "".join(f"{text}\n{WHOLE}\n" for text in texts))


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
