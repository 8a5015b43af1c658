import asyncio

import pytest

import mockgemini.faults
from mockgemini.errors import UsageError
from mockgemini.exchange import Reply
from mockgemini.faults.fault import After, Before
from mockgemini.faults.kinds import KINDS, OCCASION, make, options


def test_every_kind_has_a_name_of_its_own():
    """
    The name is the class's, in small letters.
    """
    names = [kind.NAME for kind in KINDS]

    assert len(names) == len(set(names))
    for kind in KINDS:
        assert kind.__name__.lower() == kind.NAME.replace("_", "")


def test_all_kinds_can_be_imported_from_one_place():
    """
    With the gate, and what holds a stream at it.
    """
    offered = {getattr(mockgemini.faults, name) for name in mockgemini.faults.__all__}

    assert {*KINDS, mockgemini.faults.Hold, mockgemini.faults.Gate} == offered
    assert sorted(mockgemini.faults.HOMES) == mockgemini.faults.__all__
    with pytest.raises(AttributeError, match="no attribute 'Flood'"):
        _ = mockgemini.faults.Flood


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_every_kind_acts_before_or_after_and_says_what_it_does(kind):
    """
    One of the two; and its first sentence is for the table of faults.
    """
    assert issubclass(kind, Before) != issubclass(kind, After)
    assert (kind.__doc__ or "").strip()
    assert not set(options(kind)) & set(OCCASION)


def test_words_make_a_fault():
    """
    Its own options, and those of every kind.
    """
    made = make("cut", {"after_events": 4}, {"times": 2, "when": {"stream": True}})

    assert mockgemini.faults.Cut(4, times=2, when={"stream": True}) == made


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("cutt", {}, "there is no fault 'cutt'; there are fail, rate_limit, outage"),
        ("cut", {"events": 4}, "cut takes after_events, after_bytes, within, how, not 'events'"),
        ("reset", {"x": 1}, "reset takes nothing, not 'x'"),
        ("cut", {"after_events": "4"}, "cut: after_events takes a whole number"),
    ],
)
def test_other_words_do_not(name, given, words):
    """
    The sentence names what there is.
    """
    with pytest.raises(UsageError) as error:
        make(name, given, {})

    assert words in str(error.value)


def test_a_kind_that_does_nothing_says_so():
    """
    The two ways to act are for the kinds to fill in.
    """
    with pytest.raises(NotImplementedError):
        After().change(None, Reply(200), None)
    with pytest.raises(NotImplementedError):
        asyncio.run(Before().meet(None, None, None))
