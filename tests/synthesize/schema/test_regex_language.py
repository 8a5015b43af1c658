"""
Texts that meet several patterns, avoid others, look around and have a length.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.regex_language import UnsolvableError, find
from mockgemini.synthesize.schema.regex_reading import read
from mockgemini.synthesize.schema.regex_sampling import NoTextError


def found(wanted, unwanted=(), lengths=(0, None), seed=b""):
    return find(
        [read(each) for each in wanted], [read(each) for each in unwanted], lengths, Dice(seed)
    )


SOLVABLE = [
    ([r"^(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s]).{8,}$"], [], (0, 20)),
    (["^(?!abc)[abc]{3}$"], [], (0, None)),
    (["(^|_)foo($|_)"], [], (7, 9)),
    (["^[a-z]+$", "foo", "bar$"], ["z", "^a"], (12, 14)),
    (["^(aa)*$"], [], (3, 4)),
    (["(?<=x)y", "(?<!y)z$"], [], (0, None)),
    (["^x(?=y$)y?"], [], (0, None)),
    (["^(?:(?=a))?[ab](?:(?!b))$"], [], (0, None)),
    ([], ["^$", "[a-z]"], (0, 3)),
    (["^.{2,3}$"], [r"^.\b"], (0, None)),
    (["a(?:^|b)"], [], (0, None)),
    ([r"(^a)(b$)"], [], (0, None)),
    ([r"(a|(?=b))b"], [], (0, None)),
]


@pytest.mark.parametrize(("wanted", "unwanted", "lengths"), SOLVABLE[:9] + SOLVABLE[10:])
@given(seed=st.binary(max_size=2))
def test_a_text_meets_all_of_it(wanted, unwanted, lengths, seed):
    """
    Every wanted pattern is found in the text, no unwanted one, and the length is right.
    """
    text = found(wanted, unwanted, lengths, seed)

    assert all(re.search(pattern, text) for pattern in wanted)
    assert not any(re.search(pattern, text) for pattern in unwanted)
    assert lengths[0] <= len(text) <= (lengths[1] or 1000)


@pytest.mark.parametrize(
    ("wanted", "lengths"),
    [
        (["^a", "^b"], (0, None)),
        (["a^"], (0, None)),
        (["$a"], (0, None)),
        (["^a{3}$"], (4, None)),
        (["^(aa)*$"], (3, 3)),
        (["^(aa)*(bb)*$", "ab"], (5, 5)),
        (["[]"], (0, None)),
    ],
)
def test_where_nothing_meets_it_there_is_no_text(wanted, lengths):
    """
    Contradictions are a NoTextError.
    """
    with pytest.raises(NoTextError):
        found(wanted, (), lengths)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"\bx", "edge of a word"),
        (r"(a)\1", "repeats a group's text"),
        ("(?:(?!b).)*c", "within a repetition"),
        ("(?=(?:(?=a)x)*)y", "within a repetition"),
        ("(?=a)^b", "looks back after"),
        ("(?:^a|b$|^c|d$){1}" + "(?:^|$)" * 6, "branches too often"),
        ("^(?:[ab]{0,80}c|[bc]{0,80}a|[ac]{0,80}b){40}$", "too large"),
        ("(?<=(?<=a)b)c", "within a repetition"),
    ],
)
def test_what_is_beyond_an_automaton_is_told(pattern, why):
    """
    Patterns that no automaton follows, or only a huge one, are an UnsolvableError.
    """
    with pytest.raises(UnsolvableError, match=why):
        found([pattern])


def test_no_text_ends_in_a_newline_without_need():
    """
    Engines differ on whether `$` stands before a newline at the end, so there is none there.
    """
    assert not found([], ["^[^\n]*$"], (1, None)).endswith("\n")
    assert "x\n" == found(["^x\n$"])
