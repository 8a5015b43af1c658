from typing import Annotated, Literal

import pytest
from hypothesis import given
from pydantic import Field
from samples.mutations import found_at
from samples.recorded_interactions import JSON

from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.form import Form
from mockgemini.wire.shapes.shape import (
    Anything,
    Base64,
    Known,
    Object,
    Shape,
    Time,
    Unknown,
    Usual,
)


class Page(Shape):
    """
    A leaf.
    """

    type: Literal["page"]
    number: int
    size: Annotated[str, Known("a4", "a5")] | None = None


class Book(Shape):
    """
    A whole.
    """

    title: str
    pages: list[Annotated[Page | Unknown, OneOf()]] | None = None
    shelves: dict[str, Page] | None = None
    printed: Time | None = None
    cover: Base64 | None = None
    object: Usual[Literal["book"]] = None
    rest: Anything | None = None
    own: Object | None = None
    json_schema: Anything | None = Field(None, alias="schema")
    price: float | None = None
    lent: bool | None = None


PAGE = {"type": "page", "number": 1}
BOOK = {"title": "T", "object": "book"}


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        ({"title": None}, ("wrong_type", "title")),
        ({"title": 1}, ("wrong_type", "title")),
        ({"object": "leaflet"}, ("wrong_value", "object")),
        ({"price": "1"}, ("wrong_type", "price")),
        ({"lent": 1}, ("wrong_type", "lent")),
        ({"pages": {}}, ("wrong_type", "pages")),
        ({"pages": [1]}, ("wrong_type", "pages[0]")),
        ({"pages": [{}]}, ("missing_field", "pages[0].type")),
        ({"pages": [{"type": 1}]}, ("wrong_type", "pages[0].type")),
        ({"pages": [{"type": "page"}]}, ("missing_field", "pages[0].number")),
        ({"pages": [PAGE | {"number": True}]}, ("wrong_type", "pages[0].number")),
        ({"pages": [PAGE | {"number": 1.5}]}, ("wrong_type", "pages[0].number")),
        ({"pages": [PAGE | {"size": "a6"}]}, ("unknown_value", "pages[0].size")),
        ({"pages": [PAGE | {"dirt": 1}]}, ("unknown_field", "pages[0].dirt")),
        ({"pages": [{"type": "map", "dirt": 1}]}, ("unknown_type", "pages[0].type")),
        ({"shelves": {"a b": {"type": "page"}}}, ("missing_field", "shelves['a b'].number")),
        ({"shelves": {"a b": PAGE | {"dirt": 1}}}, ("unknown_field", "shelves['a b'].dirt")),
        ({"pages": None}, ("null_field", "pages")),
        ({"printed": "yesterday"}, ("bad_format", "printed")),
        ({"printed": "2026-06-01T10:00:00"}, ("bad_format", "printed")),
        ({"cover": "AAA"}, ("bad_format", "cover")),
        ({"own": []}, ("wrong_type", "own")),
        ({"json_schema": 1}, ("unknown_field", "json_schema")),
    ],
)
def test_finding(fields, finding):
    """
    What is wrong, unusual or new is told once, with its code, at its place.
    """
    assert [finding] == found_at(Form(Book).deviations({**BOOK, **fields}))


def test_nothing_to_say():
    """
    What fits is not mentioned, whatever stands where anything may.
    """
    book = {
        **BOOK,
        "pages": [PAGE | {"size": "a5"}],
        "shelves": {"a": PAGE},
        "printed": "2026-06-01T10:00:00Z",
        "cover": "AAAA",
        "rest": None,
        "own": {"a": None},
        "schema": {"title": None},
        "price": 1,
    }

    assert [] == Form(Book).deviations(book)


def test_usual_fields_are_missed():
    """
    A field that always came is missed, but nothing breaks.
    """
    (told,) = Form(Book).deviations({"title": "T"})

    assert ("usual_field", "object", "warning") == (told.code, told.place, told.severity)


def test_words():
    """
    A deviation says what the schema has there and what came instead, strings in quotes.
    """
    form = Form(Book)

    (told,) = form.deviations({**BOOK, "price": "1"})
    assert ("a number", '"1"') == (told.expected, told.found)
    (told,) = form.deviations({**BOOK, "pages": [PAGE | {"size": "a6"}]})
    assert ("one of a4, a5", '"a6"') == (told.expected, told.found)
    (told,) = form.deviations([])
    assert ("an object", "[]") == (told.expected, told.found)


@given(JSON)
def test_anything(value):
    """
    No JSON upsets it.
    """
    assert Form(Book).deviations(value)
    assert Form(Book).deviations({**BOOK, "rest": value}) == []
