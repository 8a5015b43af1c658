"""
On which requests a scripted reply is given.
"""

import pytest
from stages.scripts import MODEL, asked, creation, result

from mockgemini.asked import Asked
from mockgemini.errors import UsageError
from mockgemini.synthesize.scripting.when import When, named
from mockgemini.wire.outcome import FunctionCall, Turn

WEATHER = result("abc", "sunny")


def is_french(request):
    """
    A condition of a test's own.
    """
    return "Bonjour" in request.text


def raises(request):
    """
    A condition with a mistake in it.
    """
    return request.nonsense


@pytest.mark.parametrize(
    ("when", "said", "holds"),
    [
        (When.of(), "Hi", True),
        (When.of("weather"), "The weather?", True),
        (When.of("weather"), "The time?", False),
        (When.of(is_french), "Bonjour!", True),
        (When.of(is_french), "Hello!", False),
        (When.of(model=MODEL), "Hi", True),
        (When.of(model=f"models/{MODEL}"), "Hi", True),
        (When.of(model="gemini-2.5-flash"), "Hi", False),
        (When.of(tool_result="get_weather"), [WEATHER], True),
        (When.of(tool_result="get_time"), [WEATHER], False),
        (When.of("Hi", model="gemini-2.5-flash"), "Hi", False),
        (When.of({"text": "Hi", "model": MODEL}), "Hi", True),
        (When.of({"tool_result": "get_weather"}), "Hi", False),
    ],
)
def test_what_is_said_must_hold(when, said, holds):
    """
    A condition holds where all that it says is true of the request.
    """
    assert holds is when.holds(asked(said))


def test_only_the_last_words_count():
    """
    A text is looked for in what the client says last, not in what was said before.
    """
    turns = [
        {"role": "user", "content": "The weather?"},
        {"role": "model", "content": [{"type": "text", "text": "Sunny."}]},
        {"role": "user", "content": "And the time?"},
    ]

    request = asked(turns, headers=(("api-revision", "2026-05-07"),))

    assert When.of("time").holds(request)
    assert not When.of("weather").holds(request)


def test_a_result_without_a_name_is_known_by_its_call():
    """
    Which function a result is of is told by the conversation where the result does not tell.
    """
    bare = {"type": "function_result", "call_id": "abc", "result": "sunny"}
    before = (Turn("model", (FunctionCall("get_weather", {}, "abc"),)),)

    assert When.of(tool_result="get_weather").holds(Asked(creation([bare]), history=before))
    assert not When.of(tool_result="get_weather").holds(asked([bare]))


def test_an_agent_is_named_like_a_model():
    """
    `model` is the agent's name where an agent is asked.
    """
    assert When.of(model="deep-research").holds(asked(agent="deep-research"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"when": "weather"}, "when='weather'"),
        ({"model": "m", "tool_result": "f"}, "model='m', tool_result='f'"),
        ({"when": is_french}, "when=is_french (test_when.py:"),
    ],
)
def test_conditions_tell_themselves(words, told):
    """
    A condition is told as it was written, a function with its place.
    """
    assert told in str(When.of(**words))


def test_nameless_functions_are_told():
    """
    A lambda is told by its place, something callable by itself.
    """
    assert named(lambda: None).startswith("lambda (test_when.py:")
    assert "len" == named(len)


async def _waits(request):
    return bool(request)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"when": 3}, "when= takes a text"),
        ({"when": _waits}, "not async"),
        ({"model": 3}, "model= takes a name"),
        ({"tool_result": ["f"]}, "tool_result= takes a name"),
        ({"when": {"colour": "red"}}, "when= knows text, model, tool_result, not 'colour'"),
        ({"when": {"text": 3}}, "text is a text, not 3"),
    ],
)
def test_what_is_no_condition_is_refused(words, sentence):
    """
    A word that is wrong is named at once.
    """
    with pytest.raises(UsageError, match=sentence.replace("(", r"\(")):
        When.of(**words)


def test_a_condition_that_raises_says_so():
    """
    A mistake in a test's condition is told with the condition's place.
    """
    with pytest.raises(UsageError, match=r"raises \(test_when.py:\d+\) raised AttributeError"):
        When.of(raises).holds(asked())
