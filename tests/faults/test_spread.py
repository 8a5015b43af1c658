import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.errors import UsageError
from mockgemini.faults import spread
from mockgemini.faults.occasion import dice


@given(st.integers(0, 10**9), st.floats(0, 9), st.floats(0, 9))
def test_uniform_lies_between(seed, low, more):
    """
    From low to high, both possible.
    """
    drawn = spread.draw(dice(seed, 1), None, low, low + more, None, None)

    assert low <= drawn <= low + more


def test_lognormal_lies_around_its_median():
    """
    Half of the draws are below it, and none is zero or less.
    """
    drawn = sorted(
        spread.draw(dice(0, number), None, None, None, 2.0, 0.5) for number in range(2000)
    )

    assert drawn[0] > 0
    assert 1.9 < drawn[1000] < 2.1
    assert 2.0 == pytest.approx(spread.draw(lambda _: 0.5, None, None, None, 2.0, 0.5))
    assert 0 < spread.draw(lambda _: 0.0, None, None, None, 2.0, 0.5) < 0.1


def test_fixed_is_fixed():
    """
    Dice or not.
    """
    assert 3.5 == spread.draw(dice(0, 1), 3.5, None, None, None, None)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "x takes seconds, or low and high (uniform), or median and sigma (lognormal), not"),
        ({"seconds": 1, "low": 1}, "not seconds and low"),
        ({"low": 1}, "not low"),
        ({"low": 2, "high": 1}, "x: low is 2, and high, 1, is less"),
        ({"median": 1, "sigma": -1}, "x: sigma takes seconds from 0 on, not -1"),
    ],
)
def test_it_is_one_way_or_the_other(given, words):
    """
    The sentence says which ways there are.
    """
    with pytest.raises(UsageError) as error:
        spread.check("x", **given)

    assert words in str(error.value)
