"""
Interactions from their creation to their end: what is stored and told, and what is refused.
"""

import json

import pytest
from samples.synthesized_corpus import FLASH, NEW, OLD, ask, told
from stages.one_interaction import JOB, TEXT, cancelled, error, one

from mockgemini.clock import INSTANT, ManualClock, Pace
from mockgemini.synthesize.ending import Silence
from mockgemini.synthesize.interactions import Manner
from mockgemini.synthesize.synthesizer import Setting, Synthesizer

# --- creating ---------------------------------------------------------------------------------


def test_an_interaction_has_all_that_recorded_ones_have():
    """
    The keys stand in the API's order; the id begins with the second of its creation.
    """
    answer = ask(Synthesizer(), {"model": FLASH, "input": "Hi!"})

    body = told(answer)
    keys = ["id", "status", "usage", "created", "updated", "service_tier", NEW, "object", "model"]
    assert keys == list(body)
    assert ("content-type", "application/json") in answer.headers
    assert ("completed", "interaction", FLASH) == (body["status"], body["object"], body["model"])
    assert "2026-01-01T00:00:00Z" == body["created"] == body["updated"]


def test_no_two_interactions_share_an_id():
    """
    The same request again is another interaction.
    """
    synthesizer = Synthesizer()

    ids = {told(ask(synthesizer, TEXT))["id"] for _ in range(20)}

    assert 20 == len(ids)


def test_a_conversation_goes_on():
    """
    What was said before is known, and time goes forward.
    """
    synthesizer = Synthesizer()
    first = told(ask(synthesizer, TEXT))
    second = told(
        ask(
            synthesizer,
            {"model": FLASH, "input": "Who am I?", "previous_interaction_id": first["id"]},
        )
    )

    assert "I am Ada." in json.dumps(second[NEW])
    assert first["created"] < second["created"]
    assert first["usage"]["total_input_tokens"] < second["usage"]["total_input_tokens"]


def test_agents_and_models_continue_one_another():
    """
    A model goes on from what an agent found, in whatever revision each was asked.
    """
    synthesizer = Synthesizer()
    job = told(ask(synthesizer, JOB))["id"]
    one(synthesizer, job, query="stream=true")

    body = {"model": FLASH, "input": "Shorter.", "previous_interaction_id": job}
    answer = ask(synthesizer, body, revision=OLD)

    assert 200 == answer.status
    assert "Who invented the zip?" in json.dumps(told(answer)[OLD])


def test_an_unknown_model_is_not_found():
    """
    So is an unknown agent; a synthesizer that accepts any takes both for ordinary ones.
    """
    tolerant = Synthesizer(Setting(manner=Manner(accepts_any=True)))
    bodies = [{"model": "mine", "input": "Hi!"}, {"agent": "mine", "input": "Hi!"}]

    refused = [error(ask(Synthesizer(), body)) for body in bodies]

    assert [
        (404, "model_not_found", "Model 'mine' not found."),
        (404, "not_found", "Agent 'mine' not found."),
    ] == refused
    assert [200, 200] == [ask(tolerant, body).status for body in bodies]


def test_old_models_do_not_run_in_the_background():
    """
    The refusal is word for word the real one; later models do.
    """
    refused = ask(Synthesizer(), {**TEXT, "background": True})
    later = ask(Synthesizer(), {**TEXT, "model": "gemini-3.1-pro-preview", "background": True})

    words = f"Model '{FLASH}' does not support background interactions."
    assert (400, "invalid_request", words) == error(refused)
    assert "in_progress" == told(later)["status"]


@pytest.mark.parametrize("body", [b"", b"{", b"[1", b"\xff\xfe", b'{"model": NaN'])
def test_no_json(body):
    """
    What is no JSON is refused as such.
    """
    refused = ask(Synthesizer(), body)

    assert (400, "invalid_request", "Invalid JSON payload received.") == error(refused)


# --- storing ----------------------------------------------------------------------------------


def test_what_is_not_stored_has_no_id():
    """
    Its JSON has none, its stream an empty one; it cannot be got or continued.
    """
    synthesizer = Synthesizer()
    body = {**TEXT, "store": False}

    whole = told(ask(synthesizer, body))
    streamed = ask(synthesizer, {**body, "stream": True})

    assert "id" not in whole
    first, second = (json.loads(event.data) for event in streamed.events[:2])
    last = json.loads(streamed.events[-2].data)
    assert "" == first["interaction"]["id"] == second["interaction_id"] == last["interaction"]["id"]


def test_what_runs_in_the_background_has_to_be_stored():
    """
    The two settings exclude each other.
    """
    refused = ask(Synthesizer(), {**JOB, "store": False})

    assert (400, "invalid_request") == error(refused)[:2]


