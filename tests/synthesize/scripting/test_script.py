"""
Whose turn it is: replies in order, conditions, fake models, and what happens to scripted answers.
"""

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.clock import RECORDED, ManualClock
from mockgemini.synthesize.entrance import Entrance
from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.synthesize.scripting.script import Script
from mockgemini.synthesize.scripting.tool_script import calls, says
from mockgemini.synthesize.synthesizer import Setting, Synthesizer
from mockgemini.wire.outcome import FunctionCall, Text, Thought
from scripts import MODEL, REVISIONS, Scripted, creation, result

both = pytest.mark.parametrize("date", REVISIONS)


@both
def test_replies_come_in_order(date):
    """
    Each request gets the next reply, in the revision that it speaks.
    """
    space = Scripted(date)
    space.reply("Sunny.")
    space.reply(Thought("Hm."), "Rainy.")

    answers = [space.ask() for _ in range(2)]

    assert ["Sunny.", "Rainy."] == [each.text for each in answers]
    assert "script" == answers[0].headers["x-mockgemini-source"]
    assert [["text"], ["thought", "text"]] == [
        [item["type"] for item in each.items] for each in answers
    ]


@both
def test_a_stream_is_cut_as_told(date):
    """
    A stream has exactly the chunks that were told, each time that it is asked for.
    """
    space = Scripted(date)
    space.reply(chunks=["It ", "is ", "sunny."])

    stream = space.ask(stream=True)
    identity = stream.events[0]["interaction"]["id"]

    assert ["It ", "is ", "sunny."] == stream.deltas
    assert ["It ", "is ", "sunny."] == space.get(identity, "stream=true").deltas
    assert "It is sunny." == space.get(identity).text


@both
def test_polls_see_it_in_progress(date):
    """
    With polls it is a job: so many polls see it in progress, then it is complete for ever.
    """
    space = Scripted(date)
    space.reply("Done.", polls=2)

    job = space.ask()
    states = [space.get(job.id).state for _ in range(4)]

    assert ["in_progress", *states] == [job.state, *states]
    assert ["in_progress", "in_progress", "completed", "completed"] == states
    assert "Done." == space.get(job.id).text


def test_polls_count_at_any_pace():
    """
    How often it is seen in progress does not depend on the time that passes.
    """
    space = Scripted(setting=Setting(clock=ManualClock(), pace=RECORDED))
    space.reply("Done.", polls=0)

    assert "completed" == space.get(space.ask().id).state


def test_a_job_has_to_be_stored():
    """
    What is not stored cannot be polled, and is refused as the service refuses it.
    """
    space = Scripted()
    space.reply("Done.", polls=2)

    assert 400 == space.ask(store=False).status


@both
def test_a_job_can_be_cancelled(date):
    """
    A scripted job that runs can be stopped like any other.
    """
    space = Scripted(date)
    space.reply("Done.", polls=9)
    job = space.ask()

    cancelled = space.get(job.id, method="POST", below="/cancel")

    assert "cancelled" == cancelled.state == space.get(job.id).state


@both
def test_a_scripted_interaction_can_be_continued(date):
    """
    What follows a scripted answer knows it, whoever answers then.
    """
    space = Scripted(date, synthesizes=True)
    space.reply("My name is Zebulon.")
    first = space.ask("Who are you?")

    second = space.ask("And what do you do?", previous_interaction_id=first.id)

    assert 200 == second.status
    assert "synthesizer" == second.headers["x-mockgemini-source"]
    assert second.json["usage"]["total_input_tokens"] > first.json["usage"]["total_tokens"]


def test_a_scripted_interaction_can_be_deleted():
    """
    A deleted interaction is gone.
    """
    space = Scripted()
    space.reply("Sunny.")
    first = space.ask()

    assert 200 == space.get(first.id, method="DELETE").status
    assert 404 == space.get(first.id).status


