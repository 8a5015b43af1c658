from datetime import UTC, datetime

import pytest

from mockgemini.synthesize.composing.filling import Filling, types
from mockgemini.synthesize.composing.finding import find

NOW = datetime(2026, 1, 31, tzinfo=UTC)
TEXT = {"type": "string"}


def wishes(prompt, **properties):
    return Filling(find(prompt), NOW).wishes({"type": "object", "properties": properties})


@pytest.mark.parametrize(
    ("prompt", "name", "schema", "value"),
    [
        ("Weather in Paris?", "location", TEXT, "Paris"),
        ("Book 'The Ritz' in Paris", "hotel", TEXT, "The Ritz"),
        ("Mail bob@x.org today", "recipient", TEXT, "bob@x.org"),
        ("Read https://x.org/a now", "url", TEXT, "https://x.org/a"),
        ("Go on 03/14/2025", "date", TEXT, "2025-03-14"),
        ("Go on 31.12.2025", "date", TEXT, "2025-12-31"),
        ("Go at 2026-02-03T10:00:00Z", "day", TEXT, "2026-02-03"),
        ("Go tomorrow", "date", {"type": "string", "format": "date"}, "2026-02-01"),
        (
            "At 2026-02-03T10:00Z",
            "start",
            {"type": "string", "format": "date-time"},
            "2026-02-03T10:00Z",
        ),
        ("At 10:30 PM", "time", TEXT, "22:30"),
        ("At 12 am", "time", TEXT, "00:00"),
        ("At 15:00", "startTime", TEXT, "15:00"),
        ("Talk about the Next Gen API.", "topic", TEXT, "Next Gen API"),
        ("cheap flights", "query", TEXT, "cheap flights"),
        ("Tell them about lunch", "message", TEXT, "lunch"),
        (
            "Show the instrument I ordered",
            "item",
            {"type": "string", "description": "e.g. 'instrument'"},
            "instrument",
        ),
        ("Make it Warm", "color", {"type": "string", "enum": ["cool", "warm"]}, "warm"),
        ("Set 20.5 degrees", "level", {"type": "NUMBER"}, 20.5),
        ("Set 500 or 50", "level", {"type": "integer", "minimum": 0, "maximum": 100}, 50),
        ("Set 5 please", "level", {"type": "number", "minimum": 3}, 5),
        ("Turn it on", "power", {"type": "boolean"}, True),
        ("Turn it off", "power", {"type": "boolean"}, False),
        ("Make loud music", "is_loud", {"type": "boolean"}, True),
        ("Meet Bob and Alice", "attendees", {"type": "array", "items": TEXT}, ["Bob", "Alice"]),
        ("Sum 1, 2 and 3", "values", {"type": "array", "items": {"type": "number"}}, [1, 2, 3]),
        ("Buy 'milk' and 'eggs'", "things", {"type": "array"}, ["milk", "eggs"]),
        (
            "Mail a@x.org, b@x.org",
            "emails",
            {"type": "array", "items": TEXT},
            ["a@x.org", "b@x.org"],
        ),
        (
            "red and blue",
            "colors",
            {"type": "array", "items": {"enum": ["red", "green", "blue"]}},
            ["red", "blue"],
        ),
        ("Ask Bob", "who", {"anyOf": [TEXT, {"type": "null"}]}, "Bob"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_values_go_where_they_belong(prompt, name, schema, value):
    """
    A value is put where its type, its format or the property's name asks for it.
    """
    assert {name: value} == wishes(prompt, **{name: schema})


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("id", {"type": "string", "format": "uuid"}),
        ("power", {"type": "boolean"}),
        ("count", {"type": "integer", "minimum": 100}),
        ("count", {"type": "integer"}),
        ("link", {"type": "string", "format": "uri"}),
        ("color", {"enum": ["cool", 7]}),
        ("colors", {"type": "array", "items": {"enum": ["red"]}}),
        ("values", {"type": "array", "items": {"type": "number"}}),
        ("flags", {"type": "array", "items": {"type": "boolean"}}),
        ("nothing", {"type": "null"}),
    ],
)
def test_what_is_not_there_is_not_made_up(name, schema):
    """
    A property that the prompt says nothing of gets no wish.
    """
    prompt = "Wait 2.5 hours" if name == "count" else "Paris"
    assert {} == wishes(prompt, **{name: schema})


def test_each_value_goes_to_one_place():
    """
    Numbers, names and quotations are handed out in order.
    """
    number = {"type": "number"}

    assert {"x": 7, "y": 11} == wishes("Sum 7 and 11", x=number, y=number)
    assert {"origin": "Rome", "to": "Oslo"} == wishes("From Rome to Oslo", origin=TEXT, to=TEXT)
    assert {"a": "u", "b": "v"} == wishes("'u' then 'v'", a=TEXT, b=TEXT)


def test_nested_objects_get_theirs_by_name():
    """
    The properties of an object within the object stand beside the others, references followed.
    """
    schema = {
        "properties": {"who": {"$ref": "#/$defs/Person"}, "odd": {"$ref": "#/nowhere"}},
        "$defs": {"Person": {"properties": {"age": {"type": "integer"}}}},
    }

    assert {"age": 30} == Filling(find("she is 30"), NOW).wishes(schema)


def test_types_are_read_from_all_spellings():
    """
    A type may be a word in any case, a list, or stand in branches; null is none.
    """
    assert {"string"} == types({"type": ["STRING", "null"]})
    assert {"integer", "string"} == types({"oneOf": [{"type": "integer"}, TEXT, True]})
    assert set() == types({})
