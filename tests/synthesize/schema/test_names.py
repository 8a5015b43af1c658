"""
What a property's name and its description tell of its value.
"""

import pytest

from mockgemini.synthesize.schema.names import example_in, range_for, texts_for, words_of
from mockgemini.synthesize.schema.pools import RANGES, TEXTS


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cityName", ["city", "name"]),
        ("city_name", ["city", "name"]),
        ("HTTPUrl2", ["http", "url", "2"]),
        ("", []),
    ],
)
def test_names_are_taken_apart(name, words):
    """
    Camel case, snake case and blanks part words.
    """
    assert words == words_of(name)


@pytest.mark.parametrize(
    ("name", "notes", "pool"),
    [
        ("city", [], "city"),
        ("home_city", [], "city"),
        ("cities_visited", [], None),
        ("firstName", [], "first name"),
        ("user_name", [], "user name"),
        ("company_name", [], "company"),
        ("recipe_name", [], "recipe name"),
        ("tags", [], "tag"),
        ("name", [], "name"),
        ("xyz", [], None),
        ("", ["City"], "city"),
        ("", ["A very long sentence about the city it is in"], None),
        ("xyz", ["City"], None),
    ],
)
def test_the_pool_goes_by_the_name(name, notes, pool):
    """
    The last words count first, then any; a title only where there is no name.
    """
    assert (TEXTS[pool] if pool else None) == texts_for(name, notes)


def test_the_range_goes_by_the_name():
    """
    `unit_price` is a price, and what nobody knows has no range.
    """
    assert RANGES["price"] == range_for("unit_price", [])
    assert range_for("frobs", []) is None


@pytest.mark.parametrize(
    ("note", "example"),
    [
        ("The city and state, e.g. San Francisco, CA", "San Francisco, CA"),
        ("The city, e.g. 'Paris' or so", "Paris"),
        ("A place, for example: Rome or Milan", "Rome"),
        ("Something such as tea, coffee, milk", "tea"),
        ("Just a city.", None),
        ("e.g. or", "or"),
        ("e.g. '  '", None),
    ],
)
def test_a_description_may_give_an_example(note, example):
    """
    What stands behind "e.g.", "for example" or "such as" is an example.
    """
    assert example == example_in(["no example", note])
