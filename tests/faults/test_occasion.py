import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages.faulted import request

from mockgemini.errors import UsageError
from mockgemini.faults import Crlf, Cut, Reset
from mockgemini.faults.occasion import Occasion, dice


def taken(fault, requests):
    occasion = Occasion(fault)
    return [occasion.take() for _ in range(requests)]


@given(st.integers(1, 20), st.integers(0, 20), st.integers(0, 60))
def test_a_fault_acts_so_many_times(times, after, requests):
    """
    So many pass, then it acts exactly `times` times, then no more.
    """
    acts = taken(Reset(times=times, after=after), requests)

    expected = [after <= number < after + times for number in range(requests)]
    assert expected == acts


@given(st.integers(0, 2**31), st.floats(0, 1), st.integers(0, 50))
def test_dice_repeat_themselves(seed, rate, requests):
    """
    The same seed and rate act on the same requests; a higher rate acts on those and more.
    """
    acts = taken(Reset(rate=rate, seed=seed, times="always"), requests)

    assert acts == taken(Reset(rate=rate, seed=seed, times="always"), requests)
    more = taken(Reset(rate=min(rate + 0.1, 1), seed=seed, times="always"), requests)
    assert all(later or not earlier for earlier, later in zip(acts, more, strict=True))


def test_a_rate_is_about_kept():
    """
    Over many requests the share is what was said; other seeds choose others.
    """
    one, two = (taken(Reset(rate=0.3, seed=seed), 5000) for seed in (1, 2))

    assert 0.27 < sum(one) / 5000 < 0.33
    assert one != two


@pytest.mark.parametrize(
    ("fault", "most"),
    [
        (Cut(1), 1),
        (Cut(1, times=3), 3),
        (Cut(1, times="always"), None),
        (Cut(1, rate=0.5), None),
        (Cut(1, rate=0.5, times=2), 2),
        (Crlf(), None),
        (Crlf(times=1), 1),
    ],
)
def test_accidents_happen_once_and_circumstances_last(fault, most):
    """
    Unless it is said how often, or how likely.
    """
    assert most == fault.most


def test_a_fault_is_over_when_it_has_acted():
    """
    It counts how often it has.
    """
    occasion = Occasion(Cut(1, times=2))

    assert [False, False, True] == [
        occasion.is_over,
        occasion.take() and occasion.is_over,
        (occasion.take() and occasion.is_over),
    ]
    assert 2 == occasion.acted


def test_some_requests_are_not_meant():
    """
    Those of which `when` is not true.
    """
    assert Occasion(Cut(1, when={"stream": True})).means(request())
    assert not Occasion(Cut(1, when={"model": "other"})).means(request())
    assert Occasion(Cut(1)).means(request())


@given(st.integers(0, 2**64), st.integers(0, 2**31), st.text(max_size=9))
def test_a_throw_is_from_zero_to_below_one(seed, number, label):
    """
    And the same again for the same seed, number and label.
    """
    value = dice(seed, number)(label)

    assert 0 <= value < 1
    assert value == dice(seed, number)(label)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"times": 0}, "cut: times takes a whole number from 1 on, not 0"),
        ({"times": "often"}, "cut: times takes a whole number from 1 on, not 'often'"),
        ({"after": -1}, "cut: after takes a whole number from 0 on"),
        ({"rate": 2}, "cut: rate takes a number from 0 on up to 1, not 2"),
        ({"seed": "x"}, "cut: seed takes a whole number"),
        ({"when": {"x": "y"}}, "when knows model"),
    ],
)
def test_what_cannot_be_meant_is_refused(words, sentence):
    """
    Every kind of fault checks what every kind takes.
    """
    with pytest.raises(UsageError) as error:
        Cut(1, **words)

    assert sentence in str(error.value)
