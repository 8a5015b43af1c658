"""
Texts made by walking through a pattern.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.regex_reading import read
from mockgemini.synthesize.schema.regex_sampling import NoTextError, sample

PATTERNS = [
    r"^[A-Z]{2}\d{4}$",
    r"^(red|green|blue)(-[a-z]+)?$",
    r"(ab)+\1",
    r"^\S+@\S+\.[a-z]{2,}$",
    "x*y?",
    "^[^a-z]+$",
]


@given(st.sampled_from(PATTERNS), st.binary(max_size=3), st.integers(0, 8))
def test_a_sample_matches(pattern, seed, spare):
    """
    Where nothing is looked around for, each sample matches.
    """
    text = sample(read(pattern), Dice(seed), spare)

    assert re.search(pattern, text)


@given(st.integers(0, 30))
def test_a_greedy_sample_uses_all_the_room(spare):
    """
    So many characters more than needed are there, in the pattern or behind it.
    """
    dice = Dice(b"")

    inside = sample(read("^[a-z]+$"), dice, spare, is_greedy=True)
    behind = sample(read("ab"), dice, spare, is_greedy=True)

    assert (spare + 1, spare + 2) == (len(inside), len(behind))


@pytest.mark.parametrize("pattern", ["[]", r"[\ud800]"])
def test_where_no_character_fits_there_is_no_text(pattern):
    """
    An empty set, or one of halves of characters, has no text.
    """
    with pytest.raises(NoTextError):
        sample(read(pattern), Dice(b""), 0)


def test_a_group_that_was_left_out_repeats_nothing():
    """
    The text of a group that has not matched is empty.
    """
    assert "a" == sample(read(r"(?:b(c)){0}a\1"), Dice(b""), 0)
