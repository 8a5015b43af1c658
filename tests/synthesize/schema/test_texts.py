"""
Texts of a length, a pattern, a format, and under a name.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.demand import Demand
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.hints import Hints
from mockgemini.synthesize.schema.negating import UNLIKE_PATTERN, UNLIKE_VALUES
from mockgemini.synthesize.schema.pools import TEXTS
from mockgemini.synthesize.schema.spot import Spot
from mockgemini.synthesize.schema.texts import TextPlan
from mockgemini.synthesize.schema.trouble import NoInstanceError


def made(schema, seed=b"", name="", hints=None, avoid=()):
    document = Document(schema)
    plan = TextPlan(Demand(document, [document.top]), name)
    return plan.made(Spot(Dice(seed), name, avoid=avoid), hints)


@given(
    st.integers(0, 200), st.integers(0, 20), st.binary(max_size=2), st.sampled_from(["", "city"])
)
def test_lengths_are_kept(low, more, seed, name):
    """
    A text is as long as asked, by words, by sentences, or cut.
    """
    text = made({"minLength": low, "maxLength": low + more}, seed, name)

    assert low <= len(text) <= low + more


@given(st.binary(max_size=2))
def test_a_name_chooses_the_pool(seed):
    """
    A city is one, and an example in the description goes before the pool.
    """
    assert made({}, seed, "city") in TEXTS["city"]
    assert "Rome" == made({"description": "e.g. Rome"}, seed, "city")


@pytest.mark.parametrize(
    ("schema", "shape"),
    [
        ({"pattern": "^a", "allOf": []}, "^a"),
        ({"format": "date"}, r"^\d{4}-\d\d-\d\d$"),
        ({"format": "email", "pattern": r"^[a-z]+@corp\.com$"}, r"^[a-z]+@corp\.com$"),
        ({"format": "date", "pattern": "-01-"}, r"^\d{4}-\d\d-\d\d$"),
        ({"format": "unheard-of"}, "."),
        ({UNLIKE_PATTERN: "[a-z]", "minLength": 2}, "^[^a-z]+$"),
    ],
    ids=str,
)
@given(seed=st.binary(max_size=2))
def test_shapes_are_kept(schema, shape, seed):
    """
    A text has the patterns and formats that are asked, all of them.
    """
    assert re.search(shape, made(schema, seed))


@pytest.mark.parametrize(
    ("schema", "keyword", "why"),
    [
        ({"minLength": 3, "maxLength": 2}, "minLength", "no text has 3 characters or more and 2"),
        ({"format": "date", "maxLength": 3}, "format", "no text of such a length"),
        ({"pattern": "^a{3}$", "maxLength": 2}, "pattern", "no text"),
        ({"pattern": r"^(a)\1\b$", "maxLength": 1}, "pattern", r"for '.*' no text was found"),
        ({UNLIKE_PATTERN: r"\b"}, "not", "for the patterns no text was found"),
    ],
    ids=str,
)
def test_no_text_is_told_with_its_keyword(schema, keyword, why):
    """
    The error names the keyword that is to blame.
    """
    if keyword == "not":
        keyword = "pattern"
    with pytest.raises(NoInstanceError, match=why) as caught:
        made(schema)

    assert keyword == caught.value.keyword


def test_hints_are_taken_where_they_fit():
    """
    A named hint comes first, then the prompt's words; neither if the pattern says no.
    """
    hints = Hints("weather in Paris", {"city": "Oslo"})

    assert "Oslo" == made({}, name="city", hints=hints)
    assert "Paris" == made({"pattern": "^P"}, name="city", hints=hints)
    assert made({"pattern": "^X"}, name="city", hints=hints).startswith("X")


@given(st.binary(max_size=2))
def test_a_taken_text_is_avoided(seed):
    """
    Short texts run out late, and a pattern's shortest texts give way to longer ones.
    """
    taken = tuple("abcdefghijklmnopqrstuvwxy")

    assert 1 == len(made({"maxLength": 1, "minLength": 1}, seed, avoid=taken))
    assert "x-" != made({"pattern": "^x-"}, seed, avoid=("x-",))
    assert "a" != made({UNLIKE_VALUES: ["a"], "maxLength": 3}, seed, avoid=taken)


def test_the_only_text_may_be_taken():
    """
    Where a pattern has one text and that is taken, there is none.
    """
    with pytest.raises(NoInstanceError):
        made({"pattern": "^x$"}, avoid=("x",))
