"""
Which keys and items of a value a schema has spoken of, as `unevaluatedProperties` and
`unevaluatedItems` ask. Takes for granted that the value fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.document import Document, Sub


class Fits(Protocol):
    """
    What can tell whether a value fits.
    """

    document: Document

    def fits(self, sub: Sub, value: Json) -> bool: ...


def seen_keys(
    checking: Fits, sub: Sub, value: dict[str, Json], *, is_own: bool = False
) -> set[str]:
    """
    The evaluated keys; `is_own` leaves out what `unevaluatedProperties` of `sub` itself evaluates.
    """
    words = sub.words or {}
    if "additionalProperties" in words or ("unevaluatedProperties" in words and not is_own):
        return set(value)
    seen: set[str] = set()
    if isinstance(named := words.get("properties"), dict):
        seen |= named.keys() & value.keys()
    if isinstance(shaped := words.get("patternProperties"), dict):
        for source in shaped:
            pattern = checking.document.pattern(source, sub.place, "patternProperties")
            seen.update(key for key in value if pattern.fits(key))
    for inner in _in_place(checking, sub, value):
        seen |= seen_keys(checking, inner, value)
    return seen


def seen_items(checking: Fits, sub: Sub, value: list[Json], *, is_own: bool = False) -> set[int]:
    """
    The evaluated indexes; `is_own` leaves out what `unevaluatedItems` of `sub` itself evaluates.
    """
    words = sub.words or {}
    if "items" in words or ("unevaluatedItems" in words and not is_own):
        return set(range(len(value)))
    seen: set[int] = set()
    if isinstance(prefix := words.get("prefixItems"), list):
        seen.update(range(min(len(prefix), len(value))))
    if "contains" in words:
        contained = checking.document.below(sub, words["contains"], ("contains",))
        seen.update(index for index, item in enumerate(value) if checking.fits(contained, item))
    for inner in _in_place(checking, sub, value):
        seen |= seen_items(checking, inner, value)
    return seen


def _in_place(checking: Fits, sub: Sub, value: Json) -> Iterator[Sub]:
    """
    The subschemas that speak of the same value, and fit it.
    """
    words = sub.words or {}
    for keyword in ("$ref", "$dynamicRef"):
        if keyword in words:
            yield checking.document.target(sub, keyword)
    for keyword in ("allOf", "anyOf", "oneOf"):
        if isinstance(branches := words.get(keyword), list):
            for index, branch in enumerate(branches):
                inner = checking.document.below(sub, branch, (keyword, index))
                if keyword == "allOf" or checking.fits(inner, value):
                    yield inner
    yield from _conditional(checking, sub, value)


def _conditional(checking: Fits, sub: Sub, value: Json) -> Iterator[Sub]:
    below, words = checking.document.below, sub.words or {}
    if "if" in words:
        condition = below(sub, words["if"], ("if",))
        holds = checking.fits(condition, value)
        if holds:
            yield condition
        following = "then" if holds else "else"
        if following in words:
            yield below(sub, words[following], (following,))
    if isinstance(dependent := words.get("dependentSchemas"), dict) and isinstance(value, dict):
        for key in dependent.keys() & value.keys():
            yield below(sub, dependent[key], ("dependentSchemas", key))
