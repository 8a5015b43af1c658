"""
What the tests of a run did with their cassettes, in sums that can be added up over processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Self

from mockgemini.exchange import Polls
from mockgemini.wire.reading import duration, spent

if TYPE_CHECKING:
    from mockgemini.replay.entry import Entry


@dataclass(slots=True)
class Played:
    """
    One cassette that tests have played.

    `passed`: how it went, by node id. `sharers`: the node ids of all tests that want it. `unused`:
    what no test has asked for so far, by its number. `may_lack`: a test allows leftovers.
    """

    passed: dict[str, bool] = field(default_factory=dict)
    sharers: list[str] = field(default_factory=list)
    unused: dict[str, str] = field(default_factory=dict)
    may_lack: bool = False

    def add(self, other: Played) -> None:
        """
        Take what another test, or process, knows of the same cassette.
        """
        common = self.unused.keys() & other.unused.keys() if self.passed else other.unused.keys()
        self.unused = {number: other.unused[number] for number in sorted(common, key=int)}
        self.passed |= other.passed
        if self.sharers != other.sharers:
            self.sharers = sorted({*self.sharers, *other.sharers})
        self.may_lack |= other.may_lack

    @property
    def is_whole(self) -> bool:
        """
        Has every test that wants it played it, and passed?
        """
        return all(self.passed.get(test, False) for test in self.sharers)


@dataclass(slots=True)
class Tally:
    """
    The sums of one process, or of several.

    `hits`: requests answered from cassettes; `tokens` and `seconds`: what asking the real API again
    would have taken. `recorded`: paths. `expected`: the node ids of tests that want a cassette, and
    `wanted`: the cassettes of those that ran. `folders`: where they lie, seen from pytest's root.
    `narrowed`: why these were not all the tests there are.
    """

    hits: int = 0
    misses: int = 0
    tokens: int = 0
    seconds: float = 0.0
    played: dict[str, Played] = field(default_factory=dict)
    recorded: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    wanted: dict[str, str] = field(default_factory=dict)
    """Cassettes by the node id of their test."""

    folders: list[str] = field(default_factory=list)
    narrowed: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """
        Add the sums of another process.
        """
        self.hits += other.hits
        self.misses += other.misses
        self.tokens += other.tokens
        self.seconds += other.seconds
        for path, played in other.played.items():
            self.played.setdefault(path, Played()).add(played)
        self.wanted |= other.wanted
        self.strays += other.strays
        for mine, theirs in (
            (self.recorded, other.recorded),
            (self.expected, other.expected),
            (self.folders, other.folders),
            (self.narrowed, other.narrowed),
        ):
            mine[:] = dict.fromkeys([*mine, *theirs])

    def dumps(self) -> str:
        """
        As text, for another process.
        """
        return json.dumps(asdict(self))

    @classmethod
    def loads(cls, text: str) -> Self:
        """
        What `dumps` gave.
        """
        found = json.loads(text)
        found["played"] = {path: Played(**each) for path, each in found["played"].items()}
        return cls(**found)


@dataclass(frozen=True, slots=True)
class Worth:
    """
    What one recorded exchange once took.
    """

    name: str
    tokens: int
    seconds: float

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """
        Of an exchange that was replayed.
        """
        name, tokens = spent(entry.exchange)
        return cls(name or entry.label, tokens or 0, duration(entry.exchange.answer))


class Worths:
    """
    What exchanges once took, worked out once for each, however many tests replay it.
    """

    def __init__(self) -> None:
        self._known: dict[str, Worth] = {}

    def saved(self, entries: Iterable[Entry]) -> tuple[int, float]:
        """
        The tokens and seconds that a test did not have to spend.
        """
        tokens: dict[str, int] = {}
        seconds = 0.0
        for entry in entries:
            worth = self._of(entry)
            # To look at an interaction costs nothing, and a poll has told its usage many times.
            is_look = entry.exchange.request.method == "GET"
            spent = worth.tokens * (1 if is_look else entry.asked)
            tokens[worth.name] = max(tokens.get(worth.name, 0), spent)
            is_poll = isinstance(entry.exchange.answer, Polls)
            seconds += worth.seconds * (1 if is_poll else entry.asked + entry.resumed)
        return sum(tokens.values()), seconds

    def _of(self, entry: Entry) -> Worth:
        name = f"{entry.cassette.path}#{entry.number}"
        if (found := self._known.get(name)) is None:
            found = self._known[name] = Worth.of(entry)
        return found
