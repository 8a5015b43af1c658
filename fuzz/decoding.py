"""
What the recorder and the importer unpack: the bytes, or a refusal, in bounded memory.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

from fuzz.target import Target
from mockgemini.convert.decoding import decoded
from mockgemini.errors import MockGeminiError
from mockgemini.record.decoding import decoding

_ENCODINGS = ("gzip", "deflate", "identity", "br", "zstd", "x-gzip")


def check(data: bytes) -> None:
    """
    The first byte says which encoding it claims to be and how it is cut.
    """
    kind, body = (data[0], data[1:]) if data else (0, b"")
    encoding = _ENCODINGS[kind % len(_ENCODINGS)]
    undo = decoding(encoding)
    if undo is not None:
        try:
            for at in range(0, len(body), kind + 1):
                undo.feed(body[at : at + kind + 1])
        except zlib.error:
            pass
    try:
        decoded(body, encoding, 1024 * 1024)
    except (MockGeminiError, ValueError):
        return


def inputs() -> Iterator[bytes]:
    """
    Packed text, of one and of several members.
    """
    packed = gzip.compress(b"hello " * 50, mtime=0)
    yield b"\x00" + packed
    yield b"\x06" + packed + packed
    yield b"\x01" + zlib.compress(b"hello " * 50)
    yield b"\x07" + zlib.compress(b"hello " * 50)[2:-4]


TARGET = Target("decoding", check, inputs)
