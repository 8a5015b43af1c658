"""
What requests want: read from their bodies, and remembered for those that come again byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockgemini.exchange import Request
from mockgemini.jsontext import Json, parse
from mockgemini.synthesize.composing.composer import Composer, concerned
from mockgemini.wire import register
from mockgemini.wire.brief import Brief
from mockgemini.wire.canonical import Rules, canonical
from mockgemini.wire.complaints import Complaint

_REMEMBERED = 256
"""Requests; suites and load generators repeat a few."""

_LARGEST = 16 * 1024
"""Bytes of a body that is remembered."""

_NO_RULES = Rules()


class Wish(NamedTuple):
    """
    One request to create an interaction. `key` is the same for all spellings of it; `composers`
    are those that may have an answer.
    """

    brief: Brief
    key: bytes
    composers: tuple[Composer, ...]


class Wishes:
    """
    Reads requests; gives the same Wish for the same bytes.
    """

    def __init__(self, composers: Sequence[Composer]) -> None:
        self._composers = tuple(composers)
        self._read: dict[tuple[bytes, str, str, str], Wish] = {}

    def of(self, request: Request, revision: str) -> Wish:
        """
        What this one wants; Refused where the API answers 400.
        """
        body = request.body.payload.read()
        bytes_of_it = (body, revision, request.path, request.query)
        known = self._read.get(bytes_of_it)
        if known is not None:
            return known
        brief = register.revision(revision).asker.read_brief(_json(body))
        key = canonical(request, revision, _NO_RULES).key()
        wish = Wish(brief, key, concerned(self._composers, brief))
        if len(body) <= _LARGEST:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[bytes_of_it] = wish
        return wish


def _json(body: bytes) -> Json:
    try:
        return parse(body.decode())
    except ValueError:
        raise Complaint.NOT_JSON.refused() from None
