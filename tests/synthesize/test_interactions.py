import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    rule,
)
from synthesized_corpus import FLASH, NEW, OLD, answered, ask, corpus, told

from mockgemini.clock import INSTANT, ManualClock, Pace
from mockgemini.exchange import Stream
from mockgemini.synthesize.ending import Silence
from mockgemini.synthesize.interactions import Manner
from mockgemini.synthesize.ledger import Progress
from mockgemini.synthesize.lifecycle import FOLLOWS
from mockgemini.synthesize.synthesizer import Setting, Synthesizer
from mockgemini.wire import register
from mockgemini.wire.checker import checker_of

RESEARCH = {"agent": "deep-research-preview-04-2026", "input": "Who invented the zip?"}
JOB = {**RESEARCH, "background": True}
TEXT = {"model": FLASH, "input": "I am Ada."}
LONG = "Explain at length, please, how a transistor works, and what it is good for."


def one(synthesizer, interaction_id, **more):
    """
    GET, by default: one interaction.
    """
    return ask(
        synthesizer, **{"method": "GET", **more}, path=f"/v1beta/interactions/{interaction_id}"
    )


def cancelled(synthesizer, interaction_id):
    """
    POST …/cancel.
    """
    return ask(synthesizer, path=f"/v1beta/interactions/{interaction_id}/cancel")


def error(answer):
    """
    Status, code and message of a refusal.
    """
    body = told(answer)["error"]
    return answer.status, body["code"], body["message"]


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


# --- walks ------------------------------------------------------------------------------------


class Walk(RuleBasedStateMachine):
    """
    Any walk of a client's through one space: what it sees keeps to the status table.
    """

    known = Bundle("known")

    @initialize(polls=st.integers(0, 3))
    def begin(self, polls):
        """
        A space in which jobs take so many polls.
        """
        self.synthesizer = Synthesizer(Setting(manner=Manner(progress=Progress(polls=polls))))
        self.seen = {}
        self.jobs = set()

    @rule(target=known, is_job=st.booleans(), stream=st.booleans(), store=st.booleans())
    def create(self, is_job, stream, store):
        """
        A job or an answer at once.
        """
        body = {**(JOB if is_job else TEXT), "stream": stream}
        if not is_job:
            body["store"] = store
        return self._created(ask(self.synthesizer, body), is_job=is_job, is_stored=is_job or store)

    @rule(target=known, previous=known)
    def follow(self, previous):
        """
        Continue; refused only where there is nothing to continue, or not yet.
        """
        answer = ask(self.synthesizer, {**TEXT, "previous_interaction_id": previous})
        if self.seen.get(previous) == "in_progress":
            # Looking is a poll, and may have seen its end.
            assert answer.status in {200, 400}
            if answer.status == 200:
                self._see(previous, "completed")
        else:
            assert (answer.status == 200) == (previous in self.seen)
        return (
            self._created(answer, is_job=False, is_stored=True)
            if answer.status == 200
            else multiple()
        )

    @rule(which=known)
    def poll(self, which):
        """
        Look how far it is.
        """
        answer = one(self.synthesizer, which)
        assert (answer.status == 200) == (which in self.seen)
        if answer.status == 200:
            self._see(which, told(answer)["status"])

    @rule(which=known)
    def resume(self, which):
        """
        Watch it to its end.
        """
        answer = one(self.synthesizer, which, query="stream=true")
        assert isinstance(answer, Stream) == (which in self.seen)
        if isinstance(answer, Stream):
            self._see(which, json.loads(answer.events[-2].data)["interaction"]["status"])

    @rule(which=known)
    def cancel(self, which):
        """
        Stop it; only what runs can be stopped.
        """
        answer = cancelled(self.synthesizer, which)
        runs = self.seen.get(which) == "in_progress"
        assert (200 if runs else 400 if which in self.seen else 404) == answer.status
        if runs:
            assert which in self.jobs
            self._see(which, told(answer)["status"])

    @rule(which=consumes(known))
    def delete(self, which):
        """
        Forget it.
        """
        answer = one(self.synthesizer, which, method="DELETE")
        assert (200 if which in self.seen else 404) == answer.status
        self.seen.pop(which, None)

    def _created(self, answer, *, is_job, is_stored):
        if isinstance(answer, Stream):
            told_last = json.loads(answer.events[-2].data)["interaction"]
        else:
            told_last = told(answer)
        if not is_stored:
            assert not told_last.get("id")
            return multiple()
        assert told_last["id"] not in self.seen
        if is_job:
            self.jobs.add(told_last["id"])
        self.seen[told_last["id"]] = told_last["status"]
        return told_last["id"]

    def _see(self, which, status):
        before = self.seen[which]
        assert status == before or status in FOLLOWS[before], f"{status} behind {before}"
        self.seen[which] = status


Walk.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestWalks = Walk.TestCase
TestWalks.__doc__ = "Any walk of create, poll, resume, cancel, delete and chain keeps to the table."


# --- any request ------------------------------------------------------------------------------

