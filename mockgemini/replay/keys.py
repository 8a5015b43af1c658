"""
The keys of recorded requests: worked out once, however many players play the same cassettes.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from sys import intern

from mockgemini.exchange import Exchange, Request
from mockgemini.redaction import Redactor
from mockgemini.replay.translator import Translator
from mockgemini.wire.canonical import Rules, canonical, quick
from mockgemini.wire.register import revision_of


@dataclass(frozen=True, slots=True)
class Known:
    """
    What a recorded request is found by.

    `method` and `path` are the canonical ones; `quick` is None where it would take reading blobs.
    """

    key: bytes
    method: str
    path: str
    revision: str | None
    quick: tuple[Hashable, bytes] | None
    request: Request
    rules: Rules
    redactor: Redactor

    @property
    def text(self) -> str:
        """
        The canonical request on one line; made anew, as it is as large as the request.
        """
        return canonical(self.request, self.revision, self.rules, self.redactor).text()


class Keys:
    """
    Remembers what it worked out as long as it lives; players may share one.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Rules, str, Redactor], dict[Exchange, Known]] = {}
        self._heads: dict[Hashable, Hashable] = {}
        self._translated: dict[tuple[Exchange, Rules, tuple[str, str], Redactor], bytes] = {}

    def of(
        self, exchange: Exchange, rules: Rules, default_revision: str, redactor: Redactor
    ) -> Known:
        """
        The keys of an exchange's request; one that notes no revision speaks what its request says.
        """
        alike = self._known.setdefault((rules, default_revision, redactor), {})
        if (known := alike.get(exchange)) is None:
            known = alike[exchange] = self._made(exchange, rules, default_revision, redactor)
        return known

    def _made(
        self, exchange: Exchange, rules: Rules, default_revision: str, redactor: Redactor
    ) -> Known:
        request = exchange.request
        revision = exchange.revision or revision_of(request, default_revision)
        form = canonical(request, revision, rules, redactor)
        spelling = quick(request, revision)
        # There are few different ones, and many exchanges.
        method, path = intern(form.method), intern(form.path)
        if spelling is not None:
            head, body = spelling
            spelling = self._heads.setdefault(head, head), body
        return Known(form.key(), method, path, revision, spelling, request, rules, redactor)

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
