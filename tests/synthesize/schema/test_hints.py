"""
What a prompt tells of values.
"""

import pytest

from mockgemini.synthesize.schema.hints import NO_HINTS, Hints


@pytest.mark.parametrize(
    ("text", "name", "first"),
    [
        ("What is the weather in Paris?", "city", "Paris"),
        ("What is the weather in New York today?", "location", "New York"),
        ("Compare London with Berlin", "destination", "London"),
        ("weather in paris?", "city", "Paris"),
        ("Tell me in detail.", "city", None),
        ("Who is Ada Lovelace?", "author", "Ada Lovelace"),
        ("What are Tolkien's books?", "author", "Tolkien"),
        ('Describe "the red house" now', "product", "the red house"),
        ("Write to ada@example.org please", "email", "ada@example.org"),
        ("Read https://example.org/a?b=1.", "page_url", "https://example.org/a?b=1"),
        ("Book it for 2026-03-04", "startDate", "2026-03-04"),
        (" find good books ", "search_query", "find good books"),
        ("Paris", "summary", None),
        ("Paris", "", None),
        ("", "city", None),
    ],
)
def test_texts_come_by_the_name(text, name, first):
    """
    Places, names, quotes, addresses, dates, or the prompt itself, as the name of the value asks.
    """
    assert first == next(iter(Hints(text).texts(name)), None)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("for 3 days", (3,)), ("2.5 km", (2.5,)), ("from 3 to 4", ()), ("v2 of it", ()), ("none", ())],
)
def test_a_single_number_is_a_hint(text, numbers):
    """
    The prompt's one number is a hint; of several nobody knows which.
    """
    assert numbers == tuple(Hints(text).numbers("days"))
    assert () == tuple(Hints(text).numbers(""))


def test_options_may_be_mentioned():
    """
    An option is mentioned by its words, whatever their case, and never by a part of one.
    """
    hints = Hints("A dark-mode theme in FAHRENHEIT, please")

    mentioned = hints.mentioned(["dark_mode", "light", "the", "fahrenheit", "ark", 3, "--"])

    assert ["dark_mode", "fahrenheit"] == mentioned
    assert [] == NO_HINTS.mentioned(["a"])


def test_values_are_given_by_name():
    """
    A named hint is given for its name alone.
    """
    hints = Hints(named={"city": "Oslo"})

    assert ("Oslo", None) == (hints.given("city"), hints.given("town"))
