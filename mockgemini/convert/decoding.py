"""
Bodies as they were before content-encoding.

Recorders keep the header but often decode the body, so its first bytes decide.
"""

from __future__ import annotations

import zlib

LARGEST = 256 * 1024 * 1024
"""Bytes that a body may have once decoded."""

_GZIP = b"\x1f\x8b"
_AUTO = 32 + zlib.MAX_WBITS


def decoded(body: bytes, encoding: str, largest: int = LARGEST) -> bytes:
    """
    The body without its encoding; a ValueError says why there is none.
    """
    for name in reversed([name.strip() for name in encoding.lower().split(",")]):
        body = _decoded(body, name, largest)
    return body


def _decoded(body: bytes, name: str, largest: int) -> bytes:
    if not body or name in {"", "identity"}:
        return body
    if name in {"gzip", "x-gzip"}:
        return _inflated(body, _AUTO, largest) if body.startswith(_GZIP) else body
    if name == "deflate":
        return _deflated(body, largest)
    if not _is_text(body):
        raise ValueError(f"its body is still encoded as {name!r}, which cannot be decoded here")
    return body


def _deflated(body: bytes, largest: int) -> bytes:
    """
    With zlib's head, or raw as some servers send it, or decoded already.
    """
    for bits in (_AUTO, -zlib.MAX_WBITS):
        try:
            return _inflated(body, bits, largest)
        except ValueError:
            continue
    if _is_text(body):
        return body
    raise ValueError("its body is not readable as deflate")


def _inflated(body: bytes, bits: int, largest: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while body:
        inflater = zlib.decompressobj(bits)
        try:
            pieces.append(inflater.decompress(body, largest + 1 - size))
        except zlib.error:
            raise ValueError("its compressed body is damaged") from None
        size += len(pieces[-1])
        if size > largest:
            raise ValueError(f"its body is larger than {largest} bytes once decompressed")
        if not inflater.eof:
            raise ValueError("its compressed body breaks off")
        body = inflater.unused_data
    return b"".join(pieces)


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