def test_conditions_are_looked_at_in_order():
    """
    The first reply that fits is given; those that do not fit stay.
    """
    space = Scripted()
    space.reply("Sunny.", when="weather")
    space.reply("Noon.", when="time")
    space.reply("Anything.")

    said = ["The time?", "Who are you?", "The weather?"]

    assert ["Noon.", "Anything.", "Sunny."] == [space.ask(each).text for each in said]


def test_a_reply_may_be_given_several_times():
    """
    `times` is how often; None is for ever.
    """
    space = Scripted()
    space.reply("Yes.", times=2)
    space.reply("No.", times=None)

    assert ["Yes.", "Yes.", "No.", "No.", "No."] == [space.ask().text for _ in range(5)]


def test_any_model_can_be_scripted():
    """
    Who writes the answer may name any model; the others must be ones that there are.
    """
    space = Scripted(synthesizes=True)
    space.reply("Yes.")

    assert [200, 404] == [space.ask(model="my-own").status for _ in range(2)]


@both
def test_what_the_service_refuses_uses_nothing_up(date):
    """
    A request that is wrong is answered with the service's error, and the reply waits on.
    """
    space = Scripted(date)
    space.reply("Yes.")
    stray = space.send(creation([result("nobody", "x")], headers=(("api-revision", date),)))

    assert 400 == stray.status
    assert "function response" in stray.message
    assert "Yes." == space.ask().text


# --- misses -----------------------------------------------------------------------------------


def test_when_nothing_is_left_it_says_so():
    """
    After the last reply a request is told how many there were and which one it is.
    """
    space = Scripted()
    space.reply("One.")
    space.reply("Two.")
    answers = [space.ask("What time is it?") for _ in range(3)]

    assert [200, 200, 422] == [each.status for each in answers]
    sentence = "No scripted reply is left: 2 were given, this was request 3 ('What time is it?')."
    assert sentence == answers[2].message.splitlines()[0] == space.script.unanswered[0].sentence
    assert "miss" == answers[2].headers["x-mockgemini-source"]
    assert "no_scripted_reply" == answers[2].json["error"]["code"]


def test_the_condition_that_did_not_hold_is_named():
    """
    Where one reply is pending, the sentence says what it waits for.
    """
    space = Scripted()
    space.reply("Sunny.", when="weather")

    assert space.ask("Hi").message.startswith(
        "No scripted reply fits: reply 1 wants when='weather'; this was request 1 ('Hi').\n"
    )


def test_all_pending_conditions_are_listed():
    """
    Where several are pending, each has a line; a tool script tells which result it waits for, and a
    fake model that it gave nothing.
    """
    space = Scripted()
    space.play(calls("get_weather", city="Paris"), says("Sunny."), model=MODEL)
    space.reply("Yes.", when="weather", model=MODEL)
    space.reply("No.", tool_result="get_time")
    space.reply(lambda _: None)
    space.ask("Hi")

    message = space.ask("Ho").message

    assert (
        "No scripted reply fits: 4 wait for other requests; this was request 2 ('Ho')." in message
    )
    assert "  pending   script 1 waits for the result of get_weather(city: Paris)\n" in message
    assert f"  pending   reply 2 wants when='weather', model='{MODEL}'\n" in message
    assert "  pending   reply 3 wants tool_result='get_time'\n" in message
    assert re.search(r"model 4 \(a lambda \(test_script.py:\d+\)\) gave None", message)


def test_unused_replies_are_told():
    """
    What was said and never asked for is told, also where it was asked for less often.
    """
    space = Scripted()
    space.reply("One.", times=3)
    space.reply("Two.", when="two")
    space.reply("Three.", times=None)
    space.play(calls("f"), says("Four."), when="script")
    space.ask()
    space.ask("script")

    assert [
        "reply 1 ('One.') was not asked for (2 of 3 times)",
        "reply 2 ('Two.') was not asked for",
        "script 4 (a script that begins with f()) was not asked for",
    ] == space.script.unused


