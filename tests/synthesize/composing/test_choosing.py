import pytest
from stages.staged import staged

from mockgemini.synthesize.composing.choosing import MOST, chosen, offered
from mockgemini.synthesize.composing.finding import find
from mockgemini.wire.brief import Function, Generation, ToolChoice
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Text, Turn


def function(name, described="", **properties):
    schemas = {
        key: kind if isinstance(kind, dict) else {"type": kind} for key, kind in properties.items()
    }
    return Function(
        name, described, {"type": "object", "properties": schemas, "required": [*properties]}
    )


WEATHER = function("get_weather", "Gets the weather for a location.", location="string")
FORECAST = function("get_forecast", "What the days ahead bring.", location="string")
ADD = function("add", "Adds two numbers.", x="number", y="number")
MAIL = function("send_email", "Sends a message.", recipient="string", body="string")
LIGHT = function(
    "set_light_values", "Brightness and color.", brightness="integer", color={"enum": ["warm"]}
)
BALL = function("power_disco_ball", power="boolean")
TOOLS = (WEATHER, ADD, MAIL, LIGHT, BALL)


def names(prompt, functions=TOOLS, mode="auto", allowed=None, history=()):
    generation = Generation(tool_choice=ToolChoice(mode, allowed))
    scene = staged(prompt, functions=functions, generation=generation, history=history)
    return [each.name for each in chosen(scene, find(prompt))]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("What is the weather in Paris?", ["get_weather"]),
        ("Use the add tool to sum 7 and 11.", ["add"]),
        ("Email Bob that I am late", ["send_email"]),
        ("Turn the lights down", ["set_light_values"]),
        ("Something warm and bright in that color", ["set_light_values"]),
        ("Tell me a joke", []),
        ("Hello!", []),
    ],
)
def test_the_function_whose_words_are_used_is_called(prompt, expected):
    """
    The prompt's words are looked for in name, description and parameters; without any, we talk.
    """
    assert expected == names(prompt)


def test_several_functions_are_called_for_several_things():
    """
    A function whose whole name is in the prompt is called as well; one that says the same is not.
    """
    assert ["get_weather", "send_email"] == names("Get the weather in Rome and email it")
    assert ["get_weather"] == names("The weather in Rome?", (WEATHER, function("read_weather")))
    assert ["get_weather", "get_forecast"] == names("Weather and forecast?", (WEATHER, FORECAST))


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [("Is it hot in Paris?", ["get_weather"]), ("I like Paris", []), ("Is it hot?", [])],
    ids=["question", "statement", "nothing to go by"],
)
def test_an_only_function_serves_a_question_it_has_values_for(prompt, expected):
    """
    A single function without any match is called if the prompt asks, and holds all it requires.
    """
    assert expected == names(prompt, (WEATHER,))


def test_without_a_match_many_functions_are_left_alone():
    """
    Nothing tells several functions apart, so none is called.
    """
    assert [] == names("Is it hot in Paris?")
    assert [] == names("What now?", (Function("do_it"),))


def test_the_function_called_before_is_called_again():
    """
    A question that names nothing but a new value is meant for the last function.
    """
    call = Turn("model", (FunctionCall("get_weather", {"location": "Paris"}, "a"),))
    result = Turn("user", (FunctionResult("a", "get_weather", 1),))
    history = (Turn("user", (Text("Weather?"),)), call, result, Turn("model", (Text("1"),)))

    assert ["get_weather"] == names("And what about London?".replace("And w", "W"), history=history)


@pytest.mark.parametrize(
    ("functions", "expected"),
    [
        ((WEATHER, LIGHT, BALL), ["set_light_values", "power_disco_ball"]),
        ((WEATHER, MAIL), ["get_weather"]),
    ],
    ids=["switches", "words"],
)
def test_any_calls_one_in_any_case(functions, expected):
    """
    With `any` something is called: all that need no words, else the first.
    """
    assert expected == names("Turn this place into a party!", functions, "any")
    assert ["send_email"] == names("Email it", functions=(WEATHER, MAIL), mode="any")


def test_none_calls_nothing():
    """
    With `none` no function is offered.
    """
    assert [] == names("What is the weather in Paris?", mode="none")


def test_only_allowed_functions_are_called():
    """
    Where functions are allowed by name, the others are not offered.
    """
    assert ["add"] == names("The weather?", mode="any", allowed=("add",))
    assert [] == names("The weather?", mode="any", allowed=())
    assert (ADD,) == offered(
        staged("", functions=TOOLS, generation=Generation(tool_choice=ToolChoice(allowed=("add",))))
    )


def test_there_is_an_end_to_functions():
    """
    One prompt calls for so many functions at most.
    """
    many = tuple(function(f"get_{word}") for word in ("apple", "pear", "plum", "cherry", "lemon"))

    assert MOST == len(names("apple pear plum cherry lemon", many))
