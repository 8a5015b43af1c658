"""
Recorded requests as clients of other revisions make them; only for players that translate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from mockgemini.exchange import Request
from mockgemini.redaction import Redactor
from mockgemini.replay.entry import Entry
from mockgemini.replay.keys import Keys
from mockgemini.replay.translator import Translator
from mockgemini.wire.canonical import canonical
from mockgemini.wire.forgetting import Rules
from mockgemini.wire.register import NAMES

Place: TypeAlias = tuple[Rules, bytes]
"""Under which rules and which key exchanges are found by their own requests."""


class Aliases:
    """
    Where else the exchanges of an index are found. Requests are translated when added.
    """

    def __init__(self, translator: Translator, keys: Keys, redactor: Redactor) -> None:
        self._translator = translator
        self._keys = keys
        self._redactor = redactor
        self._found: dict[Rules, dict[bytes, list[Place]]] = {}

    def add(self, entry: Entry) -> None:
        """
        Know an exchange by its request in every other revision.
        """
        source = entry.known.revision
        if source is None:
            return
        places = self._found.setdefault(entry.rules, {})
        own = (entry.rules, entry.known.key)
        for name in _others(source):
            key = self._keys.translated(
                entry.exchange, entry.rules, (source, name), self._redactor, self._translator
            )
            found = places.setdefault(key, [])
            if own not in found:
                found.append(own)

    def find(self, request: Request, revision: str) -> tuple[Place, ...]:
        """
        Where the answers to a request are that were recorded in other revisions.
        """
        found = (
            places.get(canonical(request, revision, rules, self._redactor).key(), [])
            for rules, places in self._found.items()
        )
        return tuple(place for places in found for place in places)

    def others(self, request: Request, revision: str) -> Iterator[tuple[Request, str]]:
        """
        The request itself in every other revision, newest first, and the revision.
        """
        for name in _others(revision):
            yield self._translator.asked(request, revision, name), name


def _others(revision: str) -> Iterable[str]:
    return (name for name in reversed(NAMES) if name != revision)
