"""
What verification has found: in one test, and in all tests of a run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from mockgemini.contract.change import RECORDED, Change
from mockgemini.contract.change_report import cells, ordered, sentence
from mockgemini.contract.table import aligned
from mockgemini.wire.wording import counted

_MOST_TESTS = 5
_MOST_EXCUSES = 10


@dataclass(slots=True)
class Verified:
    """
    One test. `exchanges`: how many were compared. `changes` and `unverified` have the labels of the
    exchanges where a change was seen, or which were not compared for a reason; `places` is what
    live answers hold.
    """

    exchanges: int = 0
    unverified: dict[str, list[str]] = field(default_factory=dict)
    changes: dict[Change, list[str]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)

    def add(self, label: str, changes: Iterable[Change], places: Iterable[str]) -> None:
        """
        An exchange was compared.
        """
        self.exchanges += 1
        self.places.update(places)
        for change in changes:
            self.changes.setdefault(change, []).append(label)

    def skip(self, label: str, reason: str) -> None:
        """
        An exchange was not compared.
        """
        self.unverified.setdefault(reason, []).append(label)

    def lines(self) -> list[str]:
        """
        What a reader of this test's report is told; nothing where all is as it was.
        """
        rows = [(*cells(each), ", ".join(self.changes[each])) for each in ordered(self.changes)]
        return [*aligned(rows), *_excuses(self.unverified)]


@dataclass(slots=True)
class Drift:
    """
    A run. Each change has the tests that it touches.
    """

    exchanges: int = 0
    tests: int = 0
    unverified: dict[str, list[str]] = field(default_factory=dict)
    seen: dict[Change, list[str]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)

    def add(self, test: str | None, verified: Verified) -> None:
        """
        A test has ended; where there are no tests, the block names the exchanges instead.
        """
        self.tests += 1
        self.exchanges += verified.exchanges
        self.places |= verified.places
        for reason, labels in verified.unverified.items():
            named = labels if test is None else [test] * len(labels)
            self.unverified.setdefault(reason, []).extend(named)
        for change, labels in verified.changes.items():
            self.seen.setdefault(change, []).extend(labels if test is None else [test])

    def merge(self, other: Drift) -> None:
        """
        Add what another process has found.
        """
        self.tests += other.tests
        self.exchanges += other.exchanges
        self.places |= other.places
        for reason, tests in other.unverified.items():
            self.unverified.setdefault(reason, []).extend(tests)
        for change, tests in other.seen.items():
            self.seen.setdefault(change, []).extend(tests)

    @property
    def changes(self) -> dict[Change, list[str]]:
        """
        All changes, the worst first. A field that one answer lacks and another live one has does
        not break: models leave out what they have no use for.
        """
        found: dict[Change, list[str]] = {}
        for change, tests in self.seen.items():
            is_rarer = change.code == "field_removed" and change.place in self.places
            told = _rarer(change) if is_rarer else change
            found.setdefault(told, []).extend(tests)
        return {change: list(dict.fromkeys(found[change])) for change in ordered(found)}

    @property
    def is_breaking(self) -> bool:
        """
        Would one of the changes break a client?
        """
        return any(change.severity == "breaking" for change in self.changes)

    def block(self) -> list[str]:
        """
        The lines for the end of a run: a sum, each change once, and what was not verified.
        """
        changes = self.changes
        compared = counted(self.exchanges, "exchange")
        head = f"mockgemini verify: {sentence(changes)} in {compared}"
        if count := sum(map(len, self.unverified.values())):
            head += f"; {count} not verified"
        rows = [(*cells(change), _some(tests)) for change, tests in changes.items()]
        excuses = _excuses(self.unverified)
        more = len(excuses) - _MOST_EXCUSES
        rest = [f"not verified: {counted(more, 'more reason')}"] if more > 0 else []
        return [head, *aligned(rows), *excuses[:_MOST_EXCUSES], *rest]

    def told(self) -> dict[str, Any]:
        """
        The same in plain lists and words, for another process; `of` is the inverse.
        """
        return {
            "exchanges": self.exchanges,
            "tests": self.tests,
            "unverified": self.unverified,
            "seen": [
                [change.code, change.severity, change.place, change.was, change.now, tests]
                for change, tests in self.seen.items()
            ],
            "places": sorted(self.places),
        }

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        seen = {Change(*words): tests for *words, tests in told["seen"]}
        return cls(told["exchanges"], told["tests"], told["unverified"], seen, set(told["places"]))


def _excuses(unverified: dict[str, list[str]]) -> list[str]:
    return [f"not verified: {reason} ({_some(names)})" for reason, names in unverified.items()]


def _rarer(change: Change) -> Change:
    code = "field_rarer"
    return Change(code, RECORDED[code].severity, change.place, "always", "sometimes")


def _some(names: list[str]) -> str:
    told = list(dict.fromkeys(names))
    more = len(told) - _MOST_TESTS
    return ", ".join([*told[:_MOST_TESTS], f"{more} more"] if more > 0 else told)
