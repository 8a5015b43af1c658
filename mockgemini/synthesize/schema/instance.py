"""
A value that fits a JSON Schema, or the refusal that names the keyword that allows none.
"""

from __future__ import annotations

from mockgemini.jsontext import Json
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.hints import NO_HINTS, Hints
from mockgemini.synthesize.schema.solving import Solver
from mockgemini.synthesize.schema.spot import Spot
from mockgemini.synthesize.schema.trouble import SchemaError
from mockgemini.wire.refusal import Refused, invalid


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

    def made(self, dice: Dice, hints: Hints = NO_HINTS) -> Json:
        """
        A value that fits; a 400 (Refused) as `instance` has it.
        """
        try:
            if self._solver is None:
                self._solver = Solver(Document(self._schema))
            return self._solver.solve(Spot(dice), hints)
        except SchemaError as problem:
            raise self._refused(problem) from problem
        except RecursionError:
            raise self._refused(SchemaError("", "", "it is nested too deeply")) from None

    def _refused(self, problem: SchemaError) -> Refused:
        keyword = f"/{problem.keyword}" if problem.keyword else ""
        where = f"{self._path}{problem.place}{keyword}" or "/"
        return invalid(f"Invalid JSON schema at '{where}': {problem.why}.")
