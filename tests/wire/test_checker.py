"""
What is found in requests and answers, recorded ones and spoiled ones.
"""

import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.mutations import exchange_of, found_at
from samples.recorded_interactions import JSON, REVISIONS, recorded
from samples.shared import needs_recordings

from mockgemini.errors import UsageError
from mockgemini.exchange import Event, Stream
from mockgemini.wire.checker import checker_of
from mockgemini.wire.deviation import breaking

# Loaded before any test runs, since it takes a while.
CHECKERS = {revision: checker_of(revision) for revision in REVISIONS}


def checked(exchange):
    """
    The deviations of both sides of an exchange.
    """
    checker = checker_of(exchange.revision)
    answer = exchange.answer
    if isinstance(answer, Stream):
        found = checker.check_stream(answer.events)
    elif exchange.request.method == "DELETE":
        found = []
    else:
        found = checker.check_resource(json.loads(answer.body.read()))
    if body := exchange.request.body.payload.read():
        found += checker.check_request(json.loads(body))
    return found


@needs_recordings
@pytest.mark.parametrize("name", [name for name, _ in recorded()])
def test_recordings_fit(name):
    """
    Nothing that was recorded would break a client.
    """
    assert [] == breaking(checked(exchange_of(name)))


RECORDED = {
    # A library's own spelling, which the API took.
    ("outputs", "unknown_value", "input[*].mime_type"): 2,
    # The front end's bare JSON.
    ("outputs", "broken_off", "event *"): 1,
    # These recordings dropped the framing.
    ("outputs", "no_done", "event *"): 1,
    ("steps", "no_done", "event *"): 9,
    # `store` was false.
    ("steps", "usual_field", "id"): 2,
}


@needs_recordings
def test_what_is_odd_in_recordings():
    """
    What the models do not know of the recordings, and what is unusual in them, is this and no more.
    """
    found = Counter(
        (exchange.revision, each.code, re.sub(r"\d+", "*", each.place))
        for _, exchange in recorded()
        for each in checked(exchange)
    )

    for (revision, code, place), count in sorted(found.items()):
        print(f"{count:4} × {revision} {code} {place}")
    assert RECORDED == found


@pytest.mark.parametrize("revision", REVISIONS)
def test_subjects(revision):
    """
    A request is to a model or to an agent, and to one of them only.
    """
    check = checker_of(revision).check_request

    assert [] == check({"model": "m", "input": "hi"})
    assert [] == check({"agent": "a", "input": "hi", "agent_config": {"type": "dynamic"}})
    assert [("no_subject", "model")] == found_at(check({"input": "hi"}))
    assert [("two_subjects", "agent")] == found_at(check({"model": "m", "agent": "a", "input": ""}))
    assert [("wrong_type", "")] == found_at(check([]))


@pytest.mark.parametrize("revision", REVISIONS)
def test_errors(revision):
    """
    An error is an answer, with a word or a number for a code, and in a list where Google does so.
    """
    check = checker_of(revision).check_resource

    assert [] == check({"error": {"message": "m", "code": "invalid_request"}})
    assert [] == check([{"error": {"message": "m", "code": 404, "status": "NOT_FOUND"}}])
    assert [("missing_field", "error.code")] == found_at(check({"error": {"message": "m"}}))
    assert [("wrong_type", "error.code")] == found_at(check({"error": {"message": "", "code": []}}))


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_a_finished_interaction_tells(revision):
    """
    One that is completed names its model and lists what was done and used.
    """
    checker = checker_of(revision)

    found = found_at(checker.check_resource({"status": "completed"}))

    for field in ("id", "model", "usage", checker.field):
        assert ("usual_field", field) in found


@pytest.mark.parametrize("name", ["outputs", "steps"])
def test_module_functions(name):
    """
    A revision's module offers its checks as functions.
    """
    from mockgemini.wire.outputs import checking as outputs
    from mockgemini.wire.steps import checking as steps

    module = {"outputs": outputs, "steps": steps}[name]

    assert module.CHECKER is checker_of(name)
    assert module.check_resource({}) == checker_of(name).check_resource({})
    assert module.check_event("done", "[DONE]") == []


def test_no_such_revision():
    """
    A name that is no revision's is an error that lists them.
    """
    with pytest.raises(UsageError, match="outputs, steps, not 'chunks'"):
        checker_of("chunks")


@given(st.sampled_from(REVISIONS), JSON, st.lists(JSON, max_size=4))
def test_anything(revision, value, datas):
    """
    No body and no stream upsets it.
    """
    checker = CHECKERS[revision]

    for check in (checker.check_resource, checker.check_request):
        assert isinstance(check(value), list)
    events = [Event(0, b"", "x", json.dumps(data)) for data in datas]
    assert isinstance(checker.check_stream(events, value), list)


@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("status", [["completed"], {"a": 1}, 1, None])
def test_a_status_that_is_no_word(revision, status):
    """
    A status of another type is a deviation like any other, whole and at a stream's end.
    """
    checker = CHECKERS[revision]
    body = {"id": "v1_a", "object": "interaction", "status": status}
    name = "interaction.completed" if revision == "steps" else "interaction.complete"
    event = Event(0, b"", name, json.dumps({"event_type": name, "interaction": body}))

    assert checker.check_resource(body)
    assert checker.check_stream([event], body)
