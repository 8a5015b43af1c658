"""
A list: its prefix, its items, what it has to contain, all different where that is asked.
"""

from __future__ import annotations

import math

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.demand import Demand
from mockgemini.synthesize.schema.document import Document, Sub
from mockgemini.synthesize.schema.spot import Goal, Maker, Spot
from mockgemini.synthesize.schema.trouble import NoInstanceError

_USUAL = 3
_MOST = 10_000


class ListPlan:
    """
    What each place of a list is asked for.
    """

    def __init__(self, demand: Demand, document: Document) -> None:
        self.demand = demand
        self._document = document
        self._goals: dict[int, Goal] = {}
        self.prefix = max((len(_prefix(leaf)) for leaf in demand.leaves), default=0)
        self.contained = [leaf for leaf in demand.leaves if "contains" in (leaf.words or {})]

    def goal(self, index: int) -> Goal:
        """
        What the item there has to fit; beyond the prefix it is always the same.
        """
        index = min(index, self.prefix)
        found = self._goals.get(index)
        if found is None:
            subs = [sub for leaf in self.demand.leaves for sub in self._asked(leaf, index)]
            found = self._goals[index] = Goal(tuple(dict.fromkeys(subs)))
        return found

    def _asked(self, leaf: Sub, index: int) -> list[Sub]:
        words, prefix = leaf.words or {}, _prefix(leaf)
        if index < len(prefix):
            return [self._document.below(leaf, prefix[index], ("prefixItems", index))]
        if "items" in words:
            return [self._document.below(leaf, words["items"], ("items",))]
        if "unevaluatedItems" in words and not self._is_seen(leaf, index):
            return [self._document.below(leaf, words["unevaluatedItems"], ("unevaluatedItems",))]
        return []

    def _is_seen(self, asker: Sub, index: int) -> bool:
        """
        Has a schema within `asker` spoken of the item there?
        """
        within = [leaf for leaf in self.demand.leaves if asker in leaf.owners]
        return any(
            index < len(_prefix(leaf))
            or not {"items", "unevaluatedItems"}.isdisjoint(leaf.words or {})
            for leaf in within
        )

    def is_closed(self, index: int) -> bool:
        """
        Can there be no item at that place?
        """
        return any(sub.words is None and not sub.is_open for sub in self.goal(index).subs)

    def sizes(self) -> tuple[int, int | None]:
        """
        The fewest and the most items.
        """
        low, high = self.demand.fewest_items, self.demand.most_items
        closed = [index for index in range(self.prefix + 1) if self.is_closed(index)]
        if closed:
            high = closed[0] if high is None else min(high, closed[0])
        if high is not None and low > high:
            why = f"no list has {low} items or more and {high} or fewer"
            raise self.demand.nothing(why, "minItems", "maxItems")
        if low > _MOST:
            raise self.demand.nothing(f"{low} items are too many", "minItems")
        return low, high


def _prefix(leaf: Sub) -> list[Json]:
    found = (leaf.words or {}).get("prefixItems")
    return found if isinstance(found, list) else []


def array(plan: ListPlan, spot: Spot, maker: Maker) -> list[Json]:
    """
    A list; a NoInstanceError where there is none.
    """
    low, high = plan.sizes()
    extras = _extras(plan, maker)
    wanted = _size(plan, spot, low, high, len(extras))
    return _List(plan, spot, maker, extras).made(low, wanted, high)


def _extras(plan: ListPlan, maker: Maker) -> list[Sub]:
    """
    The `contains` that have to be met, each as often as it asks.
    """
    extras: list[Sub] = []
    for leaf in plan.contained:
        words = leaf.words or {}
        least = words.get("minContains", 1)
        contained = maker.document.below(leaf, words["contains"], ("contains",))
        extras += [contained] * (math.ceil(least) if isinstance(least, int | float) else 1)
    return extras


def _size(plan: ListPlan, spot: Spot, low: int, high: int | None, contained: int) -> int:
    demand = plan.demand
    if spot.room is not None and not spot.avoid:
        wanted = low
    elif plan.prefix:
        wanted = max(low, plan.prefix)
    elif spot.avoid or demand.unlike:
        wanted = spot.dice.integer(low, low + _USUAL)
    elif not demand.is_typed and not {"items", "contains"} & demand.blame.keys():
        wanted = low
    else:
        wanted = spot.dice.integer(*usual(low))
    wanted = max(wanted, contained)
    return wanted if high is None else min(wanted, high)


def usual(low: int) -> tuple[int, int]:
    """
    How many items there are at least and at most, where `low` or more have to be there.
    """
    return max(low, 1), max(low, _USUAL)


class _List:
    def __init__(self, plan: ListPlan, spot: Spot, maker: Maker, extras: list[Sub]) -> None:
        self.plan = plan
        self.spot = spot
        self.maker = maker
        self.left = extras
        self.items: list[Json] = []

    def made(self, low: int, wanted: int, high: int | None) -> list[Json]:
        while len(self.items) < wanted or (self.left and (high is None or len(self.items) < high)):
            try:
                self.items.append(self.item(len(self.items), wanted, high))
            except NoInstanceError:
                if len(self.items) < low or self.left:
                    raise
                break
        if self.left:
            why = "the list has no room for all that it has to contain"
            raise self.plan.demand.nothing(why, "contains")
        return self.items

    def item(self, index: int, wanted: int, high: int | None) -> Json:
        """
        An item that also meets one of those `left`, if one of them goes together with its place.
        """
        plain = self.plan.goal(index).subs
        barred = self._barred()
        goals = [(*plain, extra, *barred) for extra in self.left]
        if high is not None and high - index < len(self.left):
            # There is not a place for each of them.
            goals.insert(0, (*plain, *self.left, *barred))
        made, problem = self._first_made(goals, index)
        if problem is not None and index >= max(wanted, self.plan.prefix):
            raise problem
        if problem is not None or not self.left:
            made = self._made((*plain, *barred), index)
        self._strike(made)
        return made

    def _first_made(
        self, goals: list[tuple[Sub, ...]], index: int
    ) -> tuple[Json, NoInstanceError | None]:
        problem = None
        for subs in dict.fromkeys(goals):
            try:
                return self._made(subs, index), None
            except NoInstanceError as found:
                problem = problem or found
        return None, problem

    def _strike(self, made: Json) -> None:
        """
        One item may meet several of those that are left; each of them counts once.
        """
        for extra in dict.fromkeys(self.left):
            if self.maker.checking.fits(extra, made):
                self.left.remove(extra)

    def _barred(self) -> list[Sub]:
        """
        What no further item may meet, because enough of them do.
        """
        barred = []
        for leaf in self.plan.contained:
            words, steps = leaf.words or {}, ("contains",)
            most = words.get("maxContains")
            if isinstance(most, int | float):
                contained = self.maker.document.below(leaf, words["contains"], steps)
                if sum(self.maker.checking.fits(contained, item) for item in self.items) >= most:
                    barred.append(
                        self.maker.document.below(leaf, words["contains"], steps, is_negated=True)
                    )
        return barred

    def _made(self, subs: tuple[Sub, ...], index: int) -> Json:
        avoid = tuple(self.items) if self.plan.demand.is_unique else ()
        goal = Goal(tuple(dict.fromkeys(subs)))
        return self.maker.make(goal, self.spot.below(index, self.spot.name, avoid))
