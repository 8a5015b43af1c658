"""
Whatever is asked, in whatever order: statuses keep to their table, streams add up to the whole.
"""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, multiple, rule
from samples.synthesized_corpus import FLASH, NEW, OLD, answered, ask, corpus, told
from stages.one_interaction import JOB, TEXT, cancelled, one

from mockgemini.exchange import Stream
from mockgemini.synthesize.interactions import Manner
from mockgemini.synthesize.ledger import Progress
from mockgemini.synthesize.lifecycle import FOLLOWS
from mockgemini.synthesize.synthesizer import Setting, Synthesizer
from mockgemini.wire import register
from mockgemini.wire.checker import checker_of

LONG = "Explain at length, please, how a transistor works, and what it is good for."

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
