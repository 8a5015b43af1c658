"""
One thing that a client did wrong, and all of them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing that a client did wrong. `name` is the rule's, `advice` one line.

    `evidence`: the numbers of the requests that show it, counted from 1: number 1 is
    `mockgemini.requests[0]`.
    """

    name: str
    evidence: tuple[int, ...]
    sentence: str
    advice: str

    def __str__(self) -> str:
        word = "request" if len(self.evidence) == 1 else "requests"
        numbers = ", ".join(map(str, self.evidence))
        return f"{self.name} ({word} {numbers}): {self.sentence}\n  {self.advice}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What a client did wrong, by the number of the first request that shows it; true where it did.
    """

    findings: tuple[Finding, ...] = ()

    def without(self, names: Iterable[str]) -> Verdict:
        """
        The same but for the findings of these names.
        """
        left_out = frozenset(names)
        return Verdict(tuple(each for each in self.findings if each.name not in left_out))

    @property
    def names(self) -> list[str]:
        """
        The names of the findings, each once.
        """
        return list(dict.fromkeys(each.name for each in self.findings))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __str__(self) -> str:
        if not self.findings:
            return "the client is well behaved"
        count = "one finding" if len(self) == 1 else f"{len(self)} findings"
        return "\n".join([f"{count} about the client", *map(str, self.findings)])