def test_what_is_too_old_is_forgotten():
    """
    Google keeps interactions for 55 days.
    """
    clock = ManualClock()
    synthesizer = Synthesizer(Setting(clock=clock))
    interaction_id = told(ask(synthesizer, TEXT))["id"]

    clock.advance(55 * 86400)
    before = one(synthesizer, interaction_id)
    clock.advance(2)

    assert 200 == before.status
    assert 404 == one(synthesizer, interaction_id).status
    chained = {**TEXT, "previous_interaction_id": interaction_id}
    assert 404 == ask(synthesizer, chained).status


def test_reset():
    """
    After a reset nothing was ever asked: the old id is unknown, the first answer the first again.
    """
    synthesizer = Synthesizer()
    first = ask(synthesizer, TEXT)

    synthesizer.reset()

    assert 404 == one(synthesizer, told(first)["id"]).status
    assert first.body.read() == ask(synthesizer, TEXT).body.read()


# --- webhooks ---------------------------------------------------------------------------------


class Listening(Silence):
    """
    A herald that remembers what it was told.
    """

    def __init__(self):
        self.heard = []

    def __call__(self, ending):
        """
        Remember it.
        """
        self.heard.append(ending)


HOOK = {"webhook_config": {"uris": ["http://localhost/a"], "user_metadata": {"tenant": "a"}}}


def test_a_herald_hears_of_jobs():
    """
    Of every job with a webhook a herald hears when it will be over, and can bring it there.
    """
    herald = Listening()
    synthesizer = Synthesizer(Setting(herald=herald, pace=Pace(0.5)))
    job = told(ask(synthesizer, {**JOB, **HOOK}))["id"]
    ask(synthesizer, {**TEXT, **HOOK})
    ask(synthesizer, JOB)

    (ending,) = herald.heard

    assert (job, 15.0, ("http://localhost/a",)) == (
        ending.interaction_id,
        ending.after,
        ending.webhook.uris,
    )
    assert "in_progress" == told(one(synthesizer, job))["status"]
    assert "completed" == ending.reach() == told(one(synthesizer, job))["status"]


def test_a_herald_is_late():
    """
    Of a job that was stopped or deleted nothing else is to be told.
    """
    herald = Listening()
    synthesizer = Synthesizer(Setting(herald=herald))
    stopped, deleted = (told(ask(synthesizer, {**JOB, **HOOK}))["id"] for _ in range(2))

    cancelled(synthesizer, stopped)
    one(synthesizer, deleted, method="DELETE")

    assert ["cancelled", None] == [ending.reach() for ending in herald.heard]


# --- cancelling, deleting ---------------------------------------------------------------------


def test_cancel():
    """
    A job that runs becomes cancelled, and stays so.
    """
    synthesizer = Synthesizer()
    job = told(ask(synthesizer, JOB))["id"]

    assert "cancelled" == told(cancelled(synthesizer, job))["status"]
    assert ["cancelled"] * 2 == [told(one(synthesizer, job))["status"] for _ in range(2)]
    assert (400, "failed_precondition") == error(cancelled(synthesizer, job))[:2]


def test_only_jobs_are_cancelled():
    """
    What is over, or was never in the background, is refused; what is unknown is not found.
    """
    synthesizer = Synthesizer()
    over = told(ask(synthesizer, TEXT))["id"]

    assert (400, "failed_precondition") == error(cancelled(synthesizer, over))[:2]
    assert (404, "not_found") == error(cancelled(synthesizer, "v1_nope"))[:2]


def test_delete():
    """
    A deleted interaction is gone for every call.
    """
    synthesizer = Synthesizer()
    interaction_id = told(ask(synthesizer, TEXT))["id"]

    assert b"{}" == one(synthesizer, interaction_id, method="DELETE").body.read()
    gone = [
        one(synthesizer, interaction_id),
        one(synthesizer, interaction_id, query="stream=true"),
        one(synthesizer, interaction_id, method="DELETE"),
        cancelled(synthesizer, interaction_id),
        ask(synthesizer, {**TEXT, "previous_interaction_id": interaction_id}),
    ]
    words = f"Interaction '{interaction_id}' not found."
    assert [(404, "not_found", words)] * 5 == [error(each) for each in gone]


def test_what_runs_is_not_continued():
    """
    A job that is still at work cannot be continued; once it is over it can.
    """
    synthesizer = Synthesizer()
    job = told(ask(synthesizer, JOB))["id"]
    body = {**TEXT, "previous_interaction_id": job}

    refused, accepted = ask(synthesizer, body), ask(synthesizer, body)

    assert (400, "failed_precondition") == error(refused)[:2]
    assert 200 == accepted.status


def test_answers_come_as_fast_as_the_model_thinks():
    """
    A stream opens at once, its first step comes when the model has thought, and time only goes on.
    """
    stream = ask(Synthesizer(Setting(pace=INSTANT)), {**TEXT, "stream": True})

    times = [event.at for event in stream.events]
    assert sorted(times) == times
    assert stream.head == times[0] == times[1] < times[2]
    assert ("content-type", "text/event-stream") in stream.headers
