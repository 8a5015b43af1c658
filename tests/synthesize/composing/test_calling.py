import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from stages.staged import staged

from mockgemini.synthesize.composing import calling
from mockgemini.synthesize.composing.calling import MOST
from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.wire.brief import Function, Generation, ToolChoice
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Text, Turn
from mockgemini.wire.refusal import Refused


def function(name, required=None, **properties):
    schema = {"type": "object", "properties": properties, "required": [*(required or properties)]}
    return Function(name, "", schema)


TEXT, NUMBER = {"type": "string"}, {"type": "number"}
WEATHER = function("get_weather", location=TEXT)
ADD = function("add", x=NUMBER, y=NUMBER)
PRIME = function("is_prime", number={"type": "integer"})


def calls(scene):
    return calling.calls(scene, Shaping())


def arguments(prompt, *functions, **settings):
    return [call.arguments for call in calls(staged(prompt, functions=functions, **settings))]


@pytest.mark.parametrize(
    ("prompt", "made", "expected"),
    [
        ("What is the weather in Paris?", WEATHER, [{"location": "Paris"}]),
        (
            "The weather in Paris and London?",
            WEATHER,
            [{"location": "Paris"}, {"location": "London"}],
        ),
        ("Use the add tool to sum 7 and 11.", ADD, [{"x": 7, "y": 11}]),
        ("Are 7, 9 and 11 prime?", PRIME, [{"number": 7}, {"number": 9}, {"number": 11}]),
        (
            "The distance between Rome and Oslo?",
            function("distance", origin=TEXT, destination=TEXT),
            [{"origin": "Rome", "destination": "Oslo"}],
        ),
        (
            "Invite Bob and Alice",
            function("invite", people={"type": "array", "items": TEXT}),
            [{"people": ["Bob", "Alice"]}],
        ),
        ("Ping it", Function("ping"), [{}]),
        ("Ping it", Function("ping", parameters={}), [{}]),
    ],
    ids=[
        "a place",
        "two places",
        "numbers",
        "several numbers",
        "from and to",
        "a list",
        "bare",
        "empty",
    ],
)
def test_arguments_come_from_the_prompt(prompt, made, expected):
    """
    What the prompt names is passed on, in one call or in one for each of several things.
    """
    assert expected == arguments(prompt, made)


def test_a_meeting_is_scheduled_as_in_the_guide():
    """
    Names, date, time and topic of the guide's example go where they belong.
    """
    meeting = function(
        "schedule_meeting",
        attendees={"type": "array", "items": TEXT},
        date=TEXT,
        time=TEXT,
        topic=TEXT,
    )
    prompt = (
        "Schedule a meeting for 2025-11-01 at 10 am with Peter and Amir about the Next Gen API."
    )

    assert [
        {
            "attendees": ["Peter", "Amir"],
            "date": "2025-11-01",
            "time": "10:00",
            "topic": "Next Gen API",
        }
    ] == arguments(prompt, meeting)


def test_optional_parameters_are_given_only_if_named():
    """
    What is not required is left out, unless the prompt has a value for it.
    """
    made = function(
        "get_weather",
        ["location"],
        location=TEXT,
        unit={"enum": ["celsius", "kelvin"]},
        days={"type": "integer"},
    )

    assert [{"location": "Oslo"}] == arguments("The weather in Oslo?", made)
    assert [{"location": "Oslo", "unit": "kelvin"}] == arguments("Weather in Oslo in kelvin?", made)


def test_calls_have_ids_as_recorded():
    """
    An id is 8 lower-case letters and digits, and each call has its own.
    """
    ids = [call.id for call in calls(staged("The weather in Rome and Oslo?", functions=(WEATHER,)))]

    assert 2 == len(set(ids))
    assert all(re.fullmatch("[a-z0-9]{8}", each) for each in ids)


def test_nothing_is_called_twice():
    """
    With the results come no further calls for the same; other words with them may ask for others.
    """
    call = FunctionCall("get_weather", {"location": "Paris"}, "a1")
    history = (Turn("user", (Text("The weather in Paris?"),)), Turn("model", (call,)))
    result = FunctionResult("a1", "get_weather", "sunny")

    def then(*more):
        return calls(
            staged("", Turn("user", (result, *more)), history=history, functions=(WEATHER,))
        )

    assert () == then()
    assert () == then(Text("The weather in Paris?"))
    assert [{"location": "Rome"}] == [each.arguments for each in then(Text("The weather in Rome?"))]


def test_there_is_an_end_to_calls():
    """
    One answer has so many calls at most.
    """
    prompt = "The weather in " + ", ".join(f"Town{chr(97 + n)}" for n in range(12)) + "?"

    assert MOST == len(arguments(prompt, WEATHER))


def test_a_schema_that_nothing_fits_is_refused():
    """
    The refusal names the function, the place and the keyword.
    """
    broken = function("get_weather", location={"type": "integer", "minimum": 2, "maximum": 1})

    with pytest.raises(
        Refused, match=r"tools\.get_weather\.parameters/properties/location/m\w+imum"
    ):
        arguments("The weather in Paris?", broken)


leaves = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("string")},
        optional={"minLength": st.integers(0, 9), "maxLength": st.integers(9, 20)},
    ),
    st.fixed_dictionaries(
        {"type": st.sampled_from(["integer", "number"])},
        optional={
            "minimum": st.integers(-9, 3),
            "maximum": st.integers(3, 9),
            "multipleOf": st.integers(1, 3),
        },
    ),
    st.builds(
        lambda words: {"enum": words},
        st.lists(st.text(max_size=5), min_size=1, max_size=3, unique=True),
    ),
    st.just({"type": "boolean"}),
    st.just({"type": "string", "format": "date"}),
    st.just({"type": "string", "pattern": "^[A-Z]{3}$"}),
)
schemas = st.recursive(
    leaves,
    lambda inner: (
        st.builds(lambda items: {"type": "array", "items": items, "maxItems": 3}, inner)
        | st.builds(
            lambda properties, closed: (
                {"type": "object", "properties": properties, "required": sorted(properties)[::2]}
                | ({"additionalProperties": False} if closed else {})
            ),
            st.dictionaries(
                st.sampled_from(["city", "count", "date", "emails", "topic"]), inner, max_size=3
            ),
            st.booleans(),
        )
    ),
    max_leaves=6,
)
prompts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["The city of Paris, 7 and 11 on 2025-01-02", "Is 500 enough for ABC or 'xyz'?"]
    ),
)


@settings(deadline=None)
@given(
    prompts,
    st.dictionaries(st.sampled_from(["location", "value", "names", "when"]), schemas, max_size=4),
)
def test_arguments_always_fit(prompt, properties):
    """
    Whatever the prompt says, the arguments fit the declared schema.
    """
    schema = {"type": "object", "properties": properties, "required": sorted(properties)[1:]}
    generation = Generation(tool_choice=ToolChoice("any"))
    scene = staged(f"{prompt}!", functions=(Function("act", "", schema),), generation=generation)

    made = calls(scene)

    assert made
    for call in made:
        Draft202012Validator(schema).validate(call.arguments)


@pytest.mark.parametrize("required", [[["city"]], [{}], [None, 1], "city", {"city": 1}])
def test_a_required_list_that_is_none(required):
    """
    A schema that does not name by words what it requires is refused in a sentence.
    """
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": required}
    scene = staged(
        "Act!",
        functions=(Function("act", "", schema),),
        generation=Generation(tool_choice=ToolChoice("any")),
    )

    with pytest.raises(Refused, match="required"):
        calls(scene)
