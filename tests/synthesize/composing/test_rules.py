from datetime import timedelta

import pytest
from stages.staged import NOW, staged

from mockgemini.exchange import Payload
from mockgemini.synthesize.composing import rules
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.files.stored import StoredFile
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Media, Text, Thought, Turn
from mockgemini.wire.refusal import Refused

ASKED = Turn("user", (Text("Weather?"),))
SIGNED = Thought(signature="c2ln")
CALL = FunctionCall("get_weather", {"city": "Paris"}, "a1")
OTHER = FunctionCall("get_weather", {"city": "Rome"}, "b2")
RESULT = FunctionResult("a1", "get_weather", "sunny")
SECOND = FunctionResult("b2", "get_weather", "rainy")


def model(*parts):
    return Turn("model", parts)


def user(*parts):
    return Turn("user", parts)


def refused(*turns, history=(), name="gemini-2.5-flash", **options):
    scene = staged("", *turns, history=history, model=name)
    with pytest.raises(Refused) as caught:
        rules.check(scene, **options)
    assert (400, "invalid_request") == (caught.value.refusal.status, caught.value.refusal.code)
    return caught.value.refusal.message


@pytest.mark.parametrize(
    "results",
    [
        (user(RESULT, SECOND),),
        (user(SECOND, RESULT),),
        (user(RESULT), user(SECOND)),
        (user(RESULT, SECOND, Text("Well?")),),
    ],
    ids=["in order", "in another order", "one by one", "with words"],
)
@pytest.mark.parametrize("stored", [True, False], ids=["stored", "sent"])
def test_results_of_all_calls_are_accepted(results, stored):
    """
    Calls are answered by their ids, in any order, whether the service or the client keeps them.
    """
    before = (ASKED, model(SIGNED, CALL, OTHER))
    scene = staged("", *results, history=before) if stored else staged("", *before, *results)

    rules.check(scene, needs_signatures=True)


def test_a_result_says_which_call_it_is_of():
    """
    A result without a call's id is refused.
    """
    message = refused(user(FunctionResult(None, "f", 1)), history=(ASKED, model(CALL)))

    assert "Missing call_id in content of type function_result" == message


@pytest.mark.parametrize(
    ("history", "turn"),
    [
        ((ASKED, model(CALL)), user(FunctionResult("zz", "f", 1), RESULT)),
        ((), user(FunctionResult("zz", "f", 1))),
        (
            (ASKED, model(CALL), user(RESULT), model(Text("Sunny."))),
            user(FunctionResult("a1", "f", 1)),
        ),
    ],
    ids=["unknown", "out of nowhere", "answered before"],
)
def test_a_result_follows_its_call(history, turn):
    """
    A result of a call that the turn before did not make is refused.
    """
    message = refused(turn, history=history)

    assert message.startswith("Please ensure that function response turn comes immediately after")
    assert message.endswith("with name 'f'.")


@pytest.mark.parametrize("turn", [ASKED, user(RESULT)], ids=["other words", "one of two"])
def test_every_call_is_answered(turn):
    """
    Going on while a call waits for its result is refused.
    """
    assert rules.UNANSWERED == refused(turn, history=(ASKED, model(CALL, OTHER)))


def test_an_agent_answers_its_own_calls():
    """
    A call whose result stands in the model's own turn waits for nothing.
    """
    rules.check(staged("And now?", history=(ASKED, model(CALL, RESULT))))


def test_calls_without_ids_take_any_result():
    """
    In a history written by hand a call may lack its id; what answers it is then not checked.
    """
    rules.check(staged("", ASKED, model(FunctionCall("f")), user(FunctionResult("x", "f", 1))))


@pytest.mark.parametrize("signature", [None, ""], ids=["none", "empty"])
def test_thoughts_come_back_signed(signature):
    """
    A thought that the client sends back without its signature is refused; a stored one is not.
    """
    turns = (ASKED, model(Thought(signature=signature), Text("Hm.")))

    assert "Request contains an invalid argument." == refused(*turns, ASKED)
    rules.check(staged("Well?", history=turns))


def test_new_models_want_signatures_with_calls():
    """
    Where signatures are needed, Gemini 3 refuses a call sent back without any, and 2.5 does not.
    """
    turns = (ASKED, model(CALL), user(RESULT))

    assert rules.MISSING_SIGNATURE == refused(
        *turns, name="gemini-3.5-flash", needs_signatures=True
    )
    rules.check(staged("", *turns, model="gemini-2.5-flash"), needs_signatures=True)
    rules.check(staged("", *turns, model="gemini-3.5-flash"))


@pytest.mark.parametrize(
    "turns",
    [
        (ASKED, model(FunctionCall("f", {}, "a1", "c2ln")), user(RESULT)),
        (ASKED, model(CALL), user(RESULT), model(Text("Sunny.")), ASKED),
        (ASKED, model(Text("Sunny.")), user(Media("image", data="AAAA"))),
    ],
    ids=["signed itself", "an earlier turn", "no call"],
)
def test_only_the_current_turn_is_checked_for_signatures(turns):
    """
    A call's own signature will do, and what came before the user's last words is not checked.
    """
    rules.check(staged("", *turns, model="gemini-3.5-flash"), needs_signatures=True)


@pytest.mark.parametrize("state", ["PROCESSING", "ACTIVE"])
def test_a_file_has_to_be_active(state):
    """
    A file that is still being processed is refused; one that is ready is not.
    """
    later = NOW + timedelta(days=2)
    file = StoredFile("files/abc", "video/mp4", Payload(b""), NOW, NOW, later, state=state)
    brief = Brief(model="gemini-2.5-flash", turns=(user(Media("video", uri=file.uri)),))
    scene = Scene(brief, Dice(b""), NOW, files=lambda uri: file if uri == file.uri else None)

    if state == "ACTIVE":
        rules.check(scene)
    else:
        with pytest.raises(Refused, match="The File abc is not in an ACTIVE state"):
            rules.check(scene)
