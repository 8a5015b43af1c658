"""
When two values are the same for JSON Schema.
"""

import pytest

from mockgemini.synthesize.schema.equality import among, are_distinct, same


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        ("1", 1, False),
        (None, False, False),
        ([1, [2]], [1.0, [2]], True),
        ([1], [True], False),
        ([1], [1, 2], False),
        ({"a": 1, "b": [0]}, {"b": [0], "a": 1.0}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"b": 1}, False),
        ({}, [], False),
    ],
)
def test_values_are_compared_by_value(one, other, verdict):
    """
    Numbers by what they count, never as booleans; lists and objects by what is in them.
    """
    assert verdict == same(one, other) == same(other, one)


def test_lists_are_searched_and_looked_through():
    """
    `1` is among `1.0`, and a list is distinct only if no two items are the same.
    """
    assert among(1, ["x", 1.0])
    assert not among(1, [True])
    assert are_distinct([1, True, "1", None])
    assert not are_distinct([{"a": 1}, {"a": 1.0}])
