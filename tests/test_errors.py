"""
Errors say what was expected and what came.
"""

import pytest

from mockgemini.errors import UsageError, one_of


def test_a_word_that_is_known_is_given_back():
    """
    What is compared is the word, not what it was written in.
    """
    assert "warn" == one_of(("off", "warn"), "check", "warn")


@pytest.mark.parametrize("given", ["Warn", "", None, ["warn"], {"warn": 1}, 1.5], ids=repr)
def test_any_other_value_is_told_beside_those_that_are_taken(given):
    """
    Whatever it is, one sentence names the option, the words and what came.
    """
    with pytest.raises(UsageError) as refused:
        one_of(iter(("off", "warn")), "check", given)

    assert f"check takes off, warn, not {given!r}" == str(refused.value)
