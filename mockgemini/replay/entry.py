"""
One exchange of a cassette, ready to be played: named, counted, its answers prepared once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mockgemini.cassette.cassette import Cassette
from mockgemini.exchange import Headers, Polls, Recorded, Reply, Stream
from mockgemini.replay.keys import Known
from mockgemini.replay.translator import Translator
from mockgemini.wire.flavour import NEWEST, Flavour
from mockgemini.wire.forgetting import Rules

TRANSLATED, LOSSES, LOSS = "x-mockgemini-translated", "x-mockgemini-losses", "x-mockgemini-loss"
"""The headers of a translated answer: from what to what, how much got lost, and what (repeated)."""

_MOST_LOSSES = 8
_LONGEST_LOSS = 160

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
        "_own",
        "_told",
        "_translated",
        "asked",
        "cassette",
        "exchange",
        "known",
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
        self.waits_for: Entry | None = None
        self.asked = 0
        self.resumed = 0
        # Most entries of a large cassette are never asked for, and these are made when they are.
        self._own: tuple[Prepared, ...] | None = None
        self._translated: dict[tuple[str, Flavour], tuple[Prepared, ...]] | None = None
        self._told: dict[tuple[str, Flavour], tuple[Recorded, Headers]] | None = None

    @property
    def label(self) -> str:
        """
        The cassette's file and the number, as `weather.yaml#2`.
        """
        path = self.cassette.path
        return f"{path.name if path else 'cassette'}#{self.number}"

    @property
    def is_due(self) -> bool:
        """
        Has everything happened that this answer was recorded after?
        """
        return self.waits_for is None or self.waits_for.asked > 0

    @property
    def was_used(self) -> bool:
        return self.asked > 0 or self.resumed > 0

    def states(
        self, revision: str | None, translator: Translator | None, flavour: Flavour = NEWEST
    ) -> tuple[Prepared, ...]:
        """
        The answers in a revision: one, or all of a poll. Made when first asked for.
        """
        if translator is None or revision is None or revision == self.known.revision:
            if self._own is None:
                self._own = self._prepared(self.exchange.answer)
            return self._own
        if self._translated is None:
            self._translated = {}
        if (found := self._translated.get((revision, flavour))) is None:
            told = self.answered(revision, translator, flavour)
            found = self._translated[(revision, flavour)] = self._prepared(*told)
        return found

    def _prepared(self, answer: Recorded, headers: Headers = ()) -> tuple[Prepared, ...]:
        replies = [each.reply for each in answer.states] if isinstance(answer, Polls) else [answer]
        return tuple(self.prepare(each, headers) for each in replies)

    def answered(
        self, revision: str | None, translator: Translator | None, flavour: Flavour = NEWEST
    ) -> tuple[Recorded, Headers]:
        """
        The answer in a revision, and the headers that tell what became of it on the way.
        """
        if translator is None or revision is None or revision == self.known.revision:
            return self.exchange.answer, ()
        if self._told is None:
            self._told = {}
        if (found := self._told.get((revision, flavour))) is not None:
            return found
        told = translator.translate(self.exchange, revision, flavour, source=self.known.revision)
        headers = (
            (TRANSLATED, f"{self.known.revision}-to-{revision}"),
            (LOSSES, str(len(told.losses))),
            *((LOSS, _ascii(str(loss))) for loss in told.losses[:_MOST_LOSSES]),
        )
        found = self._told[(revision, flavour)] = (told.exchange.answer, headers)
        return found

    def prepare(self, answer: Reply | Stream, more: Headers = ()) -> Prepared:
        """
        Add the headers that say where an answer comes from, and `more`.
        """
        headers: Headers = (*answer.headers, _SOURCE, ("x-mockgemini-exchange", self.label), *more)
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


def _ascii(text: str) -> str:
    """
    The text as a header can carry it.
    """
    plain = " ".join(text.split()).encode("ascii", "backslashreplace").decode()
    return plain if len(plain) <= _LONGEST_LOSS else plain[: _LONGEST_LOSS - 3] + "..."
