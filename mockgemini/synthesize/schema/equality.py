"""
When JSON Schema takes two values for the same: by value, `1` for `1.0`, never `true` for `1`.
"""

from __future__ import annotations

from collections.abc import Iterable

from mockgemini.jsontext import Json


def same(one: Json, other: Json) -> bool:
    """
    Equal as JSON Schema means it.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one == other


def among(value: Json, values: Iterable[Json]) -> bool:
    """
    Is the same value in there?
    """
    return any(same(value, each) for each in values)


def are_distinct(values: list[Json]) -> bool:
    """
    Are no two the same?
    """
    return not any(among(value, values[:index]) for index, value in enumerate(values))
