import pytest

from mockgemini.synthesize.composing.words import parts, stem, stems, subject


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is the weather in Paris?", "the weather in Paris"),
        ("Tell me a short joke about programming.", "a short joke about programming"),
        ("Explain quantum entanglement in simple terms.", "quantum entanglement in simple terms"),
        ("Hi, my name is Phil.", "your name"),
        ("天気は?", "天気は"),
        ("Groceries: apples, pears", "Groceries"),
        ("What is it?", ""),
        ("", ""),
    ],
)
def test_a_text_has_a_subject(text, expected):
    """
    The subject is the first few words that carry meaning, with the article before them.
    """
    assert expected == subject(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meetings", "meeting"),
        ("cities", "city"),
        ("programming", "programs"),
        ("scheduled", "schedule"),
        ("temperature", "temperatures"),
    ],
)
def test_endings_do_not_matter(one, other):
    """
    Forms of one word have one stem.
    """
    assert stem(one) == stem(other)


def test_identifiers_are_split():
    """
    Words joined by case or underscores are words; those that say nothing are left out.
    """
    assert {"weather", "forecast"} == stems("getWeather_Forecast")
    assert {"departure", "date"} == parts("departureDate") == parts("departure_date")
