import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.contract_cassettes import CHECKERS, JOB, REVISIONS, TALK, resource, stream

from mockgemini.contract.culprit import culprit, last_whole, said
from mockgemini.exchange import Event
from mockgemini.wire import register
from mockgemini.wire.outcome import FunctionCall, Outcome, Text
from mockgemini.wire.streaming import frames


def letters(index, kind, text):  # noqa: ARG001 - it is a Pieces
    return list(text)


def told(outcome, revision="steps"):
    return frames(register.revision(revision).renderer.events(outcome, letters))


@given(st.text("ab", min_size=1, max_size=12), st.text("ab", max_size=12))
def test_the_first_letter_that_is_another(text, other):
    """
    Of a text told letter by letter, it is the first one that does not belong into the whole, or the
    last there is.
    """
    events = told(Outcome((Text(text),), "completed", id="v1_a", model="m"))
    deltas = [at for at, event in enumerate(events, 1) if event.name == "step.delta"]
    whole = {"steps": [{"content": [{"text": other}]}]}

    found = culprit(CHECKERS["steps"], events, ("steps", 0, "content", 0, "text"), whole)

    astray = next((at for at in range(1, len(text) + 1) if not other.startswith(text[:at])), None)
    assert deltas[(astray or len(text)) - 1] == found


@pytest.mark.parametrize("revision", REVISIONS)
def test_fields_of_the_interaction(revision):
    """
    What is told of the interaction itself, its last teller is responsible for.
    """
    checker, events = CHECKERS[revision], stream(TALK, revision).events

    assert 12 == culprit(checker, events, ("usage", "total_tokens"), {})
    assert 12 == culprit(checker, events, ("mood",), {})
    assert 12 == culprit(checker, events, (), {})
    assert 2 == culprit(checker, events[:2], ("status",), {})
    assert 1 == culprit(checker, events[4:5], ("mood",), {})


@pytest.mark.parametrize("revision", REVISIONS)
def test_items_that_never_came(revision):
    """
    An item that the whole has and the stream has not is missed at its end; one too many is found
    at its start.
    """
    checker, events = CHECKERS[revision], stream(TALK, revision).events

    assert 12 == culprit(checker, events, (checker.field, 7), resource(TALK, revision))
    assert 6 == culprit(checker, events, (checker.field, 1), {checker.field: []})


def test_arguments():
    """
    Arguments are text until they are whole, which is nothing wrong.
    """
    call = Outcome((FunctionCall("f", {"city": "Paris"}),), "requires_action", id="v1_a", model="m")
    events = told(call)
    deltas = [at for at, event in enumerate(events, 1) if event.name == "step.delta"]
    whole = {"steps": [{"arguments": {"city": "Rome"}}]}

    assert deltas[-1] == culprit(
        CHECKERS["steps"], events, ("steps", 0, "arguments", "city"), whole
    )


def test_lists_grow():
    """
    A list that is on its way to the whole is nothing wrong either.
    """
    note = [{"type": "url_citation", "url": at} for at in "ab"]
    deltas = [{"type": "text_annotation_delta", "annotations": [each]} for each in note]
    start = {"type": "model_output"}
    data = [{"index": 0, "step": start}, *({"index": 0, "delta": each} for each in deltas)]
    events = frames([("x", each) for each in data])
    steps = ("steps", 0, "content", 0, "annotations")
    whole = {"steps": [{"content": [{"annotations": [note[0], {}]}]}]}

    assert 3 == culprit(CHECKERS["steps"], events, steps, whole)
    assert 2 == culprit(CHECKERS["steps"], events, steps, {"steps": [{"content": [7]}]})


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_whole_at_the_end(revision):
    """
    The interaction that has its items in it is the whole; models' streams have none.
    """
    checker = CHECKERS[revision]
    whole = resource(JOB, revision)
    events = frames([("x", {"interaction": whole}), ("y", {"interaction": {"id": "z"}})])

    assert whole == last_whole(checker, events)
    assert {} == last_whole(checker, stream(TALK, revision).events)


def test_events_that_say_nothing():
    """
    Events without JSON have none.
    """
    assert [None, None] == [said(Event(0, b"", "done", "[DONE]")), said(Event(0, b": x\n\n"))]
