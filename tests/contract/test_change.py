import pytest

from mockgemini.contract.change import Sighting, recorded


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [("a", "b", "a → b"), ("a", "", "was a"), ("", "b", "b"), ("", "", "")],
)
def test_words(was, now, words):
    """
    A change says from what to what, as far as there is something.
    """
    assert words == recorded("field_added", "x", was, now).words


def test_severity_comes_with_the_code():
    """
    A change is as severe as its code says.
    """
    change = recorded("field_removed", "answer.usage", "object")

    assert "breaking field_removed answer.usage: was object" == str(change)
    assert "info exchange_added GET /" == str(recorded("exchange_added", "GET /"))


@pytest.mark.parametrize(
    ("sighting", "words"),
    [
        (Sighting(1, 7, 1, 9), "#1"),
        (Sighting(1, 7, 2, 9), "#1→#2"),
        (Sighting(1, 7), "#1"),
        (Sighting(new=2, new_line=9), "#2"),
    ],
)
def test_sightings(sighting, words):
    """
    Where a change was seen is told by the numbers of exchanges.
    """
    assert words == str(sighting)
