"""
A value that fits a JSON Schema, or the refusal that names the keyword that allows none.
"""

from __future__ import annotations

from collections.abc import Callable

from mockgemini.jsontext import Json
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.hints import NO_HINTS, Hints
from mockgemini.synthesize.schema.recipes import recipe
from mockgemini.synthesize.schema.solving import Solver
from mockgemini.synthesize.schema.spot import Spot
from mockgemini.synthesize.schema.trouble import SchemaError
from mockgemini.wire.refusal import Refused, invalid

_REMEMBERED = 64
"""Prompts, for each of which a schema has a recipe."""


def instance(schema: Json, dice: Dice, *, hints: Hints = NO_HINTS, path: str = "") -> Json:
    """
    A value that fits: the same for the same dice. A 400 (Refused) for a schema that nothing fits,
    or that we cannot follow; `path` is where in the request the schema stands.
    """
    return Instances(schema, path).made(dice, hints)


class Instances:
    """
    Many values of one schema; what was worked out for one is there for the next.
    """

    def __init__(self, schema: Json, path: str = "") -> None:
        self._path = path
        self._schema = schema
        self._solver: Solver | None = None
        self._met: dict[int, Hints] = {}
        self._recipes: dict[int, Callable[[Dice], Json] | None] = {}

    def made(self, dice: Dice, hints: Hints = NO_HINTS) -> Json:
        """
        A value that fits; a 400 (Refused) as `instance` has it.
        """
        try:
            if self._solver is None:
                self._solver = Solver(Document(self._schema))
            return self._solved(self._solver, dice, hints)
        except SchemaError as problem:
            raise self._refused(problem) from problem
        except RecursionError:
            raise self._refused(SchemaError("", "", "it is nested too deeply")) from None

    def _solved(self, solver: Solver, dice: Dice, hints: Hints) -> Json:
        # By identity, which what is kept cannot lose. What comes only once is not worth a recipe.
        key = id(hints)
        if key not in self._met:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
                self._recipes.clear()
            self._met[key] = hints
            return solver.solve(Spot(dice), hints)
        if key not in self._recipes:
            self._recipes[key] = recipe(solver, hints)
        follow = self._recipes[key]
        if follow is None:
            return solver.solve(Spot(dice), hints)
        solver.begin(hints)
        return follow(dice)

    def _refused(self, problem: SchemaError) -> Refused:
        keyword = f"/{problem.keyword}" if problem.keyword else ""
        where = f"{self._path}{problem.place}{keyword}" or "/"
        return invalid(f"Invalid JSON schema at '{where}': {problem.why}.")
