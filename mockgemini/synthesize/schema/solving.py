"""
The search for an instance: what the schemas ask is brought together, choices are made by the dice,
and where one leads nowhere, the next is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.arrays import ListPlan, array
from mockgemini.synthesize.schema.checking import Checking, kind_of
from mockgemini.synthesize.schema.demand import KINDS, Demand
from mockgemini.synthesize.schema.document import Document, Sub
from mockgemini.synthesize.schema.equality import among
from mockgemini.synthesize.schema.expanding import Choice, Expanding, Way
from mockgemini.synthesize.schema.hints import Hints
from mockgemini.synthesize.schema.numbers import NumberPlan
from mockgemini.synthesize.schema.objects import KeyPlan, object_
from mockgemini.synthesize.schema.spot import Goal, Spot
from mockgemini.synthesize.schema.texts import TextPlan
from mockgemini.synthesize.schema.trouble import (
    GivenUpError,
    NoInstanceError,
    TooDeepError,
    UnreadableError,
)

DEEPEST = 6
"""From this depth on, only what has to be there is there."""

_MOST_VALUES = 400  # from this size on, likewise
_MOST_STEPS = 20_000
_MOST_PLANS = 5_000
_ROOM = 40
_TRIES = 4
_TRIES_TO_DIFFER = 40
_ANNOTATIONS = frozenset({"type", "enum", "const", "title", "description", "default", "examples"})
_RARELY_NULL = 6


class _Plan:
    """
    A goal made ready: either its `values` are counted, or there are choices, or all is demanded.

    `likely` are examples that fit, `default` one that is worth giving; None where there is none.
    """

    __slots__ = (
        *("choices", "default", "demand", "is_checked", "keys", "likely", "list", "numbers"),
        *("texts", "values"),
    )

    def __init__(self, choices: tuple[Choice, ...], demand: Demand | None) -> None:
        self.choices = choices
        self.demand = demand
        self.values: list[Json] | None = None
        self.likely: list[Json] = []
        self.default: Json = None
        self.is_checked = False
        self.keys: KeyPlan | None = None
        self.list: ListPlan | None = None
        self.texts: dict[str, TextPlan] = {}
        self.numbers: dict[str, NumberPlan] = {}


class Solver:
    """
    Makes instances of one document, and remembers for the next what it has worked out.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.checking = Checking(document)
        self.hints = Hints()
        self._hints_or_none: Hints | None = None
        self._expanding = Expanding(document)
        self._plans: dict[Goal, _Plan | NoInstanceError] = {}
        self._too_deep: set[tuple[Goal, int]] = set()
        self._steps = 0
        self._values = 0

    def solve(self, spot: Spot, hints: Hints) -> Json:
        """
        An instance of the whole document; a NoInstanceError where there is none.
        """
        self.hints = hints
        self._hints_or_none = hints if hints.text or hints.named else None
        self._steps = self._values = 0
        if len(self._plans) > _MOST_PLANS:
            self._plans.clear()
            self._too_deep.clear()
        return self.make(Goal((self.document.top,)), spot)

    def make(self, goal: Goal, spot: Spot) -> Json:
        """
        A value for the goal; a NoInstanceError where nothing fits.
        """
        if spot.room is not None:
            return self._within(goal, spot, spot.room)
        self._values += 1
        if spot.depth < DEEPEST and self._values < _MOST_VALUES:
            return self._solved(goal, spot)
        # The smallest instance: a little deeper each time, until there is one.
        for room in range(_ROOM):
            try:
                return self._within(goal, spot._replace(room=room), room)
            except TooDeepError as problem:
                deepest = problem
        raise NoInstanceError(deepest.keyword, deepest.place, "it can never end")

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
            raise GivenUpError("", place, f"no instance was found in {_MOST_STEPS} steps")
        plan = self._planned(goal)
        if (ready := self._ready(plan, spot)) is not _NONE:
            return ready
        if plan.choices:
            return self._chosen(goal, plan, spot)
        return self._built(goal, plan, spot)

    # --- planning -----------------------------------------------------------------------------

    def _planned(self, goal: Goal) -> _Plan:
        plan = self._plans.get(goal)
        if plan is None:
            try:
                plan = self._plan(goal)
            except NoInstanceError as problem:
                plan = problem
            self._plans[goal] = plan
        if isinstance(plan, NoInstanceError):
            raise plan
        return plan

    def _plan(self, goal: Goal) -> _Plan:
        leaves, choices = self._flattened(goal.subs)
        open_choices = tuple(choice for choice in choices if choice not in goal.settled)
        values = self._counted(goal, leaves)
        plan = _Plan(open_choices, None)
        plan.values = values
        self._take_examples(goal, leaves, plan)
        if values is None and (not open_choices or goal.settled):
            plan.demand = Demand(self.document, leaves)
            plan.is_checked = plan.demand.is_checked or any(c.is_checked for c in goal.settled)
        return plan

    def _flattened(self, subs: Iterable[Sub]) -> tuple[list[Sub], list[Choice]]:
        """
        All schemas that hold without a choice, and the choices.
        """
        leaves: list[Sub] = []
        choices: list[Choice] = []
        seen: dict[Sub, None] = {}
        waiting = list(subs)[::-1]
        while waiting:
            sub = waiting.pop()
            if sub in seen:
                continue
            seen[sub] = None
            expansion = self._expanding.expanded(sub)
            if expansion.leaf is not None:
                leaves.append(expansion.leaf)
            choices += expansion.choices
            waiting += expansion.shared[::-1]
        return leaves, choices

    def _counted(self, goal: Goal, leaves: list[Sub]) -> list[Json] | None:
        """
        The values of `enum` and `const` that fit everything; None where neither is there.
        """
        for leaf in leaves:
            words = leaf.words or {}
            if "const" not in words and "enum" not in words:
                continue
            listed = [words["const"]] if "const" in words else words["enum"]
            keyword = "const" if "const" in words else "enum"
            if not isinstance(listed, list):
                raise UnreadableError(keyword, leaf.place, "it has to be a list")
            fitting = [value for value in listed if self._fits(goal, value)]
            if not fitting:
                why = "none of its values fits the rest" if listed else "it has no values"
                raise NoInstanceError(keyword, leaf.place, why)
            return fitting
        return None

    def _fits(self, goal: Goal, value: Json) -> bool:
        return all(self.checking.fits(sub, value) for sub in goal.subs)

    def _take_examples(self, goal: Goal, leaves: list[Sub], plan: _Plan) -> None:
        for leaf in leaves:
            words = leaf.words or {}
            listed = words.get("examples")
            listed = list(listed) if isinstance(listed, list) else []
            if "example" in words:
                listed.append(words["example"])
            plan.likely += [each for each in listed if each and self._fits(goal, each)]
            default = words.get("default")
            if default and plan.default is None and self._fits(goal, default):
                plan.default = default

    # --- values that stand ready --------------------------------------------------------------

    def _ready(self, plan: _Plan, spot: Spot) -> Json | _None:
        if plan.values is not None:
            left = [value for value in plan.values if not among(value, spot.avoid)]
            if not left:
                raise NoInstanceError("enum", "", "all its values are taken")
            return self._picked(left, plan.default, spot)
        if plan.likely:
            left = [value for value in plan.likely if not among(value, spot.avoid)]
            if left and not self._is_hinted(spot):
                return self._picked(left, None, spot)
        default = plan.default
        if default is not None and not spot.avoid and spot.dice.integer(0, 1):
            return default
        return _NONE

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
        if len(full) < len(values) and spot.dice.integer(1, _RARELY_NULL) == 1:
            return None
        return spot.dice.choice(full or values)

    # --- choices ------------------------------------------------------------------------------

    def _chosen(self, goal: Goal, plan: _Plan, spot: Spot) -> Json:
        choice = plan.choices[0]
        settled = (*goal.settled, choice)
        problems: list[NoInstanceError] = []
        for way in [*self._mixed(choice, spot), *choice.last_resorts]:
            subs = (*goal.subs, *(sub for sub in way if sub not in goal.subs))
            try:
                return self._solved(Goal(subs, settled), spot)
            except (GivenUpError, UnreadableError):
                raise
            except NoInstanceError as problem:
                problems.append(problem)
        raise _worst(problems, choice)

    def _mixed(self, choice: Choice, spot: Spot) -> Sequence[Way]:
        """
        The ways in the order in which they are tried; what is empty or null seldom comes first.
        """
        ways = choice.ways
        if len(ways) < 2 or choice.keyword in {"not", "dependentSchemas"}:
            return ways
        mixed = spot.dice.shuffled(ways)
        last = spot.dice.integer(1, _RARELY_NULL) > 1 or spot.room is not None
        return sorted(mixed, key=_is_null) if last else mixed

    # --- building -----------------------------------------------------------------------------

    def _built(self, goal: Goal, plan: _Plan, spot: Spot) -> Json:
        if plan.demand is None:
            plan.demand = Demand(self.document, self._flattened(goal.subs)[0])
            plan.is_checked = plan.demand.is_checked
        demand = plan.demand
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
            if demand.is_possible(value) and (not plan.is_checked or self._fits(goal, value)):
                return value
        keyword = goal.settled[-1].keyword if goal.settled else "uniqueItems"
        place = goal.settled[-1].place if goal.settled else demand.place
        raise NoInstanceError(keyword, place, "nothing was found that meets it and the rest")

    def _typed(self, plan: _Plan, demand: Demand, spot: Spot) -> Json:
        if len(demand.kinds) == 1:
            return self._of_kind(demand.kinds[0], plan, demand, spot)
        problems: list[NoInstanceError] = []
        for kind in self._kinds(demand, spot):
            try:
                return self._of_kind(kind, plan, demand, spot)
            except (GivenUpError, UnreadableError):
                raise
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
        if "null" in kinds and spot.dice.integer(1, _RARELY_NULL) > 1:
            mixed.sort(key=lambda kind: kind == "null")
        return mixed

    def _of_kind(self, kind: str, plan: _Plan, demand: Demand, spot: Spot) -> Json:
        if kind == "string":
            texts = plan.texts.get(spot.name)
            if texts is None:
                texts = plan.texts[spot.name] = TextPlan(demand, spot.name)
            return texts.made(spot, self._hints_or_none)
        if kind == "object":
            if plan.keys is None:
                plan.keys = KeyPlan(demand, self.document)
            return object_(plan.keys, spot, self)
        if kind == "array":
            if plan.list is None:
                plan.list = ListPlan(demand, self.document)
            return array(plan.list, spot, self)
        if kind == "number":
            numbers = plan.numbers.get(spot.name)
            if numbers is None:
                numbers = plan.numbers[spot.name] = NumberPlan(demand, spot.name)
            return numbers.made(spot, self._hinted_number(spot))
        options: list[Json] = [None] if kind == "null" else self._booleans(spot)
        left = [v for v in options if not among(v, spot.avoid) and demand.is_possible(v)]
        if not left:
            raise demand.nothing(f"there is no further {kind}", "uniqueItems", "type")
        return left[0]

    def _booleans(self, spot: Spot) -> list[Json]:
        given = self.hints.given(spot.name)
        first = given if isinstance(given, bool) else spot.dice.integer(0, 1) == 1
        return [first, not first]

    def _hinted_number(self, spot: Spot) -> float | None:
        if self._hints_or_none is None:
            return None
        given = self.hints.given(spot.name)
        if isinstance(given, int | float) and not isinstance(given, bool):
            return given
        return next(iter(self.hints.numbers(spot.name)), None)


class _None:
    """
    No value, where None would be one.
    """


_NONE = _None()


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
    why = f"none of its {len(problems)} ways leads to an instance; the first: {problems[0].why}"
    return NoInstanceError(choice.keyword, choice.place, why)
