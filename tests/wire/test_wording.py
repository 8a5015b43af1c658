import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.recorded_interactions import JSON

from mockgemini.wire import wording


@given(st.text())
def test_a_line(text):
    """
    A line has no line breaks, control characters or double blanks, and says nothing else.
    """
    line = wording.line(text)

    assert line.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert line == line.strip()
    assert "  " not in line
    assert wording.line(line) == line


def test_what_prints_stays():
    """
    Letters of all scripts and joined emoji stay; what upsets terminals goes, but for what is kept.
    """
    assert "é 日 👩‍🔬" == wording.plain("é 日 👩‍🔬")
    assert "a b c\nd" == wording.plain("a\x1bb\u202ec\nd", kept="\n")
    assert "a b" == wording.line("\ufeffa\u2028\u0085\tb\ud800\n")


@given(st.text(), st.integers(1, 50))
def test_shortening(text, limit):
    """
    What is short stays, what is long begins the same and fits.
    """
    shortened = wording.shortened(text, limit)

    assert len(shortened) <= limit
    assert (shortened == text) == (len(text) <= limit or text == shortened)
    assert text.startswith(shortened.removesuffix("…"))


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 cassettes"), (1, "1 cassette"), (2, "2 cassettes")]
)
def test_things_are_counted(number, expected):
    """
    One is one, and all else is plural.
    """
    assert expected == wording.counted(number, "cassette")


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1_000, "1 000"), (2_031_415, "2 031 415")],
)
def test_large_numbers_are_grouped(number, text):
    """
    Digits stand in threes, so that millions are seen at once.
    """
    assert text == wording.grouped(number)


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (0, "0 s"),
        (0.004, "0 s"),
        (0.1, "0.1 s"),
        (0.87, "0.87 s"),
        (1.13, "1.13 s"),
        (10, "10 s"),
        (12.34, "12.3 s"),
        (20.0, "20 s"),
        (59.94, "59.9 s"),
        (59.96, "1 min"),
        (140.2, "2 min 20 s"),
        (3600, "1 h"),
        (3900, "1 h 5 min"),
    ],
)
def test_seconds(time, text):
    """
    Times are as exact as a reader needs.
    """
    assert text == wording.seconds(time)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (18810, "18.8 kB"),
        (999_960, "1.0 MB"),
        (20_000_000, "20.0 MB"),
        (2_000_000_000, "2.0 GB"),
        (10**15, "1000000.0 GB"),
    ],
)
def test_sizes(count, text):
    """
    Sizes are decimal, as Google counts.
    """
    assert text == wording.size(count)


@given(JSON, st.integers(1, 50))
def test_values(value, limit):
    """
    Any value fits on one line.
    """
    text = wording.value(value, limit)

    assert len(text) <= limit
    assert text == wording.line(text)


def test_what_is_no_json():
    """
    What JSON cannot say is left out.
    """
    assert "…" == wording.value(float("nan"), 10)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"city": "Paris", "days": 2}, "f(city: Paris, days: 2)"),
        ({"a\n": "a very long value"}, "f(a: a very lo…)"),
        ({"a": {"b": [1]}}, 'f(a: {"b":[1]})'),
        ({}, "f()"),
        (None, "f()"),
        ('{"a', 'f({"a)'),
    ],
)
def test_calls(arguments, text):
    """
    A call is written as programs write it, its values shortened.
    """
    assert text == wording.call("f", arguments, 10)
