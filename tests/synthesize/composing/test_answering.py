import base64

import pytest
from samples.given_media import dice
from stages.staged import staged

from mockgemini.synthesize.composing.answering import answered, last_prompt, results
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.media.png import png
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Media, Text, Turn

CALL = FunctionCall("get_weather", {"city": "Paris"}, "a1")
HISTORY = (Turn("user", (Text("Weather?"),)), Turn("model", (CALL,)))
PICTURE = {
    "type": "image",
    "data": base64.b64encode(png(2, 2, dice())).decode(),
    "mime_type": "image/png",
}


def scene(result, *more, is_error=None, call_id="a1"):
    given = FunctionResult(call_id, "f", result, is_error)
    return staged("", Turn("user", (given, *more)), history=HISTORY)


def told(*given, **more):
    here = scene(*given, **more)
    return " ".join(answered(here, Sight(here)))


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("It is sunny.", 'gave: "It is sunny."'),
        ({"celsius": 21}, 'gave: {"celsius":21}.'),
        (
            [{"type": "text", "text": "Sun"}, PICTURE],
            'gave: "Sun" and an image (image/png, 2 × 2 pixels).',
        ),
        ([1, 2], "gave: [1,2]."),
        (None, "gave: nothing."),
        ({}, "gave: nothing."),
    ],
    ids=["text", "object", "contents", "list", "nothing", "empty"],
)
def test_results_are_quoted(result, expected):
    """
    Text, objects and contents are said back, with the call they belong to.
    """
    assert told(result).startswith(f"get_weather(city: Paris) {expected}")


def test_a_failure_is_told_as_one():
    """
    A result that is an error makes the answer say that the call failed.
    """
    assert "get_weather(city: Paris) failed:" in told("timeout", is_error=True)


def test_the_question_is_taken_up_again():
    """
    Where only results came, the answer names what had been asked; new words stand for themselves.
    """
    assert told("x").endswith('That is what I can say to "Weather?"')
    assert "Weather?" not in told("x", Text("And tomorrow?"))


def test_a_result_of_an_unknown_call_goes_by_its_own_name():
    """
    Where the call is not known, the result's name is told.
    """
    assert told(1, call_id="zz").startswith("f gave: 1.")


def test_without_results_there_is_nothing_to_answer():
    """
    Other parts are no results.
    """
    here = staged("Hi")

    assert ((), []) == (results(here), answered(here, Sight(here)))


def test_the_last_prompt_is_found_behind_the_results():
    """
    The last words of the user's are what an answer is about; there may be none.
    """
    assert "Weather?" == last_prompt(scene(1))
    assert "" == last_prompt(staged("", Turn("user", (Media("image"),)), history=HISTORY[1:]))
