"""
The dice: same seed, same throws; forks that do not touch each other; every throw within bounds.
"""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice


def throws(dice):
    return [
        dice.integer(1, 6),
        dice.choice("abcdef"),
        dice.shuffled(range(5)),
        dice.fraction(),
        dice.bytes(100).hex(),
        dice.integer(-(10**40), 10**40),
    ]


@given(st.binary(max_size=40))
def test_the_seed_alone_decides(seed):
    """
    Equal seeds give equal throws.
    """
    assert throws(Dice(seed)) == throws(Dice(seed))


def test_the_throws_are_written_down():
    """
    The throws never change from one Python, machine or release to the next.
    """
    dice = Dice(b"mockgemini")

    thrown = [dice.integer(0, 999) for _ in range(6)]

    assert [18, 166, 871, 67, 494, 894] == thrown
    assert "cbebdab4967b" == dice.fork("a").bytes(6).hex()


def test_hash_randomization_does_not_matter():
    """
    Another process with another hash seed throws the same.
    """
    program = (
        "from mockgemini.synthesize.dice import Dice;"
        "print(Dice(b'x').fork('y').fork(3).integer(0, 10**30))"
    )

    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ["0", "1"]
    }

    assert {f"{Dice(b'x').fork('y').fork(3).integer(0, 10**30)}\n"} == printed


@given(st.binary(max_size=8), st.text(max_size=8), st.integers(0, 50))
def test_a_fork_does_not_depend_on_what_was_thrown_before(seed, label, taken):
    """
    However many throws are taken first, a fork with the same label throws the same.
    """
    fresh, used = Dice(seed), Dice(seed)

    used.bytes(taken)

    assert throws(fresh.fork(label)) == throws(used.fork(label))


@given(
    st.binary(max_size=8),
    st.text(max_size=8) | st.integers(0, 99),
    st.integers(),
    st.integers(0, 2**8) | st.integers(0, 2**300),
)
def test_what_a_fork_throws_first_can_be_had_at_once(seed, label, low, width):
    """
    `first` throws what the fork of that label would, and takes no throw from the dice.
    """
    dice = Dice(seed)

    first = dice.first(label, low, low + width)

    assert dice.fork(label).integer(low, low + width) == first
    assert throws(Dice(seed)) == throws(dice)


def test_forking_takes_no_throw():
    """
    Whoever forks the dice goes on as if nothing had been.
    """
    plain, forked = Dice(b"seed"), Dice(b"seed")

    forked.fork("child")

    assert throws(plain) == throws(forked)


def test_labels_tell_forks_apart():
    """
    Different labels, and the dice themselves, throw differently; a number is a label as its text.
    """
    dice = Dice(b"seed")

    thrown = {each.bytes(16) for each in [dice.fork("a"), dice.fork("b"), dice.fork(1), dice]}

    assert 4 == len(thrown)
    assert dice.fork(1).bytes(8) == dice.fork("1").bytes(8)


@given(st.binary(max_size=4), st.integers(), st.integers(0, 2**70))
def test_an_integer_lies_within_its_bounds(seed, low, width):
    """
    An integer is at least the low bound and at most the high one.
    """
    thrown = Dice(seed).integer(low, low + width)

    assert low <= thrown <= low + width


def test_every_side_comes_up():
    """
    Six hundred throws of a die show each side about a hundred times.
    """
    dice = Dice(b"fair")

    thrown = [dice.integer(1, 6) for _ in range(600)]

    assert all(70 < thrown.count(side) < 130 for side in range(1, 7))


@given(st.binary(max_size=4), st.lists(st.integers(), max_size=20))
def test_shuffling_loses_nothing(seed, options):
    """
    A shuffled list has the same items.
    """
    assert sorted(options) == sorted(Dice(seed).shuffled(options))


@given(st.binary(max_size=4))
def test_a_fraction_is_at_least_0_and_below_1(seed):
    """
    A fraction lies in [0, 1).
    """
    assert 0 <= Dice(seed).fraction() < 1


@given(st.binary(max_size=4), st.integers(0, 300))
def test_bytes_are_as_many_as_asked_for(seed, size):
    """
    `bytes(n)` gives n bytes.
    """
    assert size == len(Dice(seed).bytes(size))


@pytest.mark.parametrize(
    ("throw", "error"),
    [
        (lambda dice: dice.integer(2, 1), ValueError),
        (lambda dice: dice.first("a", 2, 1), ValueError),
        (lambda dice: dice.choice([]), IndexError),
    ],
    ids=["no integer", "no first", "no option"],
)
def test_nothing_to_choose_from_is_an_error(throw, error):
    """
    An empty range or list is the caller's mistake.
    """
    with pytest.raises(error, match="there is no"):
        throw(Dice(b""))
