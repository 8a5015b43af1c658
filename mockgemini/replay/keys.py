"""
The keys of recorded requests: worked out once, however many players play the same cassettes.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from mockgemini.exchange import Exchange
from mockgemini.redaction import Redactor
from mockgemini.replay.translator import Translator
from mockgemini.wire.canonical import Rules, canonical, key_of, quick
from mockgemini.wire.register import revision_of


@dataclass(frozen=True, slots=True)
class Known:
    """
    What a recorded request is found by: `text` is its canonical form on one line.

    `method` and `path` are the canonical ones; `quick` is None where it would take reading blobs.
    """

    key: bytes
    text: str
    method: str
    path: str
    revision: str | None
    quick: Hashable | None


class Keys:
    """
    Remembers what it worked out as long as it lives; players may share one.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Exchange, Rules, str, Redactor], Known] = {}
        self._translated: dict[tuple[Exchange, Rules, tuple[str, str], Redactor], bytes] = {}

    def of(
        self, exchange: Exchange, rules: Rules, default_revision: str, redactor: Redactor
    ) -> Known:
        """
        The keys of an exchange's request; one that notes no revision speaks what its request says.
        """
        place = (exchange, rules, default_revision, redactor)
        if (known := self._known.get(place)) is None:
            known = self._known[place] = _known(exchange, rules, default_revision, redactor)
        return known

    def translated(
        self,
        exchange: Exchange,
        rules: Rules,
        way: tuple[str, str],
        redactor: Redactor,
        translator: Translator,
    ) -> bytes:
        """
        The key of an exchange's request in another revision; `way`: from which one to which.
        """
        place = (exchange, rules, way, redactor)
        if (key := self._translated.get(place)) is None:
            asked = translator.asked(exchange.request, *way)
            key = canonical(asked, way[1], rules, redactor).key()
            self._translated[place] = key
        return key


def _known(exchange: Exchange, rules: Rules, default_revision: str, redactor: Redactor) -> Known:
    revision = exchange.revision or revision_of(exchange.request, default_revision)
    form = canonical(exchange.request, revision, rules, redactor)
    text = form.text()
    return Known(
        key_of(text), text, form.method, form.path, revision, quick(exchange.request, revision)
    )
