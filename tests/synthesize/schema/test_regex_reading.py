"""
Reading regular expressions: ECMAScript's, and what Python and RE2 add.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.schema.regex import spelled
from mockgemini.synthesize.schema.regex_reading import RegexError, read


def matches(pattern, text):
    return re.fullmatch(spelled(read(pattern)), text, re.ASCII) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\d\D\w\W\s\S", "1a_- x"),
        (r"\n\r\t\v\f\0", "\n\r\t\v\f\0"),
        (r"\x41\u0042\u{1F600}", "AB😀"),
        (r"\ud83d\ude00", "😀"),
        (r"\cJ\/\-\.", "\n/-."),
        (r"[\b\d-]+", "\b5-"),
        (r"[a-]", "-"),
        (r"[\w-z]", "-"),
        (r"[a-\d]", "-"),
        ("[]-a]", "]-a]"),
        ("a{2}b{1,}c{0,1}", "aabb"),
        ("a{,2}{", "a{,2}{"),
        ("x{1}{2}", "xx"),
        ("a*?b+?c??d{1,2}?", "bd"),
        ("a++", "aa"),
        (r"(?<year>\d+)-\k<year>", "12-12"),
        (r"(?P<year>\d+)-(?:x)(?>y)\1", "12-xy12"),
        ("(?i)aB[c-d]1", "AbD1"),
        ("(?i:a)b", "Ab"),
        ("(?s).", "\n"),
        ("(?m)(?-i:a)", "a"),
        (r"\Aa\z", "a"),
        (r"\Aa\Z", "a"),
        (r"\p{L}\p{Lu}\p{Ll}\p{N}\p{Nd}", "aAa11"),
        (r"\p{Letter}\p{Script_Extensions=Lu}\PL\pL", "éA1b"),
        (r"\p{ASCII}\p{Any}\p{punctuation}", "a😀!"),
        (r"[\p{L}\d]+", "a1é"),
        ("a|b|", ""),
        ("}", "}"),
    ],
)
def test_a_pattern_is_read(pattern, text):
    """
    The pattern fits the whole text.
    """
    if pattern == "[]-a]":
        # ECMAScript's empty set, which fits nothing, and then text.
        assert not matches(pattern, text)
    else:
        assert matches(pattern, text)


@pytest.mark.parametrize("text", ["\n", "\r", "\u2028"])
def test_a_dot_is_no_line_end(text):
    """
    The dot stands for all but the ends of lines.
    """
    assert not matches(".", text)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a", "not closed"),
        ("a)", "closes nothing"),
        ("[a", "not closed"),
        ("*a", "repeats nothing"),
        ("a{2,1}", "counts backwards"),
        ("[b-a]", "runs backwards"),
        ("\\", "ends in a backslash"),
        ("[\\", "is no escape"),
        (r"\y", "is no escape"),
        (r"\2(a)", "no group 2"),
        (r"\k<x>", "no group 'x'"),
        (r"\u{110000}", "no character"),
        (r"\p{Klingon}", "not known"),
        ("(?#x)", "unknown kind"),
    ],
)
def test_what_is_no_pattern_is_told(pattern, why):
    """
    A RegexError says what is wrong.
    """
    with pytest.raises(RegexError, match=why):
        read(pattern)


@given(st.text(alphabet="ab(|)[]^$*+?{}1,.\\dwk<>=!-", max_size=12))
def test_any_text_is_read_or_refused(pattern):
    """
    Whatever the text, there is a node that Python can spell, or a RegexError; nothing else.
    """
    try:
        node = read(pattern)
    except RegexError:
        return

    assert isinstance(spelled(node), str)


@given(st.text(max_size=12))
def test_an_escaped_text_means_itself(text):
    """
    Signs that are escaped stand for themselves.
    """
    special = "".join(f"\\{each}" if each in r"\.^$*+?{}[]()|/-" else each for each in text)

    assert matches(special, text)