def test_a_script_that_stopped_halfway_is_told():
    """
    A tool script that was not gone through is told with what it waits for.
    """
    space = Scripted()
    space.play(calls("f"), says("Four."))
    space.ask()

    assert ["script 1 was left while it waited for the result of f()"] == space.script.unused


def test_a_reset_brings_the_beginning_back():
    """
    After a reset, what was there at first is there again, and all else is forgotten.
    """
    script = Script((Reply.of("One."),))
    script.add([Reply.of("Two.")])

    script.reset()

    assert ["reply 1 ('One.') was not asked for"] == script.unused
    assert Script().is_blank
    assert Script().is_over
    assert not script.is_over


# --- order ------------------------------------------------------------------------------------

topics = st.sampled_from(["red", "green", "blue"])
cues = st.tuples(st.none() | topics, st.none() | st.integers(1, 3))


@given(st.lists(cues, max_size=6), st.lists(topics, max_size=12))
def test_any_queue_answers_in_order(queue, said):
    """
    The reply to any request is the first in the queue whose condition holds and that is left.
    """
    space = Scripted()
    for number, (topic, times) in enumerate(queue):
        space.reply(str(number), when=topic, times=times)

    answers = [space.ask(each) for each in said] if queue else []

    left = [times for _, times in queue]
    for topic, answer in zip(said, answers, strict=False):
        fits = [
            n for n, (wanted, _) in enumerate(queue) if wanted in (None, topic) and left[n] != 0
        ]
        assert (str(fits[0]) if fits else None) == (answer.text if answer.status == 200 else None)
        if fits and left[fits[0]] is not None:
            left[fits[0]] -= 1


def test_answers_are_the_same_every_time():
    """
    The same script and requests give the same bytes.
    """

    def run():
        space = Scripted()
        space.reply(Thought("Hm."), FunctionCall("f"), Text("Yes."))
        return space.ask().body

    assert run() == run()


# --- at the same time -------------------------------------------------------------------------


def together(space, *said):
    """
    Ask all at once.
    """

    async def ask():
        return await asyncio.gather(*(space.answer(creation(each)) for each in said))

    return asyncio.run(ask())


def test_replies_that_may_be_swapped_are_told():
    """
    Where two requests are under way and get different replies, a warning names both.
    """
    space = Scripted()
    space.reply("One.")
    space.reply("Two.")

    together(space, "first", "second")

    (warning,) = space.script.warnings
    assert warning == (
        "request 1 ('first') got reply 1 and request 2 ('second') got reply 2 while both were "
        "under way; give the replies a when= so that each finds its request"
    )


def test_replies_that_find_their_requests_are_no_matter_of_luck():
    """
    Nothing is said of replies with conditions, of the same reply twice, and of one after another.
    """
    space = Scripted()
    space.reply("One.", when="first")
    space.reply("Two.", when="second")
    space.reply("Same.", times=2)
    space.reply("Same.", times=2)
    space.reply("Last.")

    together(space, "first", "second")
    together(space, "a", "b")
    together(space, "c")
    together(space, "d")
    together(space, "e")

    assert [] == space.script.warnings


# --- who comes in -----------------------------------------------------------------------------


def test_a_key_is_needed():
    """
    A scripted space lets in whom the service lets in.
    """
    space = Scripted(setting=Setting(entrance=Entrance(frozenset({"other"}))), synthesizes=True)
    space.reply("Yes.")

    assert 400 == space.ask().status


def test_a_synthesizer_has_a_script_of_its_own():
    """
    A synthesizer asks its script first, and answers itself where that has nothing to say.
    """
    synthesizer = Synthesizer()
    synthesizer.script.add([Reply.of("Yes.")])

    async def ask():
        return [await synthesizer(creation()) for _ in range(2)]

    sources = [dict(each.headers)["x-mockgemini-source"] for each in asyncio.run(ask())]
    assert ["script", "synthesizer"] == sources
