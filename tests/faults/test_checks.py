import math

import pytest

from mockgemini.errors import UsageError
from mockgemini.faults import checks


@pytest.mark.parametrize(
    "check",
    [
        lambda: checks.count("n", 0),
        lambda: checks.count("n", 3, least=3),
        lambda: checks.seconds("s", 0),
        lambda: checks.seconds("s", 0.5),
        lambda: checks.number("r", 1, most=1),
        lambda: checks.text("t", "wörter"),
        lambda: checks.flag("f", False),
        lambda: checks.one_of("o", "a", ("a", "b")),
        lambda: checks.exactly_one("k", a=0, b=None),
    ],
)
def test_what_can_be_meant_is_taken(check):
    """
    Nothing is said about it.
    """
    check()


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (lambda: checks.count("n", "1"), "n takes a whole number from 0 on, not '1'"),
        (lambda: checks.count("n", 2, least=3), "n takes a whole number from 3 on, not 2"),
        (lambda: checks.seconds("s", math.inf), "s takes seconds from 0 on, not inf"),
        (lambda: checks.seconds("s", math.nan), "s takes seconds from 0 on, not nan"),
        (lambda: checks.seconds("s", True), "not True"),
        (lambda: checks.number("r", 1.5, most=1), "r takes a number from 0 on up to 1, not 1.5"),
        (lambda: checks.text("t", "a\0"), "t takes a printable text, not 'a\\x00'"),
        (lambda: checks.flag("f", "yes"), "f takes true or false, not 'yes'"),
        (lambda: checks.one_of("o", "c", ("a", "b")), "o takes a, b, not 'c'"),
        (lambda: checks.one_of("o", ["a"], ("a", "b")), "o takes a, b, not ['a']"),
        (lambda: checks.exactly_one("k", a=0, b=1), "k takes one of a, b, not a and b"),
    ],
)
def test_what_cannot_is_said_in_one_sentence(check, words):
    """
    It names the option, what it takes, and what came.
    """
    with pytest.raises(UsageError) as error:
        check()

    assert words in str(error.value)
