"""
One pattern: what fits it, what is made for it.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.pattern import Pattern, matching
from mockgemini.synthesize.schema.regex_language import UnsolvableError
from mockgemini.synthesize.schema.regex_reading import RegexError
from mockgemini.synthesize.schema.regex_sampling import NoTextError

PATTERNS = [
    r"^[A-Z]{2}\d{4}$",
    r"^(\+\d{1,3})?[- ]?\d{3}-\d{4}$",
    "foo",
    r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,}$",
    r"(^|_)id($|_)",
    r"^\p{Lu}\p{L}+$",
    r"^(a|b)\1$",
    r"^\S(|(.|\n)*\S)\Z",
    r"^((?!bad).)*$",
    r"\bcat\b",
]


@pytest.mark.parametrize("source", PATTERNS)
@given(seed=st.binary(max_size=2))
def test_what_is_made_fits(source, seed):
    """
    A text made for a pattern fits it.
    """
    pattern = Pattern(source)

    assert pattern.fits(matching([pattern], [], (0, None), Dice(seed)))


@given(st.integers(0, 40), st.integers(0, 10), st.binary(max_size=1))
def test_lengths_are_kept(low, more, seed):
    """
    The text is as long as asked.
    """
    patterns = [Pattern("^[a-z]*$"), Pattern("a")]

    text = matching(patterns, [Pattern("^a")], (low + 2, low + 2 + more), Dice(seed))

    assert low + 2 <= len(text) <= low + 2 + more


@pytest.mark.parametrize(
    ("source", "why"),
    [("(", "not closed"), ("(?<=a*)b", "fixed-width"), ("(" * 5000, "too deeply")],
)
def test_what_is_no_pattern_is_told(source, why):
    """
    A RegexError, also for what only Python cannot compile.
    """
    with pytest.raises(RegexError, match=why):
        Pattern(source)


def test_nothing_is_made_that_is_too_long():
    """
    A text of a million characters is an UnsolvableError, one that is none a NoTextError.
    """
    with pytest.raises(UnsolvableError, match="too long"):
        matching([Pattern("^(a{1000}){1000}$")], [], (0, None), Dice(b""))
    with pytest.raises(NoTextError):
        matching([Pattern("[]")], [], (0, None), Dice(b""))


def test_a_newline_at_the_end_is_for_the_automaton():
    """
    Where the text has to end in a newline, it does.
    """
    assert "\n" == matching([Pattern("^\n$")], [], (0, None), Dice(b""))
