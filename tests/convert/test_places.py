"""
A place in a foreign file gives typed values, or one sentence that says where it does not.
"""

import pytest

from mockgemini.convert.places import Place
from mockgemini.errors import CassetteError


def place(value):
    return Place(value, "a.yaml")


def test_the_first_name_that_is_there_counts():
    """
    Of several names the first that is there is taken; where none is, there is nothing.
    """
    found = place({"url": "/x"})

    assert "/x" == found.get("uri", "url").value
    assert "/uri" == found.get("uri", "href").path
    assert found.get("uri", "href").value is None


def test_absence_gives_the_default():
    """
    Where nothing stands, a list and a mapping are empty, and text and numbers are the default.
    """
    nothing = place(None)

    assert ([], []) == (nothing.items(), nothing.fields())
    assert ("x", 7, 0.5) == (nothing.text("x"), nothing.whole(7), nothing.number(0.5))
    assert (b"", b"") == (nothing.data(), nothing.base64())


@pytest.mark.parametrize(
    ("read", "value", "complaint"),
    [
        (lambda it: it.items(), {}, "expected a list, found a mapping"),
        (lambda it: it.fields(), [], "expected a mapping, found a list"),
        (lambda it: it.text(), None, "expected a text, found nothing"),
        (lambda it: it.text(), True, "expected a text, found true or false"),
        (lambda it: it.whole(), "7", "expected a whole number, found a text"),
        (lambda it: it.whole(), True, "expected a whole number, found true or false"),
        (lambda it: it.number(), b"7", "expected a number, found bytes"),
        (lambda it: it.base64(), "x", "expected base64, found something else"),
        (lambda it: it.data(), "\ud800", "the text holds half a character"),
        (lambda it: it.json(), {"a": b""}, "bytes cannot be written as JSON"),
        (lambda it: it.json(), float("nan"), "the value cannot be written as JSON"),
    ],
)
def test_what_is_not_expected_is_one_sentence(read, value, complaint):
    """
    A value of another kind is a CassetteError with the file and the pointer.
    """
    with pytest.raises(CassetteError) as error:
        read(place({"here": value}).get("here"))

    assert str(error.value).startswith(f"a.yaml: {complaint}")
    assert str(error.value).endswith(" at /here")


def test_values_are_never_quoted():
    """
    A complaint does not repeat the value, which may be a secret.
    """
    with pytest.raises(CassetteError) as error:
        place("AIza-secret").items()

    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1500, 1.5), (-1, 0.0), (0, 0.0), (1e12, 0.0), (float("nan"), 0.0), (float("inf"), 0.0)],
)
def test_times_that_cannot_be_are_none(value, expected):
    """
    A negative time, one beyond a day and NaN count as not recorded.
    """
    assert expected == place(value).seconds(1e-3)


def test_headers_have_two_shapes():
    """
    Header lines are a mapping, with one value or a list of them, or a list of names and values.
    """
    mapping = {"A": "1", "B": ["2", 3], "C": None}
    listed = [{"name": "A", "value": "1"}, {"name": "B"}]

    assert (("A", "1"), ("B", "2"), ("B", "3"), ("C", "")) == place(mapping).headers()
    assert (("A", "1"), ("B", "")) == place(listed).headers()


def test_bodies_are_bytes():
    """
    A text is taken in UTF-8, bytes as they are, both alphabets of base64 alike.
    """
    assert "é".encode() == place("é").data()
    assert b"\xff" == place(b"\xff").data()
    assert "ÿ" == place(b"\xff").text()
    assert "12" == place(12).text()
    assert b"\xfb\xff" == place("-_8").base64() == place("+/8=").base64()
