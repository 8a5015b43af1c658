"""
Nodes of regular expressions: their shortest match, and their spelling in Python.
"""

import re

import pytest

from mockgemini.synthesize.schema.regex import Chars, shortest, spelled
from mockgemini.synthesize.schema.regex_reading import read


@pytest.mark.parametrize(
    ("pattern", "length"),
    [
        ("", 0),
        ("abc", 3),
        ("a|bc", 1),
        ("(ab){2,3}", 4),
        ("a*b+c?", 1),
        (r"^(?=abc)\d$", 1),
        (r"(ab)\1", 2),
        (r"\bx\b", 1),
    ],
)
def test_the_shortest_match_is_counted(pattern, length):
    """
    The shortest match is known, up to what looks around or repeats a group.
    """
    assert length == shortest(read(pattern))


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("^a|b$", ["axx", "xxb"], ["xax"]),
        ("^[^a-c]{2}$", ["xy"], ["xa", "x"]),
        (r"^(a|b)\1$", ["aa", "bb"], ["ab"]),
        (r"^(?!no)\w+$", ["yes"], ["no", "nope", "é"]),
        (r"(?<=a)b(?!c)", ["ab"], ["abc", "b"]),
        (r"(?<!a)b$", ["b", "cb"], ["ab"]),
        (r"\bcat\B", ["a cats"], ["cat"]),
        ("^[]$", [], ["", "a"]),
        ("^[^]$", ["\n", "😀"], ["ab"]),
        (r"^[\s\S]$", ["\n", "x"], [""]),
    ],
)
def test_pythons_spelling_means_the_same(pattern, fitting, other):
    """
    What Python compiles from the nodes fits what the pattern means.
    """
    compiled = re.compile(spelled(read(pattern)), re.ASCII)

    assert fitting == [text for text in [*fitting, *other] if compiled.search(text)]


def test_an_empty_set_matches_nothing():
    """
    A set without characters is spelled as what never matches.
    """
    assert re.search(spelled(Chars(())), "x") is None
