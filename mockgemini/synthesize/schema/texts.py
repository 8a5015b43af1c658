"""
A text of the length, patterns and formats asked for; under its name, one that makes sense.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema import formats
from mockgemini.synthesize.schema.demand import Demand
from mockgemini.synthesize.schema.hints import Hints
from mockgemini.synthesize.schema.names import example_in, texts_for
from mockgemini.synthesize.schema.pattern import Pattern, matching
from mockgemini.synthesize.schema.pools import SENTENCES, WORDS
from mockgemini.synthesize.schema.regex import shortest
from mockgemini.synthesize.schema.regex_language import UnsolvableError
from mockgemini.synthesize.schema.regex_sampling import NoTextError
from mockgemini.synthesize.schema.spot import Spot

_TRIES = 12
_LONG = 60
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SIGNS = _LETTERS + _LETTERS.upper() + "0123456789"
_SHORT = 3
_IN_TURN = 2000
_SIZE = 8


class TextPlan:
    """
    The texts that meet a demand under a name; a NoInstanceError where there is none.
    """

    def __init__(self, demand: Demand, name: str) -> None:
        if demand.longest is not None and demand.shortest > demand.longest:
            why = f"no text has {demand.shortest} characters or more and {demand.longest} or fewer"
            raise demand.nothing(why, "minLength", "maxLength")
        self._demand = demand
        self._pool = texts_for(name, demand.notes) or ()
        example = example_in(demand.notes)
        if example is not None:
            self._pool = (example,)
        self._formats = [name for name in demand.formats if name in formats.KNOWN]
        self._is_shaped = bool(demand.patterns or demand.unlike_patterns or self._formats)
        is_bounded = demand.shortest > 0 or demand.longest is not None
        self._is_free = not (is_bounded or self._is_shaped or demand.unlike)
        self.plain = self._pool if self._is_free else ()
        """Where nothing has to be checked: all of these meet the demand."""

    def made(self, spot: Spot, hints: Hints | None) -> str:
        """
        One of them, out of the hints if one of those fits.
        """
        if hints is not None and (hinted := self.hinted(spot, hints)) is not None:
            return hinted
        if self._is_free and not spot.avoid:
            return spot.dice.choice(self._pool) if self._pool else self._words(spot.dice)
        for candidate in self._candidates(spot.dice):
            if self._is_right(spot, candidate):
                return candidate
        raise self._demand.nothing(
            "no text was found that meets all of it",
            *("pattern", "format", "maxLength", "minLength", "not"),
        )

    def hinted(self, spot: Spot, hints: Hints) -> str | None:
        """
        The first of the hints that fits; None where none does.
        """
        for hint in _hinted(spot.name, hints):
            if self._is_right(spot, hint):
                return hint
        return None

    def _candidates(self, dice: Dice) -> Iterator[str]:
        for name in self._formats:
            for _ in range(_TRIES):
                yield formats.made(name, dice)
        if self._is_shaped:
            yield from self._shaped(dice)
            return
        for make in [self._pooled, self._words, self._letters]:
            for _ in range(_TRIES):
                yield self._fitted(make(dice), dice)
        yield from self._in_turn()

    def _pooled(self, dice: Dice) -> str:
        return dice.choice(self._pool) if self._pool else self._words(dice)

    def _words(self, dice: Dice) -> str:
        return f"{dice.choice(WORDS)} {dice.choice(WORDS)}"

    def _letters(self, dice: Dice) -> str:
        """
        Any letters, for the many that a list of different texts may need.
        """
        size = _SIZE if self._demand.longest is None else min(_SIZE, self._demand.longest)
        return "".join([dice.choice(_LETTERS) for _ in range(size)])

    def _in_turn(self) -> Iterator[str]:
        """
        Short texts one after the other, where chance has passed over the few that are left.
        """
        longest = self._demand.longest
        sizes = range(self._demand.shortest, _SHORT + 1 if longest is None else longest + 1)
        for size in sizes[: _SHORT + 1]:
            yield from ("".join(each) for each in islice(product(_SIGNS, repeat=size), _IN_TURN))

    def _fitted(self, start: str, dice: Dice) -> str:
        """
        Made longer by words or sentences, then cut.
        """
        shortest = self._demand.shortest
        more, size = [start], len(start)
        while size < shortest:
            more.append(dice.choice(SENTENCES if shortest > _LONG else WORDS))
            size += len(more[-1]) + 1
        return " ".join(more)[: self._demand.longest]

    def _shaped(self, dice: Dice) -> Iterator[str]:
        demand = self._demand
        shapes = [shape for name in self._formats if (shape := formats.shape(name)) is not None]
        wanted = [*demand.patterns, *(Pattern(shape) for shape in shapes)]
        low, high = demand.shortest, demand.longest
        enough = max([low, *(shortest(each.node) for each in wanted)])
        for attempt in range(_TRIES):
            # Longer texts later on, as the shortest ones may be taken.
            least = enough + dice.integer(0, attempt) if attempt else low
            least = least if high is None else max(low, min(least, high))
            try:
                yield matching(wanted, demand.unlike_patterns, (least, high), dice)
            except NoTextError as problem:
                if not attempt:
                    raise demand.nothing(str(problem), "pattern", "format", "not") from None
                return
            except UnsolvableError as problem:
                sources = " and ".join(repr(each.source) for each in demand.patterns)
                why = f"for {sources or 'the patterns'} no text was found: {problem}"
                raise demand.nothing(why, "pattern", "format", "not") from None

    def _is_right(self, spot: Spot, candidate: str) -> bool:
        demand = self._demand
        return (
            demand.shortest <= len(candidate)
            and (demand.longest is None or len(candidate) <= demand.longest)
            and all(formats.has_format(name, candidate) for name in demand.formats)
            and all(pattern.fits(candidate) for pattern in demand.patterns)
            and not any(pattern.fits(candidate) for pattern in demand.unlike_patterns)
            and demand.is_possible(candidate)
            and candidate not in spot.avoid
        )


def _hinted(name: str, hints: Hints) -> Iterator[str]:
    given = hints.given(name)
    if isinstance(given, str):
        yield given
    yield from hints.texts(name)