FUNCTION = {
    "type": "function",
    "name": "get_weather",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
        "required": ["city"],
    },
}
tools = st.sampled_from(
    [
        FUNCTION,
        {"type": "google_search"},
        {"type": "code_execution"},
        {"type": "url_context"},
        {"type": "google_maps"},
        {"type": "file_search", "file_search_store_names": ["stores/a"]},
    ]
)
prompts = st.text(max_size=60) | st.sampled_from(
    ["Hi!", LONG, "What is the weather in Rome?", "Sum up https://example.com/a", "你好吗?"]
)
contents = st.lists(
    st.fixed_dictionaries({"type": st.just("text"), "text": prompts})
    | st.just({"type": "image", "mime_type": "image/png", "uri": "https://example.com/a.png"}),
    min_size=1,
    max_size=3,
)
turns = st.lists(st.sampled_from(["user", "model"]), max_size=3).flatmap(
    lambda roles: st.tuples(
        *(st.fixed_dictionaries({"role": st.just(r), "content": prompts}) for r in [*roles, "user"])
    ).map(list)
)
generation = st.fixed_dictionaries(
    {},
    optional={
        "temperature": st.floats(0, 2),
        "max_output_tokens": st.integers(1, 3000),
        "thinking_level": st.sampled_from(["low", "medium", "high"]),
        "thinking_summaries": st.sampled_from(["auto", "none"]),
        "stop_sequences": st.lists(st.text(max_size=3), max_size=2),
        "tool_choice": st.sampled_from(["auto", "any", "none"]),
    },
)
bodies = st.fixed_dictionaries(
    {
        "model": st.sampled_from([FLASH, "gemini-3.1-pro-preview", "gemini-2.0-flash"]),
        "input": prompts.filter(bool) | contents | turns,
    },
    optional={
        "tools": st.lists(tools, max_size=3, unique_by=lambda tool: tool["type"]),
        "generation_config": generation,
        "system_instruction": st.text(max_size=20),
        "service_tier": st.sampled_from(["flex", "standard"]),
    },
)


@settings(max_examples=150, deadline=None)
@given(bodies, st.sampled_from([OLD, NEW]))
def test_a_stream_adds_up_to_what_get_tells(body, revision):
    """
    Folding any synthesized stream gives the interaction that GET gives; neither breaks a rule.
    """
    synthesizer = Synthesizer()

    stream = ask(synthesizer, {**body, "stream": True}, revision=revision)

    identity = json.loads(stream.events[0].data)["interaction"]["id"]
    whole = told(one(synthesizer, identity, revision=revision))
    reader, checker = register.reader(revision), checker_of(revision)
    assert reader.read(whole) == reader.read_stream(stream.events)
    assert [] == serious(checker.check_stream(stream.events, whole))
    assert [] == serious(checker.check_resource(whole))


# In these cases the real API is known, or has to, depart from what it is usually seen to do.
UNUSUAL = {
    "usual_field",  # nothing is stored, or nothing was done before the limit: no id, no items
    "no_delta",  # a call without arguments and signature has nothing more to tell
}


def serious(found):
    """
    The deviations that are more than news.
    """
    return [str(each) for each in found if each.severity != "info" and each.code not in UNUSUAL]


@pytest.mark.parametrize("stream", [False, True], ids=["JSON", "stream"])
@pytest.mark.parametrize("revision", [OLD, NEW])
def test_the_corpus_keeps_the_rules(revision, stream):
    """
    Every kind of answer validates in its revision, and streams keep its grammar.
    """
    checker, found = checker_of(revision), {}
    for name, requests in corpus(revision).items():
        answer = answered(requests, revision, stream=stream)
        complaints = (
            checker.check_stream(answer.events)
            if isinstance(answer, Stream)
            else checker.check_resource(told(answer))
        )
        assert 200 == answer.status, (name, told(answer))
        found[name] = serious(complaints)

    assert {} == {name: complaints for name, complaints in found.items() if complaints}
    print(f"{len(found)} answers of {revision}, {'streamed' if stream else 'whole'}: no deviation")


def test_the_corpus_is_folded():
    """
    What agents and makers of media stream adds up to what GET tells, their usage excepted.
    """
    for revision in (OLD, NEW):
        reader = register.reader(revision)
        for name, requests in corpus(revision).items():
            if len(requests) > 1 or not requests[0].get("store", True):
                continue
            synthesizer = Synthesizer()
            stream = ask(synthesizer, {**requests[0], "stream": True}, revision=revision)
            folded = reader.read_stream(stream.events)
            got = reader.read(told(one(synthesizer, folded.id, revision=revision)))
            usage = folded.usage or got.usage  # deep research does not tell it while streaming

            assert got == replace(folded, usage=usage), name


def test_answers_come_as_fast_as_the_model_thinks():
    """
    A stream opens at once, its first step comes when the model has thought, and time only goes on.
    """
    stream = ask(Synthesizer(Setting(pace=INSTANT)), {**TEXT, "stream": True})

    times = [event.at for event in stream.events]
    assert sorted(times) == times
    assert stream.head == times[0] == times[1] < times[2]
    assert ("content-type", "text/event-stream") in stream.headers
