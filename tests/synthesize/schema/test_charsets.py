"""
Sets of characters: the algebra of sets, and which characters a person would type.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.schema.charsets import (
    EVERY,
    LAST,
    SPACE,
    WORD,
    at,
    friendly,
    holds,
    inverted,
    shared,
    size,
    united,
)

codes = st.integers(0, LAST) | st.integers(0, 130)
sets = st.lists(st.tuples(codes, codes)).map(
    lambda pairs: united(tuple((min(pair), max(pair)) for pair in pairs))
)


@given(sets, sets, codes)
def test_sets_behave_as_sets(one, other, code):
    """
    Union, intersection and complement hold what they ought to hold.
    """
    inside = holds(one, code), holds(other, code)

    assert any(inside) == holds(united(one, other), code)
    assert all(inside) == holds(shared(one, other), code)
    assert inside[0] != holds(inverted(one), code)


@given(sets)
def test_inverting_twice_changes_nothing(ranges):
    """
    A set is in one form only, and a complement's complement is the set; sizes add up to all.
    """
    assert ranges == inverted(inverted(ranges))
    assert LAST + 1 == size(ranges) + size(inverted(ranges))


def test_every_character_has_an_index():
    """
    Counting through a set gives each of its characters once.
    """
    counted = "".join(at(WORD, index) for index in range(size(WORD)))

    assert "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz" == counted


@pytest.mark.parametrize(
    ("ranges", "nice"),
    [
        (EVERY, ((97, 122),)),
        (WORD, ((48, 57), (65, 90), (97, 122))),
        (inverted(WORD), ((33, 47), (58, 64), (91, 94), (96, 96), (123, 126))),
        (SPACE, ((32, 32),)),
        (((0xE9, 0xE9),), ((0xE9, 0xE9),)),
        (((0x4E00, 0x4E10),), ((0x4E00, 0x4E10),)),
        (((0xD800, 0xDFFF),), ()),
    ],
    ids=["any", "word", "no word", "space", "latin", "chinese", "surrogates"],
)
def test_friendly_characters_come_first(ranges, nice):
    """
    Small letters of a wide set, else letters and digits, other signs, a blank, and so on.
    """
    assert nice == friendly(ranges)
