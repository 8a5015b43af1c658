import pytest
from hypothesis import given
from samples.recorded_interactions import JSON

from mockgemini.wire.fields import Fields, mapping, type_of


def test_taking():
    """
    What is taken is no longer left.
    """
    fields = Fields({"a": "x", "b": 1, "c": True, "d": [2], "e": {}, "f": None})

    taken = [fields.text("a"), fields.number("b"), fields.truth("c"), fields.items("d")]

    assert ["x", 1, True, [2]] == taken
    assert {"e": {}, "f": None} == fields.left
    assert {} == fields.value("e")
    fields.drop("f", "g")
    assert {} == fields.left


@given(JSON)
def test_what_is_odd_is_left(value):
    """
    A value of another type is not taken but left, and a missing one is no error.
    """
    for take, kind in [("text", str), ("number", int), ("truth", bool), ("items", list)]:
        fields = Fields({"a": value})

        found = getattr(fields, take)("a")

        if type(value) is kind:
            assert (value, {}) == (found, fields.left)
        else:
            assert (not found, {"a": value}) == (True, fields.left)


@pytest.mark.parametrize("value", [None, 1, "a", [{"type": "b"}]])
def test_what_is_no_object(value):
    """
    What is no object has no fields and no type.
    """
    assert ({}, {}, "") == (Fields(value).left, mapping(value), type_of(value))


def test_type():
    """
    The type of an object is a string, else none.
    """
    assert ["text", "", ""] == [type_of({"type": "text"}), type_of({"type": 1}), type_of({})]
