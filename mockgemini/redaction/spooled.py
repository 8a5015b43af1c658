"""
Bodies too large to be held in one piece: read block by block, and written anew without secrets.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator

from mockgemini.payload import Payload, Spool

_OVERLAP = 64 * 1024
"""Characters that a block and the next have in common: more than any secret is long."""

_BLOCK = 1024 * 1024


def cleaned(payload: Payload, clean: Callable[[str], str]) -> Payload:
    """
    The payload as `clean` leaves its text; itself where that changes nothing, and where it is no
    UTF-8, as pictures and sounds are not.
    """
    spool = Spool()
    is_changed = False
    try:
        for text, had_secrets in _blocks(payload, clean):
            is_changed = is_changed or had_secrets
            spool.write(text.encode())
    except UnicodeDecodeError:
        return payload
    return spool.payload() if is_changed else payload


def _blocks(payload: Payload, clean: Callable[[str], str]) -> Iterator[tuple[str, bool]]:
    """
    The clean text of each block, and whether that is news.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    waiting = ""
    for piece in payload.pieces():
        waiting += decoder.decode(piece)
        if len(waiting) >= _BLOCK:
            after = clean(waiting)
            yield after[:-_OVERLAP], after != waiting
            waiting = after[-_OVERLAP:]
    waiting += decoder.decode(b"", final=True)
    after = clean(waiting)
    yield after, after != waiting
