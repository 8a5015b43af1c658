"""
Whose turn it is: replies in order, conditions, and what happens to scripted answers.
"""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages.scripts import REVISIONS, Scripted, creation, result

from mockgemini.clock import RECORDED, ManualClock
from mockgemini.synthesize.entrance import Entrance
from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.synthesize.scripting.script import Script
from mockgemini.synthesize.synthesizer import Setting, Synthesizer
from mockgemini.wire.outcome import FunctionCall, Text, Thought

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
