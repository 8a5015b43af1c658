"""
All that several schemas ask of one value, keyword by keyword, brought down to one of each.

Says what is asked, by type; the values are made elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TypeAlias

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.checking import exact
from mockgemini.synthesize.schema.document import Document, Sub
from mockgemini.synthesize.schema.equality import among
from mockgemini.synthesize.schema.negating import UNEVEN, UNLIKE_PATTERN, UNLIKE_VALUES
from mockgemini.synthesize.schema.pattern import Pattern
from mockgemini.synthesize.schema.spelling import TYPES
from mockgemini.synthesize.schema.trouble import NoInstanceError, UnreadableError

KINDS = ("object", "array", "string", "number", "boolean", "null")


class Demand:
    """
    What is asked of one value. `kinds` are the types left; `spoken` those that keywords speak of.

    Bounds are None where nothing is asked; `blame` has the place of each keyword, the latest one.
    """

    def __init__(self, document: Document, leaves: Iterable[Sub]) -> None:
        self.document = document
        self.leaves = tuple(leaves)
        self.blame: dict[str, str] = {}
        self.kinds: tuple[str, ...] = KINDS
        self.spoken: dict[str, None] = {}
        self.is_typed = False
        self.is_checked = False
        self.is_null_last = False
        self.unlike: list[Json] = []
        self.notes: list[str] = []
        # numbers
        self.is_whole = False
        self.low: Fraction | None = None
        self.high: Fraction | None = None
        self.is_low_open = False
        self.is_high_open = False
        self.steps: list[float] = []
        self.uneven: list[float] = []
        # texts
        self.shortest = 0
        self.longest: int | None = None
        self.patterns: list[Pattern] = []
        self.unlike_patterns: list[Pattern] = []
        self.formats: list[str] = []
        # arrays
        self.fewest_items = 0
        self.most_items: int | None = None
        self.is_unique = False
        # objects
        self.required: dict[str, None] = {}
        self.fewest_keys = 0
        self.most_keys: int | None = None
        self.dependent: list[tuple[str, list[str]]] = []
        for leaf in self.leaves:
            self._take(leaf)

    def _take(self, leaf: Sub) -> None:
        for keyword, asked in (leaf.words or {}).items():
            take = _TAKES.get(keyword)
            if take is not None:
                self.blame[keyword] = leaf.place
                kind = take(self, asked, keyword)
                if kind is not None:
                    self.spoken[kind] = None

    def nothing(self, why: str, *keywords: str) -> NoInstanceError:
        """
        The error that nothing fits, blamed on the first of the keywords that is there.
        """
        keyword = next((each for each in keywords if each in self.blame), keywords[0])
        return NoInstanceError(keyword, self.blame.get(keyword, self.place), why)

    def unreadable(self, keyword: str, why: str) -> UnreadableError:
        """
        The error that a keyword cannot be understood.
        """
        return UnreadableError(keyword, self.blame.get(keyword, self.place), why)

    @property
    def place(self) -> str:
        """
        Where the outermost of the schemas stands.
        """
        return self.leaves[0].place if self.leaves else ""

    def is_possible(self, value: Json) -> bool:
        """
        Is it none of the values that are not wanted?
        """
        return not self.unlike or not among(value, self.unlike)


# --- one function a keyword; it gives the type that it speaks of ------------------------------

_Take: TypeAlias = Callable[[Demand, Json, str], str | None]


def _type(demand: Demand, asked: Json, keyword: str) -> None:
    kinds = asked if isinstance(asked, list) else [asked]
    for kind in kinds:
        if kind not in TYPES:
            raise demand.unreadable(keyword, f"there is no type {kind!r}")
    left = [kind for kind in demand.kinds if kind in kinds]
    if "integer" in kinds and "number" not in kinds and "number" in demand.kinds:
        left.append("number")
        demand.is_whole = True
    if not left:
        wanted = " or ".join(str(kind) for kind in kinds)
        raise demand.nothing(
            f"a value of type {wanted} is of none of the other types asked", "type"
        )
    demand.kinds = tuple(left)
    demand.is_typed = True


def _number(demand: Demand, asked: Json, keyword: str) -> float:
    if isinstance(asked, int) and not isinstance(asked, bool):
        return asked
    if isinstance(asked, float) and math.isfinite(asked):
        return asked
    raise demand.unreadable(keyword, f"it has to be a number, not {asked!r}")


def _count(demand: Demand, asked: Json, keyword: str) -> int:
    number = _number(demand, asked, keyword)
    if number < 0:
        raise demand.unreadable(keyword, f"it has to be 0 or more, not {asked!r}")
    return math.ceil(number) if keyword.startswith("min") else math.floor(number)


def _lowest(demand: Demand, asked: Json, keyword: str) -> str:
    bound, is_open = exact(_number(demand, asked, keyword)), keyword.startswith("exclusive")
    if demand.low is None or (bound, is_open) > (demand.low, demand.is_low_open):
        demand.low, demand.is_low_open = bound, is_open
    return "number"


def _highest(demand: Demand, asked: Json, keyword: str) -> str:
    bound, is_open = exact(_number(demand, asked, keyword)), keyword.startswith("exclusive")
    if demand.high is None or (-bound, is_open) > (-demand.high, demand.is_high_open):
        demand.high, demand.is_high_open = bound, is_open
    return "number"


def _multiple(demand: Demand, asked: Json, keyword: str) -> str:
    if (step := _number(demand, asked, keyword)) <= 0:
        raise demand.unreadable(keyword, f"it has to be more than 0, not {asked!r}")
    demand.steps.append(step)
    return "number"


def _uneven(demand: Demand, asked: Json, keyword: str) -> str:
    demand.uneven.append(_number(demand, asked, keyword))
    demand.is_checked = True
    return "number"


def _min_length(demand: Demand, asked: Json, keyword: str) -> str:
    demand.shortest = max(demand.shortest, _count(demand, asked, keyword))
    return "string"


def _max_length(demand: Demand, asked: Json, keyword: str) -> str:
    demand.longest = _least(demand.longest, _count(demand, asked, keyword))
    return "string"


def _least(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)


def _pattern(demand: Demand, asked: Json, keyword: str) -> str:
    demand.patterns.append(demand.document.pattern(asked, demand.blame[keyword]))
    return "string"


def _unlike_pattern(demand: Demand, asked: Json, keyword: str) -> str:
    demand.unlike_patterns.append(demand.document.pattern(asked, demand.blame[keyword]))
    return "string"


def _unlike_values(demand: Demand, asked: Json, _: str) -> None:
    demand.unlike += asked if isinstance(asked, list) else []


def _format(demand: Demand, asked: Json, _: str) -> str | None:
    if not isinstance(asked, str):
        return None
    demand.formats.append(asked)
    if asked in {"int32", "int64", "float", "double"}:
        return "number"
    return "string"


def _nullable(demand: Demand, asked: Json, _: str) -> None:
    # OpenAPI's word for it; a validator of plain JSON Schema would not let null pass.
    demand.is_null_last = demand.is_null_last or asked is True


def _note(demand: Demand, asked: Json, _: str) -> None:
    if isinstance(asked, str):
        demand.notes.append(asked)


def _min_items(demand: Demand, asked: Json, keyword: str) -> str:
    demand.fewest_items = max(demand.fewest_items, _count(demand, asked, keyword))
    return "array"


def _max_items(demand: Demand, asked: Json, keyword: str) -> str:
    demand.most_items = _least(demand.most_items, _count(demand, asked, keyword))
    return "array"


def _unique(demand: Demand, asked: Json, _: str) -> str:
    demand.is_unique = demand.is_unique or asked is True
    return "array"


def _of_arrays(_: Demand, __: Json, ___: str) -> str:
    return "array"


def _evaluated_items(demand: Demand, _: Json, __: str) -> str:
    demand.is_checked = True
    return "array"


def _of_objects(demand: Demand, asked: Json, keyword: str) -> str:
    if not isinstance(asked, dict):
        raise demand.unreadable(keyword, f"it has to be an object, not {asked!r}")
    return "object"


def _more_properties(_: Demand, __: Json, ___: str) -> str:
    return "object"


def _evaluated_keys(demand: Demand, _: Json, __: str) -> str:
    demand.is_checked = True
    return "object"


def _min_properties(demand: Demand, asked: Json, keyword: str) -> str:
    demand.fewest_keys = max(demand.fewest_keys, _count(demand, asked, keyword))
    return "object"


def _max_properties(demand: Demand, asked: Json, keyword: str) -> str:
    demand.most_keys = _least(demand.most_keys, _count(demand, asked, keyword))
    return "object"


def _required(demand: Demand, asked: Json, keyword: str) -> str:
    demand.required.update(dict.fromkeys(_keys(demand, asked, keyword)))
    return "object"


def _dependent_required(demand: Demand, asked: Json, keyword: str) -> str:
    if not isinstance(asked, dict):
        raise demand.unreadable(keyword, f"it has to be an object, not {asked!r}")
    for key, wanted in asked.items():
        demand.dependent.append((key, _keys(demand, wanted, keyword)))
    return "object"


def _keys(demand: Demand, asked: Json, keyword: str) -> list[str]:
    keys = [key for key in asked if isinstance(key, str)] if isinstance(asked, list) else []
    if not isinstance(asked, list) or len(keys) < len(asked):
        raise demand.unreadable(keyword, f"it has to be a list of strings, not {asked!r}")
    return keys


_TAKES: dict[str, _Take] = {
    "type": _type,
    "nullable": _nullable,
    "title": _note,
    "description": _note,
    "format": _format,
    "minimum": _lowest,
    "exclusiveMinimum": _lowest,
    "maximum": _highest,
    "exclusiveMaximum": _highest,
    "multipleOf": _multiple,
    UNEVEN: _uneven,
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    UNLIKE_PATTERN: _unlike_pattern,
    UNLIKE_VALUES: _unlike_values,
    "minItems": _min_items,
    "maxItems": _max_items,
    "uniqueItems": _unique,
    "items": _of_arrays,
    "prefixItems": _of_arrays,
    "contains": _of_arrays,
    "unevaluatedItems": _evaluated_items,
    "properties": _of_objects,
    "patternProperties": _of_objects,
    "additionalProperties": _more_properties,
    "propertyNames": _more_properties,
    "unevaluatedProperties": _evaluated_keys,
    "minProperties": _min_properties,
    "maxProperties": _max_properties,
    "required": _required,
    "dependentRequired": _dependent_required,
}
