"""
Conversations with tools, written down.
"""

import re

import pytest
from stages.scripts import REVISIONS, Scripted, result

from mockgemini.errors import UsageError
from mockgemini.synthesize.scripting.tool_script import ToolScript, calls, expects_result, says
from mockgemini.wire.outcome import FunctionCall

both = pytest.mark.parametrize("date", REVISIONS)


def called(answer):
    """
    The ids of an answer's calls.
    """
    return [item["id"] for item in answer.items if item["type"] == "function_call"]


@both
def test_a_script_goes_from_call_to_answer(date):
    """
    The model calls, the client brings the result, the model answers.
    """
    space = Scripted(date)
    space.play(calls("get_weather", city="Paris"), expects_result("sunny"), says("No umbrella."))

    first = space.ask("An umbrella?")
    (call_id,) = called(first)
    second = space.ask([result(call_id, "so sunny")], previous_interaction_id=first.id)

    assert ("requires_action", "completed") == (first.state, second.state)
    assert {"city": "Paris"} == first.items[0]["arguments"]
    assert "No umbrella." == second.text
    assert [] == space.script.complaints == space.script.unused


def test_a_client_that_keeps_the_history_is_known_by_the_calls():
    """
    Without a stored interaction the conversation is known by the ids of its calls.
    """
    space = Scripted()
    space.play(calls("get_weather"), says("Sunny."))
    first = space.ask("Weather?", store=False)
    (call,) = first.items
    user = {"type": "user_input", "content": [{"type": "text", "text": "Weather?"}]}

    second = space.ask([user, call, result(call["id"], "sunny")], store=False)

    assert "Sunny." == second.text


def test_two_conversations_do_not_meet():
    """
    A script that is played twice at a time keeps its conversations apart.
    """
    space = Scripted()
    space.play(calls("f"), says("Done."), times=2)
    one, two = space.ask("one"), space.ask("two")

    for each in [two, one]:
        answer = space.ask([result(called(each)[0], "x", "f")], previous_interaction_id=each.id)
        assert "Done." == answer.text


def test_several_calls_need_several_results():
    """
    Calls made together are answered together, each looked at for itself.
    """
    space = Scripted()
    space.play(
        calls("get_weather", city="Paris").also("get_time", zone="CET"),
        expects_result("sunny", of="get_weather"),
        expects_result(lambda told: told.endswith("00"), of="get_time"),
        says("Go."),
    )
    first = space.ask()
    one, two = called(first)
    results = [result(two, "12:00", "get_time"), result(one, "sunny")]

    assert "Go." == space.ask(results, previous_interaction_id=first.id).text


def test_a_script_may_take_many_turns():
    """
    After an answer the user may go on, and the model may call again.
    """
    space = Scripted()
    space.play(says("Where?"), calls("f"), calls("g"), says("Done."))
    last = space.ask("Weather?")
    for said in ["Paris", None, None]:
        found = called(last)
        name = last.items[0].get("name")
        given = said or [result(found[0], "x", name)]
        last = space.ask(given, previous_interaction_id=last.id)

    assert "Done." == last.text


# --- what the client does wrong ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            lambda _: "never mind",
            r"the result of get_weather\(city: Paris\) \(call_id '\w+'\) is missing",
        ),
        (lambda _: [result("nobody", "x")], r"a result of get_weather \(call_id 'nobody'\) came"),
        (lambda _: [result("nobody", "x")], r"is missing; a result of"),
        (lambda i: [result(i, "x"), result(i, "x")], r"a second result of get_weather"),
        (lambda i: [result(i, "x", "get_time")], r"came under the name 'get_time'"),
        (lambda i: [result(i, "rain")], r"is expected to hold 'sunny', and rain came"),
        (lambda i: [result(i, {"sky": "grey"})], r"hold 'sunny', and \{\"sky\":\"grey\"\} came"),
    ],
)
@both
def test_what_does_not_follow_the_script_is_told(date, given, words):
    """
    A missing, a wrong and a further result are told in a sentence; the right one still goes on.
    """
    space = Scripted(date)
    space.play(calls("get_weather", city="Paris"), expects_result("sunny"), says("No umbrella."))
    first = space.ask()
    (call_id,) = called(first)

    wrong = space.ask(given(call_id), previous_interaction_id=first.id)
    right = space.ask([result(call_id, "sunny")], previous_interaction_id=first.id)

    assert [422, 200] == [wrong.status, right.status]
    assert wrong.message.startswith("Request 2 does not follow script 1: ")
    assert re.search(words, wrong.message)
    assert [wrong.message] == space.script.complaints


@pytest.mark.parametrize(
    ("expected", "value", "fits"),
    [
        (expects_result(), "anything", True),
        (expects_result("sun"), {"sky": "sunny"}, True),
        (expects_result("sun"), [{"type": "text", "text": "sunny"}], True),
        (expects_result({"sky": "blue"}), {"sky": "blue"}, True),
        (expects_result({"sky": "blue"}), '{"sky": "blue"}', True),
        (expects_result({"sky": "blue"}), [{"type": "text", "text": '{"sky": "blue"}'}], True),
        (expects_result({"sky": "blue"}), "blue", False),
        (expects_result(lambda told: told["sky"] == "grey"), {"sky": "blue"}, False),
        (expects_result(lambda told: told["sky"] == "grey"), "grey", False),
        (expects_result(is_error=True), "x", False),
        (expects_result(is_error=False), "x", True),
    ],
)
def test_results_are_looked_at(expected, value, fits):
    """
    A text stands in the result, another value equals it, a function of it gives a truth.
    """
    space = Scripted()
    space.play(calls("f"), expected, says("Done."))
    first = space.ask()

    answer = space.ask([result(called(first)[0], value, "f")], previous_interaction_id=first.id)

    assert (200 if fits else 422) == answer.status


def test_an_error_may_be_what_is_expected():
    """
    A script may want the client's function to fail.
    """
    space = Scripted()
    space.play(calls("f"), expects_result(is_error=True), says("Pity."))
    first = space.ask()
    failed = result(called(first)[0], "boom", "f", is_error=True)

    assert "Pity." == space.ask([failed], previous_interaction_id=first.id).text


# --- how it is written ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([], "a script has steps"),
        (["Hi"], "a script's steps are calls"),
        ([expects_result("x"), says("Hi")], "no function was called before it"),
        ([says("Hi"), expects_result("x"), says("Ho")], "no function was called before it"),
        ([calls("f"), expects_result("x")], "a script ends in what the model does"),
        ([calls("f").also("g"), expects_result("x"), says("Hi")], "needs of= where several"),
        ([calls("f"), expects_result(of="g"), says("Hi")], "called was f"),
    ],
)
def test_scripts_that_make_no_sense_are_refused(steps, words):
    """
    A step in the wrong place is told where the script is written.
    """
    with pytest.raises(UsageError, match=words):
        ToolScript.of(*steps)


def test_a_function_has_a_name():
    """
    What is called is named by a text.
    """
    with pytest.raises(UsageError, match="calls takes a function's name, not 3"):
        calls(3)


def test_saying_may_be_calling():
    """
    A step may say something and call at once; the results are looked at as ever.
    """
    script = ToolScript.of(says("Wait.", FunctionCall("f")), expects_result("x"), says("Done."))

    assert 2 == len(script.moves)
