"""
The search for an instance: what the schemas ask is brought together, choices are made by the dice,
and where one leads nowhere, the next is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.arrays import array
from mockgemini.synthesize.schema.checking import Checking, kind_of
from mockgemini.synthesize.schema.demand import KINDS, Demand
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.equality import among
from mockgemini.synthesize.schema.expanding import Choice, Way
from mockgemini.synthesize.schema.hints import Hints
from mockgemini.synthesize.schema.objects import object_
from mockgemini.synthesize.schema.plans import Plan, Plans
from mockgemini.synthesize.schema.spot import Goal, Spot
from mockgemini.synthesize.schema.trouble import (
    GivenUpError,
    NoInstanceError,
    TooDeepError,
)

DEEPEST = 6
"""From this depth on, only what has to be there is there."""

MOST_VALUES = 400
"""From this size on, likewise."""

_MOST_STEPS = 50_000
_MOST_FAILURES = 2_000
_ROOM = 40
_TRIES = 4
_TRIES_TO_DIFFER = 200
_ANNOTATIONS = frozenset({"type", "enum", "const", "title", "description", "default", "examples"})
_RARELY_NULL = 6


class Solver:
    """
    Makes instances of one document, and remembers for the next what it has worked out.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.checking = Checking(document)
        self.hints = Hints()
        self._hints_or_none: Hints | None = None
        self.plans = Plans(document, self.checking)
        self._too_deep: set[tuple[Goal, int]] = set()
        self._steps = 0
        self._values = 0
        self._failures = 0

    def solve(self, spot: Spot, hints: Hints) -> Json:
        """
        An instance of the whole document; a NoInstanceError where there is none.
        """
        self.begin(hints)
        return self.make(Goal((self.document.top,)), spot)

    def begin(self, hints: Hints) -> None:
        """
        Start anew, with what is known of this prompt.
        """
        self.hints = hints
        self._hints_or_none = hints if hints.text or hints.named else None
        self._steps = self._values = self._failures = 0
        if self.plans.forget():
            self._too_deep.clear()

    def make(self, goal: Goal, spot: Spot) -> Json:
        """
        A value for the goal; a NoInstanceError where nothing fits.
        """
        if spot.room is not None:
            return self._within(goal, spot, spot.room)
        self._values += 1
        if spot.depth < DEEPEST and self._values < MOST_VALUES:
            return self._solved(goal, spot)
        # The smallest instance: a little deeper each time, until there is one.
        for room in range(_ROOM):
            try:
                return self._within(goal, spot._replace(room=room), room)
            except TooDeepError as problem:
                if room == _ROOM - 1:
                    why = f"it goes on for ever, or for more than {_ROOM} levels"
                    raise NoInstanceError(problem.keyword, problem.place, why) from None
        raise AssertionError("unreachable: the last room either holds it or raises")

    def _within(self, goal: Goal, spot: Spot, room: int) -> Json:
        if room < 0 or (goal, room) in self._too_deep:
            place = goal.subs[0].place if goal.subs else ""
            raise TooDeepError("$ref", place, "it is nested too deeply")
        try:
            return self._solved(goal, spot)
        except TooDeepError:
            if not spot.avoid:
                self._too_deep.add((goal, room))
            raise

    def _solved(self, goal: Goal, spot: Spot) -> Json:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            place = goal.subs[0].place if goal.subs else ""
            raise GivenUpError("", place, "its instances are too large")
        plan = self.plans.planned(goal)
        if ready := self._ready(goal, plan, spot):
            return ready[0]
        if plan.choices:
            return self._chosen(goal, plan, spot)
        return self._built(goal, plan, spot)

    # --- values that stand ready --------------------------------------------------------------

    def _ready(self, goal: Goal, plan: Plan, spot: Spot) -> tuple[Json] | None:
        """
        A value that is written in the schema itself, if it is to be taken.
        """
        given = self.given_whole(goal, spot)
        if given is not None:
            return (given,)
        if plan.values is not None:
            left = [value for value in plan.values if not among(value, spot.avoid)]
            if not left:
                raise NoInstanceError(*plan.counted_by, "all its values are taken")
            return (self._picked(left, plan.default, spot),)
        if plan.likely:
            left = [value for value in plan.likely if not among(value, spot.avoid)]
            if left and not self._is_hinted(spot):
                return (self._picked(left, None, spot),)
        default = plan.default
        if default is not None and not spot.avoid and spot.dice.integer(0, 1):
            return (default,)
        return None

    def given_whole(self, goal: Goal, spot: Spot) -> Json:
        """
        A list or an object that is given for the property, if it fits; else None.
        """
        if self._hints_or_none is None:
            return None
        given = self.hints.given(spot.name)
        if not isinstance(given, list | dict) or among(given, spot.avoid):
            return None
        return given if self.plans.fits(goal, given) else None

    def _is_hinted(self, spot: Spot) -> bool:
        return next(self.hints.texts(spot.name), None) is not None

    def _picked(self, values: list[Json], default: Json, spot: Spot) -> Json:
        given = self.hints.given(spot.name)
        if given is not None and among(given, values):
            return given
        if len(values) == 1:
            return values[0]
        mentioned = self.hints.mentioned(values)
        if mentioned:
            return mentioned[0]
        if default is not None and spot.dice.integer(0, 1):
            return default
        full = [value for value in values if value is not None]
        if len(full) < len(values) and _is_rare(spot):
            return None
        return spot.dice.choice(full or values)

    # --- choices ------------------------------------------------------------------------------

    def _chosen(self, goal: Goal, plan: Plan, spot: Spot) -> Json:
        choice = plan.choices[0]
        settled = (*goal.settled, choice)
        problems: list[NoInstanceError] = []
        for way in [*self._mixed(choice, spot), *choice.last_resorts]:
            subs = (*goal.subs, *(sub for sub in way if sub not in goal.subs))
            try:
                return self._solved(Goal(subs, settled), spot)
            except NoInstanceError as problem:
                problems.append(problem)
                self._failures += 1
            if self._failures > _MOST_FAILURES:
                why = f"no instance was found in {_MOST_FAILURES} tries; {problems[0].root}"
                raise GivenUpError(choice.keyword, choice.place, why)
        raise _worst(problems, choice)

    def _mixed(self, choice: Choice, spot: Spot) -> Sequence[Way]:
        """
        The ways in the order in which they are tried; what is empty or null seldom comes first.
        """
        ways = choice.ways
        if len(ways) < 2 or choice.keyword in {"not", "dependentSchemas"}:
            return ways
        mixed = spot.dice.shuffled(ways)
        if spot.room is not None or not _is_rare(spot):
            return sorted(mixed, key=_is_null)
        return sorted(mixed, key=_is_null, reverse=True)

    # --- building -----------------------------------------------------------------------------

    def _built(self, goal: Goal, plan: Plan, spot: Spot) -> Json:
        demand = self.plans.demand(goal, plan)
        if not (plan.is_checked or spot.avoid or demand.unlike):
            return self._typed(plan, demand, spot)
        tries = _TRIES_TO_DIFFER if spot.avoid else _TRIES if plan.is_checked else 1
        if demand.unlike:
            tries = _TRIES_TO_DIFFER
        for attempt in range(tries):
            at = spot.again(f"\0{attempt}") if attempt else spot
            value = self._typed(plan, demand, at)
            if spot.avoid and among(value, spot.avoid):
                continue
            if demand.is_possible(value) and (not plan.is_checked or self.plans.fits(goal, value)):
                return value
        keyword = goal.settled[-1].keyword if goal.settled else "uniqueItems"
        place = goal.settled[-1].place if goal.settled else demand.place
        raise NoInstanceError(keyword, place, "nothing was found that meets it and the rest")

    def _typed(self, plan: Plan, demand: Demand, spot: Spot) -> Json:
        if len(demand.kinds) == 1:
            return self._of_kind(demand.kinds[0], plan, demand, spot)
        problems: list[NoInstanceError] = []
        for kind in self._kinds(demand, spot):
            try:
                return self._of_kind(kind, plan, demand, spot)
            except NoInstanceError as problem:
                problems.append(problem)
        raise _worst(problems, None)

    def _kinds(self, demand: Demand, spot: Spot) -> Sequence[str]:
        """
        The types in the order in which they are tried: those first that the schema speaks of.
        """
        kinds = demand.kinds
        if not demand.is_typed or len(kinds) == len(KINDS):
            spoken = [kind for kind in kinds if kind in demand.spoken]
            usual = [kind for kind in ("string", "number", "boolean") if kind in kinds]
            return list(dict.fromkeys([*spoken, *usual, *kinds]))
        given = self.hints.given(spot.name)
        if given is not None and kind_of(given) in kinds:
            return list(dict.fromkeys([kind_of(given), *kinds]))
        mixed = spot.dice.shuffled(kinds)
        if "null" in kinds and (demand.is_null_last or not _is_rare(spot)):
            mixed.sort(key=lambda kind: kind == "null")
        return mixed

    def _of_kind(self, kind: str, plan: Plan, demand: Demand, spot: Spot) -> Json:
        if kind == "string":
            return self.plans.texts(plan, demand, spot.name).made(spot, self._hints_or_none)
        if kind == "object":
            return object_(self.plans.keys(plan, demand), spot, self)
        if kind == "array":
            return array(self.plans.places(plan, demand), spot, self)
        if kind == "number":
            numbers = self.plans.numbers(plan, demand, spot.name)
            return numbers.made(spot, self.hinted_number(spot.name))
        options: list[Json] = [None] if kind == "null" else self._booleans(spot)
        left = [v for v in options if not among(v, spot.avoid) and demand.is_possible(v)]
        if not left:
            raise demand.nothing(f"there is no further {kind}", "uniqueItems", "type")
        return left[0]

    def _booleans(self, spot: Spot) -> list[Json]:
        given = self.hints.given(spot.name)
        first = given if isinstance(given, bool) else spot.dice.integer(0, 1) == 1
        return [first, not first]

    def hinted_number(self, name: str) -> float | None:
        """
        What the prompt tells of a number under that name.
        """
        if self._hints_or_none is None:
            return None
        given = self.hints.given(name)
        if isinstance(given, int | float) and not isinstance(given, bool):
            return given
        return next(iter(self.hints.numbers(name)), None)


def _is_rare(spot: Spot) -> bool:
    """
    Now and then; the deeper, the more often.
    """
    return spot.dice.integer(1, max(_RARELY_NULL - spot.depth, 2)) == 1


def _is_null(way: Way) -> bool:
    for sub in way:
        words = sub.words or {}
        if words.get("type") == "null" or ("const" in words and words["const"] is None):
            return True
    return False


def _worst(problems: list[NoInstanceError], choice: Choice | None) -> NoInstanceError:
    """
    The one to tell: that it was too deep, as it may go on elsewhere, else the only one there is.
    """
    for problem in problems:
        if isinstance(problem, TooDeepError):
            return problem
    if choice is None or len(problems) == 1:
        return problems[0]
    root = problems[0].root
    why = f"none of its {len(problems)} ways leads to an instance, the first one as {root}"
    return NoInstanceError(choice.keyword, choice.place, why, root)
