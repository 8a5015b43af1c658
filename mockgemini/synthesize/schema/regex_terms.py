"""
Regular languages as terms that can be cut, negated and derived (Brzozowski), for what looks around
or has to meet several patterns at once. Equal terms of one `Terms` are the same object.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from mockgemini.synthesize.schema.charsets import EVERY, LAST, Ranges, friendly, holds, united

Kind: TypeAlias = Literal["none", "empty", "chars", "cat", "or", "and", "not", "repeat"]


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """
    A set of texts. `is_nullable`: the empty text is one of them. `number` counts the terms made.
    """

    kind: Kind
    is_nullable: bool
    parts: tuple[Term, ...] = ()
    ranges: Ranges = ()
    least: int = 0
    most: int | None = None
    number: int = 0


class Terms:
    """
    Makes terms, and knows those that it has made.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, Term] = {}
        self._derived: dict[tuple[Term, int], Term] = {}
        self.none = self._make("none", is_nullable=False)
        self.empty = self._make("empty", is_nullable=True)
        self.anything = self.repeat(self.chars(EVERY), 0, None)

    def _make(
        self,
        kind: Kind,
        *parts: Term,
        is_nullable: bool,
        ranges: Ranges = (),
        times: tuple[int, int | None] = (0, None),
    ) -> Term:
        key = (kind, parts, ranges, times)
        found = self._made.get(key)
        if found is None:
            found = Term(kind, is_nullable, parts, ranges, *times, number=len(self._made))
            self._made[key] = found
        return found

    def chars(self, ranges: Ranges) -> Term:
        """
        The texts of one character out of these.
        """
        return self._make("chars", is_nullable=False, ranges=ranges) if ranges else self.none

    def cat(self, first: Term, second: Term) -> Term:
        """
        A text of the one, then a text of the other.
        """
        if self.none in (first, second):
            return self.none
        if first is self.empty or second is self.empty:
            return second if first is self.empty else first
        if first.kind == "cat":
            return self.cat(first.parts[0], self.cat(first.parts[1], second))
        nullable = first.is_nullable and second.is_nullable
        return self._make("cat", first, second, is_nullable=nullable)

    def either(self, parts: Iterable[Term]) -> Term:
        """
        The texts of any of them.
        """
        flat = self._flat("or", parts)
        if self.anything in flat:
            return self.anything
        kept = [part for part in flat if part is not self.none]
        if len(kept) < 2:
            return kept[0] if kept else self.none
        nullable = any(part.is_nullable for part in kept)
        return self._make("or", *kept, is_nullable=nullable)

    def both(self, parts: Iterable[Term]) -> Term:
        """
        The texts that are in all of them.
        """
        flat = self._flat("and", parts)
        if self.none in flat:
            return self.none
        kept = [part for part in flat if part is not self.anything]
        if len(kept) < 2:
            return kept[0] if kept else self.anything
        nullable = all(part.is_nullable for part in kept)
        return self._make("and", *kept, is_nullable=nullable)

    def _flat(self, kind: Kind, parts: Iterable[Term]) -> list[Term]:
        flat = {
            each: None for part in parts for each in (part.parts if part.kind == kind else (part,))
        }
        # In one order always, so that the same set is the same term.
        return sorted(flat, key=lambda term: term.number)

    def complement(self, term: Term) -> Term:
        """
        All texts that are not in it.
        """
        if term.kind == "not":
            return term.parts[0]
        if term is self.none:
            return self.anything
        if term is self.anything:
            return self.none
        return self._make("not", term, is_nullable=not term.is_nullable)

    def repeat(self, term: Term, least: int, most: int | None) -> Term:
        """
        So many texts of it, one after the other.
        """
        if most == 0 or term is self.empty:
            return self.empty
        if term is self.none:
            return self.none if least else self.empty
        if (least, most) == (1, 1):
            return term
        least = 0 if term.is_nullable else least
        return self._make("repeat", term, is_nullable=least == 0, times=(least, most))

    def derived(self, term: Term, code: int) -> Term:
        """
        What may follow after this character.
        """
        found = self._derived.get((term, code))
        if found is None:
            found = self._derived[term, code] = self._derive(term, code)
        return found

    def _derive(self, term: Term, code: int) -> Term:  # noqa: PLR0911 - one for each kind
        parts = term.parts
        match term.kind:
            case "none" | "empty":
                return self.none
            case "chars":
                return self.empty if holds(term.ranges, code) else self.none
            case "or":
                return self.either([self.derived(part, code) for part in parts])
            case "and":
                return self.both([self.derived(part, code) for part in parts])
            case "not":
                return self.complement(self.derived(parts[0], code))
            case "repeat":
                most = None if term.most is None else term.most - 1
                rest = self.repeat(parts[0], max(term.least - 1, 0), most)
                return self.cat(self.derived(parts[0], code), rest)
            case "cat":
                after = self.cat(self.derived(parts[0], code), parts[1])
                if not parts[0].is_nullable:
                    return after
                return self.either([after, self.derived(parts[1], code)])

    def steps(self, term: Term) -> list[tuple[Ranges, Term]]:
        """
        Where each first character leads; characters that lead to nothing are left out.
        """
        bounds = {0}
        _gather_bounds(term, bounds)
        starts = sorted(bound for bound in bounds if bound <= LAST)
        leads: dict[Term, list[tuple[int, int]]] = {}
        for low, following in zip(starts, [*starts[1:], LAST + 1], strict=True):
            leads.setdefault(self.derived(term, low), []).append((low, following - 1))
        sets = [(united(tuple(spans)), to) for to, spans in leads.items() if to is not self.none]
        return [(ranges, to) for ranges, to in sets if friendly(ranges)]


def _gather_bounds(term: Term, bounds: set[int]) -> None:
    """
    The code points at which it begins to matter which character comes first.
    """
    for low, high in term.ranges:
        bounds.update((low, high + 1))
    if term.kind == "cat":
        _gather_bounds(term.parts[0], bounds)
        if term.parts[0].is_nullable:
            _gather_bounds(term.parts[1], bounds)
    else:
        for part in term.parts:
            _gather_bounds(part, bounds)
