"""
Errors say what was expected and what came.
"""

import pytest

from mockgemini.errors import UsageError, one_of, true_or_false


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


@pytest.mark.parametrize("given", [True, False])
def test_a_switch_is_on_or_off(given):
    """
    What is true or false is given back.
    """
    assert given is true_or_false("any_model", given)


@pytest.mark.parametrize("given", ["yes", "", 1, 0, None, []], ids=repr)
def test_a_switch_takes_nothing_else(given):
    """
    What only counts as true or false may have been meant otherwise, so it is refused.
    """
    with pytest.raises(UsageError) as refused:
        true_or_false("any_model", given)

    assert f"any_model takes True or False, not {given!r}" == str(refused.value)
