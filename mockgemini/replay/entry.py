"""
One exchange of a cassette, ready to be played: named, counted, its answers prepared once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from mockgemini.cassette.cassette import Cassette
from mockgemini.exchange import Exchange, Headers, Polls, Reply, Stream
from mockgemini.replay.keys import Known
from mockgemini.wire.forgetting import Rules

Translate: TypeAlias = Callable[[Exchange, str], Exchange]
"""An exchange in another revision, by the revision's name."""

_SOURCE = ("x-mockgemini-source", "cassette")

# Kept relative to upstream in a cassette.
_ADDRESSES = frozenset({"location", "x-goog-upload-control-url", "x-goog-upload-url"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """
    An answer that only lacks, if anything, the address that the client reached us under.
    """

    answer: Reply | Stream
    has_addresses: bool

    def under(self, base: str) -> Reply | Stream:
        """
        The answer for a client that says `base` to us.
        """
        if not self.has_addresses:
            return self.answer
        headers = tuple(
            (name, base + value if _is_relative(name, value) else value)
            for name, value in self.answer.headers
        )
        return replace(self.answer, headers=headers)


def _is_relative(name: str, value: str) -> bool:
    return name in _ADDRESSES and value.startswith("/")


class Entry:
    """
    An exchange and what became of it here: `asked` counts the answers given.

    `number` counts from 1 in the cassette; `known` is what it is found by under `rules`.
    `waits_for` is the exchange that changed the same resource since it was last asked for, if any.
    """

    __slots__ = (
        "_faces",
        "asked",
        "cassette",
        "exchange",
        "known",
        "label",
        "number",
        "resumed",
        "rules",
        "waits_for",
    )

    def __init__(self, cassette: Cassette, number: int, known: Known, rules: Rules) -> None:
        self.cassette = cassette
        self.number = number
        self.exchange = cassette.exchanges[number - 1]
        self.known = known
        self.rules = rules
        self.label = f"{cassette.path.name if cassette.path else 'cassette'}#{number}"
        self.waits_for: Entry | None = None
        self.asked = 0
        self.resumed = 0
        self._faces: dict[str | None, tuple[Prepared, ...]] = {}

    @property
    def is_due(self) -> bool:
        """
        Has everything happened that this answer was recorded after?
        """
        return self.waits_for is None or self.waits_for.asked > 0

    @property
    def was_used(self) -> bool:
        return self.asked > 0 or self.resumed > 0

    def states(self, revision: str | None, translate: Translate | None) -> tuple[Prepared, ...]:
        """
        The answers in a revision: one, or all of a poll. Made when first asked for.
        """
        if (found := self._faces.get(revision)) is None:
            found = self._faces[revision] = self._prepared(revision, translate)
        return found

    def _prepared(self, revision: str | None, translate: Translate | None) -> tuple[Prepared, ...]:
        exchange = self.exchange
        if revision is not None and revision != self.known.revision and translate is not None:
            exchange = translate(exchange, revision)
        answer = exchange.answer
        if isinstance(answer, Polls):
            return tuple(self.prepare(state.reply) for state in answer.states)
        return (self.prepare(answer),)

    def prepare(self, answer: Reply | Stream) -> Prepared:
        """
        Add the headers that say where an answer comes from.
        """
        headers: Headers = (*answer.headers, _SOURCE, ("x-mockgemini-exchange", self.label))
        return Prepared(
            replace(answer, headers=headers),
            any(_is_relative(name, value) for name, value in answer.headers),
        )

    def reset(self) -> None:
        """
        Nothing has been asked yet.
        """
        self.asked = self.resumed = 0

    def __repr__(self) -> str:
        return f"<{self.label} {self.exchange.request}>"
