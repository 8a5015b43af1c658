"""
Goals made ready to be built, each of them once: what is counted out, what is left to choose, what
is demanded. Chooses nothing and makes no value.
"""

from __future__ import annotations

from collections.abc import Iterable

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.arrays import ListPlan
from mockgemini.synthesize.schema.checking import Checking
from mockgemini.synthesize.schema.demand import Demand
from mockgemini.synthesize.schema.document import Document, Sub
from mockgemini.synthesize.schema.expanding import Choice, Expanding
from mockgemini.synthesize.schema.numbers import NumberPlan
from mockgemini.synthesize.schema.objects import KeyPlan
from mockgemini.synthesize.schema.spot import Goal
from mockgemini.synthesize.schema.texts import TextPlan
from mockgemini.synthesize.schema.trouble import NoInstanceError, UnreadableError

_MOST_PLANS = 5_000


class Plan:
    """
    A goal made ready: either its `values` are counted, or there are choices, or all is demanded.

    `likely` are examples that fit, `default` one that is worth giving; None where there is none.
    """

    __slots__ = (
        *(
            "counted_by",
            "choices",
            "default",
            "demand",
            "is_checked",
            "keys",
            "likely",
            "places",
            "numbers",
        ),
        *("texts", "values"),
    )

    def __init__(self, choices: tuple[Choice, ...], demand: Demand | None) -> None:
        self.choices = choices
        self.demand = demand
        self.values: list[Json] | None = None
        self.likely: list[Json] = []
        self.default: Json = None
        self.counted_by = ("enum", "")
        self.is_checked = False
        self.keys: KeyPlan | None = None
        self.places: ListPlan | None = None
        self.texts: dict[str, TextPlan] = {}
        self.numbers: dict[str, NumberPlan] = {}


class Plans:
    """
    The plans of one document; remembered, but never more than a few thousand of them.
    """

    def __init__(self, document: Document, checking: Checking) -> None:
        self._document = document
        self._checking = checking
        self._expanding = Expanding(document)
        self._plans: dict[Goal, Plan | NoInstanceError] = {}

    def forget(self) -> bool:
        """
        Forget all, if it has become too much.
        """
        if len(self._plans) <= _MOST_PLANS:
            return False
        self._plans.clear()
        return True

    def demand(self, goal: Goal, plan: Plan) -> Demand:
        """
        What is demanded of a value for the goal, all choices made.
        """
        return plan.demand or self._demand(goal, self._flattened(goal.subs)[0], plan)

    def _demand(self, goal: Goal, leaves: list[Sub], plan: Plan) -> Demand:
        demand = plan.demand = Demand(self._document, leaves)
        plan.is_checked = demand.is_checked or any(each.is_checked for each in goal.settled)
        return demand

    def keys(self, plan: Plan, demand: Demand) -> KeyPlan:
        """
        The keys of its objects.
        """
        if plan.keys is None:
            plan.keys = KeyPlan(demand, self._document)
        return plan.keys

    def texts(self, plan: Plan, demand: Demand, name: str) -> TextPlan:
        """
        Its texts, under that name.
        """
        found = plan.texts.get(name)
        if found is None:
            found = plan.texts[name] = TextPlan(demand, name)
        return found

    def numbers(self, plan: Plan, demand: Demand, name: str) -> NumberPlan:
        """
        Its numbers, under that name.
        """
        found = plan.numbers.get(name)
        if found is None:
            found = plan.numbers[name] = NumberPlan(demand, name)
        return found

    def places(self, plan: Plan, demand: Demand) -> ListPlan:
        """
        The places of its lists.
        """
        if plan.places is None:
            plan.places = ListPlan(demand, self._document)
        return plan.places

    def planned(self, goal: Goal) -> Plan:
        """
        The plan for a goal; a NoInstanceError where it is clear that nothing fits.
        """
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

    def _plan(self, goal: Goal) -> Plan:
        leaves, choices = self._flattened(goal.subs)
        open_choices = tuple(choice for choice in choices if choice not in goal.settled)
        plan = Plan(open_choices, None)
        values = plan.values = self._counted(goal, leaves, plan)
        self._take_examples(goal, leaves, plan)
        if values is None and (not open_choices or goal.settled):
            self._demand(goal, leaves, plan)
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

    def _counted(self, goal: Goal, leaves: list[Sub], plan: Plan) -> list[Json] | None:
        """
        The values of `enum` and `const` that fit everything; None where neither is there.
        """
        for leaf in leaves:
            words = leaf.words or {}
            if "const" not in words and "enum" not in words:
                continue
            listed = [words["const"]] if "const" in words else words["enum"]
            keyword = "const" if "const" in words else "enum"
            plan.counted_by = (keyword, leaf.place)
            if not isinstance(listed, list):
                raise UnreadableError(keyword, leaf.place, "it has to be a list")
            fitting = [value for value in listed if self.fits(goal, value)]
            if not fitting:
                why = "none of its values fits the rest" if listed else "it has no values"
                raise NoInstanceError(keyword, leaf.place, why)
            return fitting
        return None

    def fits(self, goal: Goal, value: Json) -> bool:
        """
        Does the value fit all of the goal?
        """
        return all(self._checking.fits(sub, value) for sub in goal.subs)

    def _take_examples(self, goal: Goal, leaves: list[Sub], plan: Plan) -> None:
        for leaf in leaves:
            words = leaf.words or {}
            listed = words.get("examples")
            listed = list(listed) if isinstance(listed, list) else []
            if "example" in words:
                listed.append(words["example"])
            plan.likely += [each for each in listed if each and self.fits(goal, each)]
            default = words.get("default")
            if default and plan.default is None and self.fits(goal, default):
                plan.default = default
