import pytest
from stages.refusing import words

from mockgemini.wire.given import Given, string, unsupported

TAKE = {
    "a string": lambda given, key: given.text(key),
    "a boolean": lambda given, key: given.truth(key),
    "a number": lambda given, key: given.number(key, 0, 2),
    "an integer": lambda given, key: given.integer(key, 0, 2),
    "a list": lambda given, key: given.items(key),
    "an object": lambda given, key: given.object(key),
}
VALUES = {
    "a string": "s",
    "a boolean": True,
    "a number": 0.5,
    "an integer": 1,
    "a list": [1],
    "an object": {"a": 1},
}


@pytest.mark.parametrize("kind", TAKE)
def test_taking(kind):
    """
    A field of its type is taken, and is not left.
    """
    given = Given({"a": VALUES[kind], "b": 1}, "place")

    assert VALUES[kind] == TAKE[kind](given, "a")
    assert {"b": 1} == given.left


@pytest.mark.parametrize("kind", TAKE)
def test_absence(kind):
    """
    Null is the same as absent.
    """
    given = Given({"a": None})

    assert ([] if kind == "a list" else None) == TAKE[kind](given, "a")
    assert {} == given.left


@pytest.mark.parametrize("kind", TAKE)
@pytest.mark.parametrize("other", VALUES)
def test_other_types(kind, other):
    """
    A field of another type is refused, by its place; a whole number is a number.
    """
    if kind == other or (kind, other) == ("a number", "an integer"):
        return
    got = "a number" if other == "an integer" else other
    place = Given({"a": VALUES[other]}, "here[0]")

    message = words(TAKE[kind], place, "a")

    assert f"Invalid value at 'here[0].a': expected {kind}, not {got}." == message


def test_numbers():
    """
    A number has its range; a whole one may be spelled as a fraction.
    """
    assert 2 == Given({"a": 2.0}).integer("a", 0, 2)
    assert 0 == Given({"a": 0}).number("a", 0, 2)
    message = "Invalid value at 'a': 3 is not in the range [0, 2]."
    assert message == words(Given({"a": 3}).integer, "a", 0, 2)
    assert message.replace("3", "-0.5") == words(Given({"a": -0.5}).number, "a", 0, 2)


def test_lists_of_strings():
    """
    A list of strings has nothing else in it.
    """
    assert ("x", "y") == Given({"a": ["x", "y"]}).texts("a")
    message = "Invalid value at 'a[1]': expected a string, not null."
    assert message == words(Given({"a": ["x", None]}).texts, "a")
    assert "x" == string("x", "a")


def test_objects_below():
    """
    An object below knows its place.
    """
    below = Given({"a": {"b": 1}}, "here").below("a")

    assert ("here.a", "here.a.b") == (below.place, below.at("b"))
    assert Given({}).below("a") is None
    assert "Invalid value at 'a': expected an object, not a list." == words(
        Given({"a": []}).below, "a"
    )


def test_words_of_a_list():
    """
    A word that is none of those there are is refused with those there are.
    """
    assert "x" == Given({"a": "x"}).choice("a", ("x", "y"))
    assert Given({}).choice("a", ("x", "y")) is None
    message = "The value 'z' is not supported for 'a' at 'here'. Supported values: 'x', 'y'."
    assert message == words(Given({"a": "z"}, "here").choice, "a", ("x", "y"))
    assert "for 'a' at 'a'" in str(unsupported("z", "a", "", ("x",)))


def test_a_request_that_is_no_object():
    """
    A request that is no object has no place to name.
    """
    assert "Invalid JSON payload received." == words(Given, [])
