"""
Cassettes that are held against their schema when they are loaded.
"""

import pytest
from samples.replayed import ask, cassette, reply
from stages.talking import greeting

from mockgemini.errors import CassetteError, UsageError
from mockgemini.spaces.checked import check_of, departures

GOOD = cassette((ask("hi"), reply(greeting("World"))))
BROKEN = cassette(*((ask(str(number)), reply({"status": 7})) for number in range(7)))


@pytest.mark.parametrize("check", ["off", "warn", "error"])
def test_what_keeps_to_its_schema_is_not_told_of(check):
    """
    A cassette that breaks nobody passes in every mode.
    """
    assert [] == departures([GOOD], check_of(check))


def test_off_looks_at_nothing():
    """
    Whatever is wrong, nobody wants to know.
    """
    assert [] == departures([BROKEN], "off")


def test_the_first_deviations_are_told():
    """
    Each with its place, the rest as a number.
    """
    found = departures([GOOD, BROKEN], "warn")

    assert 6 == len(found)
    assert "breaking" in found[0]
    assert "more from the schema" in found[-1]


def test_the_first_one_is_an_error():
    """
    With `error` nothing is played.
    """
    with pytest.raises(CassetteError, match="breaking"):
        departures([GOOD, BROKEN], "error")


def test_another_word_is_misuse():
    """
    The words that there are stand in the sentence.
    """
    with pytest.raises(UsageError, match="check takes off, warn, error, not 'yes'"):
        check_of("yes")
