"""
Does a value fit a schema? Asked only where there are candidates to decide between: for `enum`,
`oneOf`, `not`, `if` and their like; what is made straight from the keywords is not asked about.

`format` and what is unknown say nothing here. What was evaluated is told by `evaluated.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.document import Document, Sub
from mockgemini.synthesize.schema.equality import among, are_distinct, same
from mockgemini.synthesize.schema.evaluated import seen_items, seen_keys
from mockgemini.synthesize.schema.trouble import UnreadableError

_DEEPEST = 60


class Checking:
    """
    Fits or fits not, for the subschemas of one document.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._depth = 0

    def fits(self, sub: Sub, value: Json) -> bool:
        """
        Does the value fit, or not fit where `sub` is negated?
        """
        return self._holds(sub, value) is not sub.is_negated

    def child(self, sub: Sub, value: Json, schema: Json, *steps: str | int) -> bool:
        """
        Does the value fit the subschema under these steps?
        """
        return self.fits(self.document.below(sub, schema, steps), value)

    def _holds(self, sub: Sub, value: Json) -> bool:
        if sub.words is None:
            return sub.is_open
        if self._depth > _DEEPEST:
            raise UnreadableError("$ref", sub.place, "its references lead back to it for ever")
        self._depth += 1
        try:
            for keyword, asked in sub.words.items():
                check = _CHECKS.get(keyword)
                if check is not None and not check(self, sub, asked, value):
                    return False
            return True
        finally:
            self._depth -= 1


def kind_of(value: Json) -> str:
    """
    The value's type, as JSON Schema calls it; `number` for whole ones too.
    """
    if isinstance(value, bool):
        return "boolean"
    return _KINDS[type(value)]


_KINDS = {dict: "object", list: "array", str: "string", int: "number", float: "number"} | {
    type(None): "null"
}


def exact(value: float) -> Fraction:
    """
    The number as it is written in decimals, not as binary floats have it.
    """
    return Fraction(value) if isinstance(value, int) else Fraction(repr(value))


# --- one function a keyword -------------------------------------------------------------------

Check: TypeAlias = Callable[[Checking, Sub, Json, Json], bool]


def _type(_: Checking, __: Sub, asked: Json, value: Json) -> bool:
    kind = kind_of(value)
    kinds = asked if isinstance(asked, list) else [asked]
    if kind == "number" and "integer" in kinds and "number" not in kinds:
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return kind in kinds


def _enum(_: Checking, __: Sub, asked: Json, value: Json) -> bool:
    return isinstance(asked, list) and among(value, asked)


def _const(_: Checking, __: Sub, asked: Json, value: Json) -> bool:
    return same(asked, value)


def _bound(holds: Callable[[float, float], bool]) -> Check:
    def check(_: Checking, __: Sub, asked: Json, value: Json) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return True
        return not isinstance(asked, int | float) or holds(value, asked)

    return check


def _multiple(value: float, step: float) -> bool:
    return not step or exact(value) % exact(step) == 0


def _count(kind: type[str | list[Json] | dict[str, Json]], *, is_most: bool) -> Check:
    def check(_: Checking, __: Sub, asked: Json, value: Json) -> bool:
        if not isinstance(value, kind) or not isinstance(asked, int | float):
            return True
        return len(value) <= asked if is_most else len(value) >= asked

    return check


