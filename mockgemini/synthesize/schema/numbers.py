"""
A number within bounds, a multiple of what is asked, as one would expect under its name.

Reckons exactly; a float is given only where its decimals and its binary form both pass.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.checking import exact
from mockgemini.synthesize.schema.demand import Demand
from mockgemini.synthesize.schema.names import range_for
from mockgemini.synthesize.schema.spot import Spot

_WIDTH = 100
_TRIES = 40
_IN_TURN = 1000
_CENT = Fraction(1, 100)
# Up to here a float has the two decimals that we give it, so there is nothing to check.
_PLAIN_UP_TO = 10**12


class Span(NamedTuple):
    """
    The multiples of `numerator / denominator` from the `first` to the `last`, by their count.
    """

    first: int
    last: int
    numerator: int
    denominator: int

    def at(self, count: int) -> float:
        scaled = count * self.numerator
        if scaled % self.denominator == 0:
            return scaled // self.denominator
        try:
            return scaled / self.denominator
        except OverflowError:
            return scaled // self.denominator


_WHOLE = Span(0, _WIDTH, 1, 1)
_CENTS = Span(0, _WIDTH * 100, 1, 100)


class NumberPlan:
    """
    The numbers that meet a demand under a name; a NoInstanceError where there is none.
    """

    def __init__(self, demand: Demand, name: str) -> None:
        self._demand = demand
        low, high = demand.low, demand.high
        if low is not None and high is not None:
            is_open = demand.is_low_open or demand.is_high_open
            if low > high or (low == high and is_open):
                raise demand.nothing(
                    f"no number lies between {_shown(low)} and {_shown(high)}",
                    *("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"),
                )
        self._grid = _grid(demand)
        self._usual = list(self._usual_spans(name))
        self._first = self._usual[0] if self._usual else self._free_span()
        self.plain = self._first if self._looks_plain() else None
        """Where nothing has to be checked: all of these meet the demand."""

    def made(self, spot: Spot, hinted: float | None) -> float:
        """
        One of them; `hinted` is taken if it fits.
        """
        if hinted is not None and self.is_right(spot, hinted):
            return hinted
        span = self.plain
        if span is not None and not spot.avoid:
            return span.at(spot.dice.integer(span.first, span.last))
        for value in self._candidates(spot.dice):
            if self.is_right(spot, value):
                return value
        raise self._demand.nothing(
            "no number meets all of it",
            *("multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "type"),
        )

    def _usual_spans(self, name: str) -> Iterator[Span]:
        """
        Where the name lets one expect it, if the bounds allow.
        """
        low, high = self._demand.low, self._demand.high
        usual = range_for(name, self._demand.notes)
        if usual is not None:
            least, most = (Fraction(bound) for bound in usual)
            least = least if low is None else max(low, least)
            most = most if high is None else min(high, most)
            yield from self._span(least, most)

    def _free_span(self) -> Span | None:
        """
        Anywhere within the bounds; None where no number of the grid lies there.
        """
        low, high, grid = self._demand.low, self._demand.high, self._grid
        if low is None and high is None and grid in (None, 1) and not self._demand.uneven:
            return _CENTS if grid is None else _WHOLE
        reach = max(Fraction(_WIDTH), (grid or 0) * 10)
        if low is None:
            low = Fraction(0) if high is None else high - reach
        return next(self._span(low, low + reach if high is None else high), None)

    def _span(self, low: Fraction, high: Fraction) -> Iterator[Span]:
        grid = self._grid
        if grid is None:
            grid = _CENT if not self._demand.uneven else _CENT / 10
            while low + grid * 10 > high > low:
                grid /= 10
            if low == high:
                yield Span(1, 1, low.numerator, low.denominator)
                return
        first, last = math.ceil(low / grid), math.floor(high / grid)
        first += self._demand.is_low_open and first * grid == self._demand.low
        last -= self._demand.is_high_open and last * grid == self._demand.high
        if first <= last:
            yield Span(first, last, grid.numerator, grid.denominator)

    def _looks_plain(self) -> bool:
        demand = self._demand
        span = self._first
        if span is None or demand.uneven or demand.unlike:
            return False
        largest = max(abs(span.first), abs(span.last)) * span.numerator
        if span.denominator == 1:
            return all(isinstance(step, int) for step in demand.steps)
        is_fine = span.numerator == 1 and span.denominator <= 1000
        return is_fine and not demand.steps and largest < _PLAIN_UP_TO

    def _candidates(self, dice: Dice) -> Iterator[float]:
        free = self._free_span()
        spans = [*self._usual, free] if free is not None else self._usual
        for span in spans:
            for _ in range(_TRIES):
                yield span.at(dice.integer(span.first, span.last))
        for span in spans:
            # One after the other, where chance has passed over the few that are left.
            for count in range(span.first, min(span.last, span.first + _IN_TURN) + 1):
                yield span.at(count)
            yield span.at(min(max(span.first, 0), span.last))

    def is_right(self, spot: Spot, value: float) -> bool:
        """
        Does this number meet the demand, there?
        """
        demand, given = self._demand, exact(value)
        low, high = demand.low, demand.high
        return (
            (low is None or given > low or (given == low and not demand.is_low_open))
            and (high is None or given < high or (given == high and not demand.is_high_open))
            and (not demand.is_whole or given.denominator == 1)
            and all(_divides(step, value) for step in demand.steps)
            and not any(given % exact(step) == 0 for step in demand.uneven)
            and demand.is_possible(value)
            and value not in [each for each in spot.avoid if not isinstance(each, bool)]
        )


def _shown(bound: Fraction) -> str:
    return str(bound) if bound.denominator == 1 else str(float(bound))


def _grid(demand: Demand) -> Fraction | None:
    """
    The step of which all numbers asked for are multiples; None where any number will do.
    """
    steps = [exact(step) for step in demand.steps]
    if demand.is_whole:
        steps.append(Fraction(1))
    if not steps:
        return None
    grid = steps[0]
    for step in steps[1:]:
        grid = Fraction(
            math.lcm(grid.numerator * step.denominator, step.numerator * grid.denominator),
            grid.denominator * step.denominator,
        )
    return grid


def _divides(step: float, value: float) -> bool:
    """
    As decimals and as binary floats: validators reckon one way or the other.
    """
    if exact(value) % exact(step) != 0:
        return False
    if isinstance(step, int) and isinstance(value, int):
        return True
    try:
        return (value / step).is_integer() and (isinstance(step, float) or value % step == 0)
    except OverflowError:
        return (Fraction(value) / Fraction(step)).denominator == 1
