"""
A deviation, and where in a cassette's file it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mockgemini.wire.deviation import Deviation, Severity, Step


@dataclass(frozen=True, slots=True)
class Spot:
    """
    A place in an exchange, which is counted from 1: `event`, counted from 1, is None in a body.

    `steps` lead from the exchange, or from the event's data, to the place.
    """

    exchange: int
    event: int | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """
    A deviation at a line of `path`; 0 where the cassette lies in no file.

    `part` is `request`, `answer`, `event 7` or `state 2`, all counted from 1. `other_line` is the
    line that contradicts, where two places of a cassette do; else 0.
    """

    deviation: Deviation
    path: Path | None
    line: int
    exchange: int
    part: str
    event: int | None = None
    other_line: int = 0

    @property
    def severity(self) -> Severity:
        return self.deviation.severity

    @property
    def code(self) -> str:
        return self.deviation.code

    @property
    def where(self) -> str:
        """
        `file:line`, as editors and terminals follow it.
        """
        return f"{self.path or 'cassette'}:{self.line}"

    def __str__(self) -> str:
        return f"{self.where}: #{self.exchange} {self.part}: {self.deviation}"


@dataclass(frozen=True, slots=True)
class Checked:
    """
    What became of one cassette. `requests` has each exchange's request in words.

    `passed_over` has the numbers of exchanges that no revision describes, and the kinds of calls.
    """

    path: Path | None
    found: tuple[Found, ...] = ()
    requests: tuple[str, ...] = ()
    passed_over: Mapping[int, str] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """
        How many deviations are of a severity.
        """
        return sum(each.severity == severity for each in self.found)

    def of(self, exchange: int) -> list[Found]:
        """
        The deviations of one exchange.
        """
        return [each for each in self.found if each.exchange == exchange]