def _pattern(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    return not isinstance(value, str) or checking.document.pattern(asked, sub.place).fits(value)


def _required(_: Checking, __: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, dict) or not isinstance(asked, list):
        return True
    return all(key in value for key in asked)


def _properties(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, dict) or not isinstance(asked, dict):
        return True
    return all(
        checking.child(sub, value[key], schema, "properties", key)
        for key, schema in asked.items()
        if key in value
    )


def _pattern_properties(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, dict) or not isinstance(asked, dict):
        return True
    return all(
        checking.child(sub, value[key], schema, "patternProperties", source)
        for source, schema in asked.items()
        for key in value
        if checking.document.pattern(source, sub.place, "patternProperties").fits(key)
    )


def _additional_properties(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, dict):
        return True
    return all(
        checking.child(sub, value[key], asked, "additionalProperties")
        for key in value
        if is_additional(checking.document, sub, key)
    )


def is_additional(document: Document, sub: Sub, key: str) -> bool:
    """
    Do neither `properties` nor `patternProperties` beside it speak of this key?
    """
    words = sub.words or {}
    named, shaped = words.get("properties"), words.get("patternProperties")
    if isinstance(named, dict) and key in named:
        return False
    return not isinstance(shaped, dict) or not any(
        document.pattern(source, sub.place, "patternProperties").fits(key) for source in shaped
    )


def _property_names(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, dict):
        return True
    return all(checking.child(sub, key, asked, "propertyNames") for key in value)


def _dependent_required(_: Checking, __: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, dict) or not isinstance(asked, dict):
        return True
    wanted = [keys for key, keys in asked.items() if key in value and isinstance(keys, list)]
    return all(key in value for keys in wanted for key in keys)


def _dependent_schemas(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, dict) or not isinstance(asked, dict):
        return True
    return all(
        checking.child(sub, value, schema, "dependentSchemas", key)
        for key, schema in asked.items()
        if key in value
    )


def _prefix_items(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, list) or not isinstance(asked, list):
        return True
    return all(
        checking.child(sub, item, schema, "prefixItems", index)
        for index, (schema, item) in enumerate(zip(asked, value, strict=False))
    )


def _items(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, list):
        return True
    prefix = (sub.words or {}).get("prefixItems")
    rest = value[len(prefix) :] if isinstance(prefix, list) else value
    return all(checking.child(sub, item, asked, "items") for item in rest)


def _contains(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, list):
        return True
    words = sub.words or {}
    least, most = words.get("minContains", 1), words.get("maxContains")
    found = sum(checking.child(sub, item, asked, "contains") for item in value)
    if isinstance(most, int | float) and found > most:
        return False
    return not isinstance(least, int | float) or found >= least


def _unique(_: Checking, __: Sub, asked: Json, value: Json) -> bool:
    return not isinstance(value, list) or asked is not True or are_distinct(value)


def _reference(keyword: str) -> Check:
    def check(checking: Checking, sub: Sub, _: Json, value: Json) -> bool:
        return checking.fits(checking.document.target(sub, keyword), value)

    return check


def _matches(checking: Checking, sub: Sub, keyword: str, asked: Json, value: Json) -> list[bool]:
    branches = asked if isinstance(asked, list) else []
    return [
        checking.child(sub, value, branch, keyword, index) for index, branch in enumerate(branches)
    ]


def _all_of(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    return all(_matches(checking, sub, "allOf", asked, value))


def _any_of(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    return any(_matches(checking, sub, "anyOf", asked, value))


def _one_of(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    return sum(_matches(checking, sub, "oneOf", asked, value)) == 1


def _not(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    return not checking.child(sub, value, asked, "not")


def _if(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    following = "then" if checking.child(sub, value, asked, "if") else "else"
    return checking.child(sub, value, (sub.words or {}).get(following, True), following)


def _unevaluated_properties(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, dict):
        return True
    seen = seen_keys(checking, sub, value, is_own=True)
    return all(
        checking.child(sub, value[key], asked, "unevaluatedProperties")
        for key in value
        if key not in seen
    )


def _unevaluated_items(checking: Checking, sub: Sub, asked: Json, value: Json) -> bool:
    if not isinstance(value, list):
        return True
    seen = seen_items(checking, sub, value, is_own=True)
    return all(
        checking.child(sub, item, asked, "unevaluatedItems")
        for index, item in enumerate(value)
        if index not in seen
    )


_CHECKS: dict[str, Check] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minimum": _bound(lambda value, asked: value >= asked),
    "maximum": _bound(lambda value, asked: value <= asked),
    "exclusiveMinimum": _bound(lambda value, asked: value > asked),
    "exclusiveMaximum": _bound(lambda value, asked: value < asked),
    "multipleOf": _bound(_multiple),
    "minLength": _count(str, is_most=False),
    "maxLength": _count(str, is_most=True),
    "minItems": _count(list, is_most=False),
    "maxItems": _count(list, is_most=True),
    "minProperties": _count(dict, is_most=False),
    "maxProperties": _count(dict, is_most=True),
    "pattern": _pattern,
    "required": _required,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional_properties,
    "propertyNames": _property_names,
    "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas,
    "prefixItems": _prefix_items,
    "items": _items,
    "contains": _contains,
    "uniqueItems": _unique,
    "$ref": _reference("$ref"),
    "$dynamicRef": _reference("$dynamicRef"),
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
    "unevaluatedProperties": _unevaluated_properties,
    "unevaluatedItems": _unevaluated_items,
}
