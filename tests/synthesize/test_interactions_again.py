"""
Interactions that are asked for again: got, polled, and their streams taken up.
"""

import json

import pytest
from samples.synthesized_corpus import FLASH, NEW, OLD, ask, told
from stages.one_interaction import JOB, TEXT, cancelled, error, one

from mockgemini.clock import ManualClock, Pace
from mockgemini.synthesize.interactions import Manner
from mockgemini.synthesize.ledger import Progress
from mockgemini.synthesize.synthesizer import Setting, Synthesizer

# --- getting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("revision", [OLD, NEW])
def test_get_tells_what_was_created(revision):
    """
    The GET of a finished interaction has the bytes of its creation.
    """
    synthesizer = Synthesizer()
    made = ask(synthesizer, TEXT, revision=revision)

    got = one(synthesizer, told(made)["id"], revision=revision)

    assert made.body.read() == got.body.read()


def test_get_in_the_other_revision():
    """
    An interaction can be got in either revision, whichever it was created in.
    """
    synthesizer = Synthesizer()
    interaction_id = told(ask(synthesizer, TEXT, revision=OLD))["id"]

    old, new = (told(one(synthesizer, interaction_id, revision=each)) for each in (OLD, NEW))

    assert old[OLD][-1]["text"] == new[NEW][-1]["content"][0]["text"]


def test_include_input():
    """
    The input comes as its own field, and as the first step; without the wish, it does not.
    """
    synthesizer = Synthesizer()
    interaction_id = told(ask(synthesizer, TEXT))["id"]
    step = {"type": "user_input", "content": [{"text": "I am Ada.", "type": "text"}]}

    plain = told(one(synthesizer, interaction_id, query="stream=false"))
    whole = told(one(synthesizer, interaction_id, query="include_input=true&stream=false"))
    older = told(one(synthesizer, interaction_id, query="include_input=true", revision=OLD))

    assert "input" not in plain
    assert [step] == whole["input"]
    assert [step, *plain[NEW]] == whole[NEW]
    assert [{"role": "user", "content": [{"text": "I am Ada.", "type": "text"}]}] == older["input"]


def test_included_results():
    """
    Results of functions that were the input are steps of their own.
    """
    synthesizer = Synthesizer()
    tool = {"type": "function", "name": "get_weather"}
    first = told(ask(synthesizer, {"model": FLASH, "input": "The weather?", "tools": [tool]}))
    result = {"type": "function_result", "call_id": first[NEW][-1]["id"], "result": "Rain."}
    body = {"model": FLASH, "previous_interaction_id": first["id"], "input": [result]}
    answer = told(ask(synthesizer, body))

    whole = told(one(synthesizer, answer["id"], query="include_input=true"))

    assert [result] == [{key: item[key] for key in result} for item in whole["input"]]
    assert ["function_result", "thought", "model_output"] == [each["type"] for each in whole[NEW]]


def test_jobs_are_seen_at_work():
    """
    The first polls of a background interaction see it in progress, with nothing done; then all is.
    """
    manner = Manner(progress=Progress(polls=3))
    synthesizer = Synthesizer(Setting(manner=manner))
    job = told(ask(synthesizer, JOB))

    polls = [told(one(synthesizer, job["id"])) for _ in range(5)]

    assert ["in_progress"] * 3 + ["completed"] * 2 == [each["status"] for each in polls]
    assert job == polls[0]
    assert {"id", "status", "created", "updated", "object", "agent"} == job.keys()
    assert polls[3] == polls[4]
    assert job["created"] < polls[3]["updated"]


def test_jobs_take_their_time():
    """
    At another pace than at once, a background interaction ends when its time has come.
    """
    clock = ManualClock()
    synthesizer = Synthesizer(Setting(clock=clock, pace=Pace(0.5)))
    job = told(ask(synthesizer, JOB))["id"]

    seen = []
    for _ in range(4):
        seen.append(told(one(synthesizer, job))["status"])
        clock.advance(5)

    assert ["in_progress", "in_progress", "in_progress", "completed"] == seen


# --- streams ----------------------------------------------------------------------------------


@pytest.mark.parametrize("revision", [OLD, NEW])
def test_streams_of_jobs_can_be_taken_up_anywhere(revision):
    """
    Left after any event and resumed behind the last id, a stream tells all, and nothing twice.
    """
    synthesizer = Synthesizer()
    job = told(ask(synthesizer, JOB, revision=revision))["id"]
    whole = one(synthesizer, job, query="stream=true", revision=revision).events

    for seen in range(1, len(whole)):
        last = next((token(each) for each in reversed(whole[:seen]) if token(each)), None)
        query = "stream=true" + ("" if last is None else f"&last_event_id={last}")
        rest = one(synthesizer, job, query=query, revision=revision).events

        # What comes after the last id comes again; before the first id, all of it does.
        kept = whole[: seen_of(whole, last)]
        assert [each.raw for each in whole] == [each.raw for each in (*kept, *rest)]


def token(event):
    """
    An event's id, None where it has none.
    """
    return None if event.data == "[DONE]" else json.loads(event.data).get("event_id")


def seen_of(events, last):
    """
    How many events there are up to the one with that id.
    """
    return next((n for n, each in enumerate(events, 1) if last and token(each) == last), 0)


def test_every_delta_of_a_job_has_an_id_of_its_own():
    """
    No two ids are alike, as a stream is taken up behind one.
    """
    synthesizer = Synthesizer()
    stream = ask(synthesizer, {**JOB, "stream": True})

    deltas = [event for event in stream.events if event.name == "step.delta"]
    assert len(deltas) == len({token(event) for event in deltas})
    assert {True} == {bool(token(event)) for event in deltas}


def test_taking_up_at_an_unknown_event():
    """
    An id that no event has is refused.
    """
    synthesizer = Synthesizer()
    job = told(ask(synthesizer, JOB))["id"]

    refused = one(synthesizer, job, query="stream=true&last_event_id=nope")

    assert (400, "invalid_request", "Invalid value 'nope' at 'last_event_id'.") == error(refused)


def test_a_cancelled_job_has_a_short_stream():
    """
    Its stream tells no more than that it was cancelled.
    """
    synthesizer = Synthesizer()
    job = told(ask(synthesizer, JOB))["id"]
    cancelled(synthesizer, job)

    stream = one(synthesizer, job, query="stream=true")

    assert "cancelled" == json.loads(stream.events[-2].data)["interaction"]["status"]
    assert not [each for each in stream.events if each.name == "step.start"]
