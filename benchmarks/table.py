"""
The table of figures: what was measured, what it should be, whether it is.
"""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """
    One figure and its goal. `detail`: the figures it was made of, in words.
    """

    measure: str
    figure: float
    goal: float
    unit: str = "×"
    at_least: bool = False
    detail: str = ""

    @property
    def is_met(self) -> bool:
        return self.figure >= self.goal if self.at_least else self.figure <= self.goal

    @property
    def reach(self) -> float:
        """
        1 where the goal is just met, less where there is room.
        """
        if self.at_least:
            return self.goal / self.figure if self.figure else float("inf")
        return self.figure / self.goal if self.goal else float("inf")

    def row(self) -> str:
        """
        A line of a Markdown table.
        """
        sign = "≥" if self.at_least else "≤"
        met = "yes" if self.is_met else "**no**"
        shown = f"{number(self.figure)} {self.unit}"
        goal = f"{sign} {number(self.goal)} {self.unit}"
        return f"| {self.measure} | {shown} | {goal} | {met} | {self.detail} |"


def number(value: float) -> str:
    """
    Three digits that matter.
    """
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def markdown(lines: Sequence[Line]) -> str:
    """
    All of them.
    """
    head = ["| measure | figure | goal | met | made of |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(line.row() for line in lines)])


def interleaved(rounds: int, **measures: Callable[[], float]) -> dict[str, list[float]]:
    """
    Each measured once a round, so that all have the same luck with the machine.
    """
    figures: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            figures[name].append(measure())
    return figures


def ratio(figures: dict[str, list[float]], one: str, other: str) -> float:
    """
    The median of the ratios within each round.
    """
    return statistics.median(
        a / b for a, b in zip(figures[one], figures[other], strict=True) if b > 0
    )


def median(figures: dict[str, list[float]], name: str) -> float:
    """
    The median of one.
    """
    return statistics.median(figures[name])
