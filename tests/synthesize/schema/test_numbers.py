"""
Numbers within bounds, on a grid, and as their names would have them.
"""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.checking import Checking
from mockgemini.synthesize.schema.demand import Demand
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.numbers import NumberPlan
from mockgemini.synthesize.schema.spot import Spot
from mockgemini.synthesize.schema.trouble import NoInstanceError


def made(schema, seed=b"", name="", hinted=None, avoid=()):
    document = Document({"type": "number"} | schema)
    plan = NumberPlan(Demand(document, [document.top]), name)
    return plan.made(Spot(Dice(seed), name, avoid=avoid), hinted)


bounds = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6).map(lambda each: round(each, 3))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "minimum": bounds,
            "exclusiveMinimum": bounds,
            "maximum": bounds,
            "exclusiveMaximum": bounds,
            "multipleOf": st.sampled_from([1, 2, 7, 0.5, 0.25, 0.01, 0.1, 1e-5, 12.5]),
            "type": st.sampled_from(["number", "integer"]),
        },
    ),
    st.sampled_from(["", "age", "price", "year", "latitude"]),
    st.binary(max_size=2),
)
def test_a_number_fits_or_there_is_none(schema, name, seed):
    """
    A made number fits; where none is made, none of the likely ones would have fitted.
    """
    document = Document({"type": "number"} | schema)
    checking = Checking(document)

    try:
        value = made(schema, seed, name)
    except NoInstanceError:
        ends = [value for value in schema.values() if not isinstance(value, str)]
        step = schema.get("multipleOf", 1)
        assert not any(
            # A validator that divides floats may find that 1 is no multiple of 0.00001.
            checking.fits(document.top, end) and (end / step).is_integer()
            for end in ends
        )
        return

    assert checking.fits(document.top, value)
    assert not isinstance(value, bool)


@given(st.sampled_from([0.01, 0.1, 0.3, 0.7, 1e-4]), st.integers(0, 10**6), st.binary(max_size=1))
def test_multiples_are_ones_in_binary_too(step, low, seed):
    """
    A validator that divides floats agrees.
    """
    value = made({"multipleOf": step, "minimum": low}, seed)

    assert (value / step).is_integer()


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"minimum": 0.1, "maximum": 0.1}, 0.1),
        ({"minimum": 7, "maximum": 7}, 7),
        ({"exclusiveMinimum": 1, "exclusiveMaximum": 3, "type": "integer"}, 2),
        ({"minimum": 1e308}, 1e308),
        ({"multipleOf": 10**400, "minimum": 1, "maximum": 10**400}, 10**400),
        ({"minimum": 5, "maximum": 6, "type": "integer"}, 5),
        ({"multipleOf": 0.5, "minimum": 10**400, "maximum": 10**400}, 10**400),
        ({"multipleOf": 2, "minimum": 3.0, "maximum": 4.5}, 4),
        ({"multipleOf": 0.3, "minimum": 0.5, "maximum": 0.7}, 0.6),
    ],
    ids=str,
)
def test_narrow_bounds_leave_one_number(schema, value):
    """
    The one number that is left is the one.
    """
    assert value == made(schema, avoid=(6,))


@pytest.mark.parametrize(
    ("schema", "keyword"),
    [
        ({"minimum": 2, "maximum": 1}, "minimum"),
        ({"exclusiveMinimum": 1, "maximum": 1}, "exclusiveMinimum"),
        ({"minimum": 0.1, "maximum": 0.9, "type": "integer"}, "minimum"),
        ({"multipleOf": 5, "minimum": 1, "maximum": 4}, "multipleOf"),
        ({"minimum": 1.5, "maximum": 0.5}, "minimum"),
    ],
    ids=str,
)
def test_no_number_is_told_with_its_keyword(schema, keyword):
    """
    The error names a keyword that is to blame.
    """
    with pytest.raises(NoInstanceError) as caught:
        made(schema)

    assert keyword == caught.value.keyword


@pytest.mark.parametrize(
    ("name", "low", "high"), [("age", 18, 80), ("unitPrice", 1, 200), ("score", 0, 1), ("", 0, 100)]
)
@given(seed=st.binary(max_size=2))
def test_names_set_the_range(name, low, high, seed):
    """
    An age is one of a grown-up, a score a fraction.
    """
    assert low <= made({}, seed, name) <= high


@given(st.binary(max_size=2))
def test_bounds_go_before_names(seed):
    """
    Where the usual range is not allowed, the bounds are what counts.
    """
    assert 300 <= made({"minimum": 300, "type": "integer"}, seed, "age") <= 400
    assert made({"maximum": -3}, seed, "age") <= -3


def test_a_hint_is_taken_if_it_fits():
    """
    A number of the prompt's is taken within the bounds only.
    """
    assert 3 == made({"maximum": 5}, hinted=3)
    assert made({"maximum": 5}, hinted=8) <= 5


@given(st.integers(1, 20), st.binary(max_size=1))
def test_what_is_to_be_avoided_is(count, seed):
    """
    Of twenty integers, each comes up once before there is none left.
    """
    schema = {"type": "integer", "minimum": 1, "maximum": count}
    taken = ()
    for _ in range(count):
        taken = (*taken, made(schema, seed, avoid=taken))

    assert set(range(1, count + 1)) == set(taken)
    with pytest.raises(NoInstanceError):
        made(schema, seed, avoid=taken)


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_floats_lie_within_small_bounds(low, high):
    """
    However close the bounds are, something lies between them.
    """
    assume(low < high)
    low, high = low / 1e9, high / 1e9

    assert low < made({"exclusiveMinimum": low, "exclusiveMaximum": high}) < high
