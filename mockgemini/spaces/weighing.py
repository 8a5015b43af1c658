"""
How large a request may be: what the real API would not take is refused before it fills memory or
disk. Only what we answer ourselves is weighed; what is recorded is for the real API to judge.
"""

from __future__ import annotations

from contextlib import aclosing

from mockgemini.exchange import Payload, Reply, Request
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.refusal import Refusal

LARGEST = 100 * 1024**2
"""Bytes of a request; Google's documentation has the same number."""

LARGEST_UPLOAD = 2 * 1024**3 + 1024**2
"""Bytes of a request that brings a file: the largest there is, and what is said of it."""

MOST_VALUES = 4_000_000
"""JSON values in a request, by its brackets and commas: each takes far more memory than a byte."""


async def weighed(request: Request) -> Reply | None:
    """
    Read the body; a refusal where it is too large, without reading all of it.
    """
    called = operation(request.method, request.path)
    is_upload = called.kind is Kind.FILE_UPLOAD
    limit = LARGEST_UPLOAD if is_upload else LARGEST
    if not await _is_within(limit, request):
        told = f"Request payload size exceeds the limit: {limit} bytes."
    elif not is_upload and _values(request.body.payload) > MOST_VALUES:
        told = f"Request payload has more than {MOST_VALUES} values."
    else:
        return None
    refusal = Refusal(413, "invalid_request", told)
    return refusal.interactions() if called.is_interaction else refusal.google()


async def _is_within(limit: int, request: Request) -> bool:
    length = request.header("content-length")
    if length is not None and int(length) > limit:
        return False
    size = 0
    async with aclosing(request.body.chunks()) as chunks:
        async for chunk in chunks:
            size += len(chunk)
            if size > limit:
                return False
    return True


def _values(payload: Payload) -> int:
    return sum(piece.count(sign) for piece in payload.pieces() for sign in (b",", b"[", b"{"))
