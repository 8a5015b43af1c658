"""
Instances of schemas: what dice make of one, and what hints do.
"""

import json
import subprocess
import sys

import pytest
from samples.hard_schemas import ADDRESS, EXPRESSION, MANY, TREE, made

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.hints import Hints
from mockgemini.synthesize.schema.instance import Instances, instance

PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "email": {"type": "string", "format": "email"},
        "age": {"type": "integer", "minimum": 0},
        "tags": {"type": "array", "items": {"type": "string"}},
        "home": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
    "required": ["name", "email", "age", "tags"],
}


def test_the_same_dice_give_the_same_instance():
    """
    Equal dice give equal values, on a fresh schema and on one that has made others before.
    """
    used = Instances(PERSON)
    for seed in [b"a", b"b"]:
        used.made(Dice(seed))

    assert instance(PERSON, Dice(b"c")) == used.made(Dice(b"c"))


@pytest.mark.parametrize("schema", [PERSON, TREE, EXPRESSION, ADDRESS, {"type": "string"}])
def test_other_dice_give_another_instance(schema):
    """
    Where the schema leaves a choice, twenty throws make at least five different values.
    """
    instances = Instances(schema)

    values = {json.dumps(instances.made(Dice(b"%d" % seed))) for seed in range(20)}

    assert len(values) >= 5


def test_another_process_makes_the_same():
    """
    The order of Python's sets, which differs between processes, has no influence.
    """
    program = (
        "import json, sys; from mockgemini.synthesize.dice import Dice;"
        "from mockgemini.synthesize.schema.instance import instance;"
        "print([json.dumps(instance(s, Dice(b'1'))) for s in json.load(sys.stdin)])"
    )

    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps([PERSON, TREE, MANY, ADDRESS]),
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ["0", "1", "2"]
    }

    assert 1 == len(printed)


def test_values_look_like_what_they_are_called():
    """
    A name, an e-mail address and a city are ones, and the keys stand in the schema's order.
    """
    value = made(PERSON, "x")

    assert ["name", "email", "age", "tags"] == list(value)[:4]
    assert " " in value["name"]
    assert value["email"].endswith("@example.com")
    assert 18 <= value["age"] <= 80


WEATHER = {
    "type": "object",
    "properties": {
        "location": {"type": "string", "description": "The city, e.g. San Francisco"},
        "unit": {"enum": ["celsius", "fahrenheit"]},
        "days": {"type": "integer", "minimum": 1, "maximum": 14},
    },
    "required": ["location", "unit", "days"],
}


def test_the_prompt_fills_arguments():
    """
    A place, a number and a mentioned option come out of the prompt.
    """
    hints = Hints("What will the weather be in New York for 5 days, in Fahrenheit?")

    value = made(WEATHER, hints=hints)

    assert {"location": "New York", "unit": "fahrenheit", "days": 5} == value


def test_a_hint_that_does_not_fit_is_not_taken():
    """
    Twenty days are more than allowed, and nobody asked for a place.
    """
    value = made(WEATHER, hints=Hints("Tell me about 20 days"))

    assert value["days"] <= 14
    assert "San Francisco" == value["location"]


def test_named_hints_come_first():
    """
    Values given for a property by name are taken for it, of whatever type.
    """
    named = {"location": "Oslo", "unit": "celsius", "days": 3, "wet": True, "wind": 2.5, "x": None}
    schema = {
        "type": "object",
        "properties": {
            **WEATHER["properties"],
            "wet": {"type": "boolean"},
            "wind": {"type": ["number", "string"]},
        },
        "required": ["location", "unit", "days", "wet", "wind"],
    }

    value = made(schema, hints=Hints("weather in Paris", named))

    assert {key: named[key] for key in schema["required"]} == value


def test_a_whole_list_or_object_may_be_given():
    """
    A list or an object given by name is taken whole where it fits, and its optional key is there.
    """
    named = {"tags": ["a", "b"], "home": {"city": "Oslo"}, "email": ["x"]}

    value = made(PERSON, hints=Hints("", named))

    assert (["a", "b"], {"city": "Oslo"}) == (value["tags"], value["home"])
    assert "@" in value["email"]
