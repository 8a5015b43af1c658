"""
The small values that all others are made of: words, ids, times, JSON.
"""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from mockgemini.jsontext import Json

_T = TypeVar("_T")

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def words() -> SearchStrategy[str]:
    """
    A short text of any characters, or none.
    """
    return st.text(max_size=12)


def names() -> SearchStrategy[str]:
    """
    What a function or a property may be called.
    """
    return st.text(_LETTERS, min_size=1, max_size=8)


def ids() -> SearchStrategy[str]:
    """
    What the API calls an interaction or a call by.
    """
    return st.text(_LETTERS, min_size=1, max_size=6).map("v1_{}".format)


def numbers() -> SearchStrategy[int]:
    """
    A count that an API would tell.
    """
    return st.integers(0, 10**9)


def data() -> SearchStrategy[str]:
    """
    Some bytes in base64.
    """
    return st.binary(min_size=1, max_size=40).map(lambda value: base64.b64encode(value).decode())


def moments() -> SearchStrategy[str]:
    """
    A time as the API writes it.
    """
    times = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone
    return times.map(lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ"))


def values() -> SearchStrategy[Json]:
    """
    Any JSON, small.
    """
    plain: SearchStrategy[Json] = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | words()
    )
    return st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words(), inner, max_size=3),
        max_leaves=5,
    )


def objects() -> SearchStrategy[dict[str, Json]]:
    """
    A small JSON object.
    """
    return st.dictionaries(words(), values(), max_size=3)


def maybe(strategy: SearchStrategy[_T]) -> SearchStrategy[_T | None]:
    """
    Absent, or what the strategy makes.
    """
    return st.none() | strategy
