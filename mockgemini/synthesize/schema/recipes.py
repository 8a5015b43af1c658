"""
Where nothing has to be searched: what the search would come to for a schema and a prompt, written
down as steps that only throw the dice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from mockgemini.jsontext import Json
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.arrays import ListPlan, usual
from mockgemini.synthesize.schema.document import Sub
from mockgemini.synthesize.schema.hints import Hints
from mockgemini.synthesize.schema.numbers import Span
from mockgemini.synthesize.schema.objects import KeyPlan, odds
from mockgemini.synthesize.schema.plans import Plan
from mockgemini.synthesize.schema.solving import DEEPEST, MOST_VALUES, Solver
from mockgemini.synthesize.schema.spot import Goal, Spot
from mockgemini.synthesize.schema.trouble import NoInstanceError

Below: TypeAlias = Callable[[Dice, str | int], Json]
"""Makes the value under a key or at a place of what the dice belong to."""

_SCALARS = frozenset({"string", "number", "integer", "boolean", "null"})


class _Step(NamedTuple):
    """
    How one value is made, and how many at most with all that is in it. `whole` makes a list or an
    object from dice of its own; None for anything else.
    """

    below: Below
    size: int = 1
    whole: Callable[[Dice], Json] | None = None


class _OnlySearchedError(Exception):
    """
    Something in the schema has to be searched for.
    """


def recipe(solver: Solver, hints: Hints) -> Callable[[Dice], Json] | None:
    """
    Makes of dice the very values that the solver would; None where only the solver can.
    """
    solver.begin(hints)
    try:
        step = _Writing(solver, hints).step(Goal((solver.document.top,)), "", 0)
    except (_OnlySearchedError, NoInstanceError):
        return None
    return step.whole if step.size < MOST_VALUES else None


class _Writing:
    """
    Writes down the steps for one document and one prompt.
    """

    def __init__(self, solver: Solver, hints: Hints) -> None:
        self._solver = solver
        self._hints = hints
        self._plans = solver.plans

    def step(self, goal: Goal, name: str, depth: int) -> _Step:
        """
        How a value for the goal is made.
        """
        plan, spot = self._plans.planned(goal), Spot(_NO_DICE, name, depth)
        given = self._solver.given_whole(goal, spot)
        if given is not None:
            return _fixed(given)
        if plan.choices or plan.values or plan.likely or plan.default is not None:
            return self._searched(goal, plan, spot)
        demand = self._plans.demand(goal, plan)
        if plan.is_checked or demand.unlike or len(demand.kinds) > 1 or depth >= DEEPEST:
            return self._searched(goal, plan, spot)
        return self._of_kind(demand.kinds[0], goal, plan, spot)

    def _of_kind(self, kind: str, goal: Goal, plan: Plan, spot: Spot) -> _Step:
        demand = self._plans.demand(goal, plan)
        if kind == "object":
            return self._object(self._plans.keys(plan, demand), spot.depth)
        if kind == "array":
            return self._list(self._plans.places(plan, demand), spot)
        if kind == "string":
            return self._text(goal, plan, spot)
        if kind == "number":
            return self._number(goal, plan, spot)
        given = self._hints.given(spot.name)
        is_given = kind == "null" or isinstance(given, bool)
        return _fixed(given if kind == "boolean" else None) if is_given else _Step(_truth)

    def _searched(self, goal: Goal, plan: Plan, spot: Spot) -> _Step:
        """
        One value, for which alone the solver is asked.
        """
        if not _is_scalar(plan):
            raise _OnlySearchedError
        make, name, depth = self._solver.make, spot.name, spot.depth
        return _Step(lambda dice, label: make(goal, Spot(dice.fork(label), name, depth)))

    def _text(self, goal: Goal, plan: Plan, spot: Spot) -> _Step:
        texts = self._plans.texts(plan, self._plans.demand(goal, plan), spot.name)
        if (hinted := texts.hinted(spot, self._hints)) is not None:
            return _fixed(hinted)
        if not (options := texts.plain):
            return self._searched(goal, plan, spot)
        return _Step(partial(_one_of, options, len(options) - 1))

    def _number(self, goal: Goal, plan: Plan, spot: Spot) -> _Step:
        numbers = self._plans.numbers(plan, self._plans.demand(goal, plan), spot.name)
        hinted = self._solver.hinted_number(spot.name)
        if hinted is not None and numbers.is_right(spot, hinted):
            return _fixed(hinted)
        if numbers.plain is None:
            return self._searched(goal, plan, spot)
        return _Step(partial(_number_of, numbers.plain))

    def _list(self, places: ListPlan, spot: Spot) -> _Step:
        demand = places.demand
        is_open = not demand.is_typed and "items" not in demand.blame
        if places.prefix or places.contained or demand.is_unique or is_open:
            raise _OnlySearchedError
        fewest, high = places.sizes()
        least, most = usual(fewest)
        goal = Goal(tuple(dict.fromkeys(places.goal(0).subs)))
        item = self.step(goal, spot.name, spot.depth + 1)
        return _composed(_List(item.below, (fewest, least, most, high)).made, 1 + most * item.size)

    def _object(self, keys: KeyPlan, depth: int) -> _Step:
        demand, required = keys.demand, dict.fromkeys(keys.required)
        is_plain = keys.names is None and not keys.is_map and not demand.dependent
        if not is_plain or demand.most_keys is not None or demand.fewest_keys > len(required):
            raise _OnlySearchedError
        wanted = (key for key in keys.optional if self._hints.given(key) is None)
        maybe = tuple((key, odds(depth)) for key in wanted)
        named = dict.fromkeys(
            key for key in keys.declared if key in required or key in keys.optional
        )
        steps = {key: self.step(keys.goal(key), key, depth + 1) for key in {**named, **required}}
        fields = tuple((key, step.below, key in required) for key, step in steps.items())
        return _composed(_Object(fields, maybe).made, 1 + sum(each.size for each in steps.values()))


class _List(NamedTuple):
    """
    `sizes`: the fewest items there may be, how many are usual (least and most), and the most.
    """

    item: Below
    sizes: tuple[int, int, int, int | None]

    def made(self, dice: Dice) -> Json:
        fewest, least, most, high = self.sizes
        wanted = dice.integer(least, most)
        items: list[Json] = []
        for index in range(wanted if high is None else min(wanted, high)):
            try:
                items.append(self.item(dice, index))
            except NoInstanceError:
                if index < fewest:
                    raise
                break
        return items


class _Object(NamedTuple):
    """
    `fields`: the keys in order, how their values are made, and whether they have to be there.
    `maybe`: those that may be left out, and the highest throw; they are where it is not 0.
    """

    fields: tuple[tuple[str, Below, bool], ...]
    maybe: tuple[tuple[str, int], ...]

    def made(self, dice: Dice) -> Json:
        left_out = {key for key, highest in self.maybe if not dice.integer(0, highest)}
        made: dict[str, Json] = {}
        for key, below, is_required in self.fields:
            if key not in left_out:
                try:
                    made[key] = below(dice, key)
                except NoInstanceError:
                    if is_required:
                        raise
        return made


def _composed(make: Callable[[Dice], Json], size: int) -> _Step:
    return _Step(lambda dice, label: make(dice.fork(label)), size, make)


def _fixed(value: Json) -> _Step:
    return _Step(lambda _dice, _label: value)


def _one_of(options: Sequence[str], last: int, dice: Dice, label: str | int) -> str:
    return options[dice.first(label, 0, last)]


def _number_of(span: Span, dice: Dice, label: str | int) -> float:
    return span.at(dice.first(label, span.first, span.last))


def _truth(dice: Dice, label: str | int) -> bool:
    return dice.first(label, 0, 1) == 1


def _is_scalar(plan: Plan) -> bool:
    """
    Whether nothing that holds other values can come of it.
    """
    if plan.values is not None:
        return True
    if plan.choices:
        ways = (way for each in plan.choices for way in (*each.ways, *each.last_resorts))
        return all(_is_plain(sub) for way in ways for sub in way)
    return plan.demand is not None and _SCALARS.issuperset(plan.demand.kinds)


def _is_plain(sub: Sub) -> bool:
    words = sub.words or {}
    kinds = words.get("type")
    return all(kind in _SCALARS for kind in (kinds if isinstance(kinds, list) else [kinds]))


_NO_DICE = Dice(b"")
