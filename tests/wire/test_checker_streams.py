"""
What is found in streams: spoiled at one place, cut, taken up, or bare.
"""

import json

import pytest
from samples.mutations import (
    again,
    changed,
    dropped,
    events_of,
    exchange_of,
    found_at,
    stream_of,
    swapped,
    without,
)
from samples.recorded_interactions import REVISIONS
from samples.shared import needs_recordings

from mockgemini.exchange import Event
from mockgemini.wire.checker import checker_of
from mockgemini.wire.deviation import breaking
from mockgemini.wire.grammar import Role

STREAMS = {
    revision: f"braintrust-sdk-python/{revision}/test_interactions_create_stream.yaml#1"
    for revision in REVISIONS
}
ITEMS = {"outputs": "content", "steps": "step"}

# --- streams, spoiled -------------------------------------------------------------------------

# 1 created, 2 status, 3-5 a thought, 6-8 a text, 9 completed, 10 done.


def upto(number):
    return lambda events: events[:number]


def put(value, number, *path):
    return lambda events: changed(events, value, number - 1, 1, *path)


def cut(number, *path):
    return lambda events: dropped(events, number - 1, 1, *path)


def renumbered(index, *numbers):
    def mutate(events):
        for number in numbers:
            events = changed(events, index, number - 1, 1, "index")
        return events

    return mutate


def renamed(number, name, *, inside):
    def mutate(events):
        events = changed(events, name, number - 1, 0)
        return changed(events, name, number - 1, 1, "event_type") if inside else events

    return mutate


def replaced(number, name, data):
    return lambda events: changed(events, [name, data], number - 1)


SPOILED = {
    # What may follow what.
    "lost beginning": (without(1), "not_created", "event 1"),
    "begun late": (swapped(1), "not_created", "event 1"),
    "begun twice": (again(1, at=3), "created_twice", "event 3"),
    "lost first start": (without(3), "not_started", "event 3"),
    "lost second start": (without(6), "not_started", "event 6"),
    "lost stop": (without(5), "not_stopped", "event 5"),
    "lost last stop": (without(8), "not_stopped", "event 8"),
    "stopped twice": (again(5, at=6), "not_started", "event 6"),
    "interleaved": (swapped(5), "not_stopped", "event 5"),
    "lost delta": (without(7), "no_delta", "event 7"),
    "lost end": (without(9), "not_completed", "event 9"),
    "ended twice": (again(9, at=10), "completed_twice", "event 10"),
    "event behind the end": (again(2, at=10), "after_completed", "event 10"),
    "event behind done": (again(2, at=11), "after_done", "event 11"),
    "done twice": (again(10, at=11), "after_done", "event 11"),
    "no done": (upto(9), "no_done", "event 9"),
    "cut within an item": (upto(7), "not_completed", "event 7"),
    "cut between items": (upto(5), "not_completed", "event 5"),
    "nothing at all": (upto(0), "not_completed", ""),
    # Indexes and items.
    "index used again": (renumbered(0, 6, 7, 8), "index_reused", "event 6: index"),
    "index left out": (renumbered(2, 6, 7, 8), "index_skipped", "event 6: index"),
    "first index": (renumbered(1, 3, 4, 5), "index_skipped", "event 3: index"),
    "delta of another item": (renumbered(0, 7), "wrong_index", "event 7: index"),
    "stop of another item": (renumbered(0, 8), "wrong_index", "event 8: index"),
    "text in a thought": (
        put({"type": "text", "text": "hi"}, 4, "delta"),
        "wrong_delta",
        "event 4: delta.type",
    ),
    "summary in a text": (
        put({"type": "thought_summary"}, 7, "delta"),
        "wrong_delta",
        "event 7: delta.type",
    ),
    # What the end has to tell.
    "no usage": (cut(9, "interaction", "usage"), "no_usage", "event 9: interaction.usage"),
    "not finished": (
        put("in_progress", 9, "interaction", "status"),
        "unfinished",
        "event 9: interaction.status",
    ),
    "wrong total": (
        put(1, 9, "interaction", "usage", "total_tokens"),
        "wrong_total",
        "event 9: interaction.usage.total_tokens",
    ),
    "other interaction at the end": (put("v1_x", 9, "interaction", "id"), "other_id", "event 9"),
    "other interaction's status": (put("v1_x", 2, "interaction_id"), "other_id", "event 2"),
    "an error instead of the end": (
        replaced(9, "error", {"error": {"message": "m"}, "event_type": "error"}),
        "broken_off",
        "event 9",
    ),
    "an empty error": (replaced(2, "error", {"event_type": "error"}), "empty_error", "event 2"),
    # Events themselves.
    "renamed frame": (renamed(7, "delta", inside=False), "event_name", "event 7"),
    "renamed event": (renamed(7, "delta", inside=True), "unknown_type", "event 7: event_type"),
    "renamed done": (lambda events: changed(events, "end", 9, 0), "event_name", "event 10"),
    "no JSON": (replaced(7, "x", "{oops"), "event_not_json", "event 7"),
    "JSON, but no object": (replaced(7, "x", "7"), "event_not_json", "event 7"),
    "no type": (cut(7, "event_type"), "missing_field", "event 7: event_type"),
    "index as text": (put("1", 7, "index"), "wrong_type", "event 7: index"),
    "no index": (cut(7, "index"), "missing_field", "event 7: index"),
    "no delta in a delta": (cut(7, "delta"), "missing_field", "event 7: delta"),
    "delta is text": (put("hi", 7, "delta"), "wrong_type", "event 7: delta"),
    "delta without type": (cut(7, "delta", "type"), "missing_field", "event 7: delta.type"),
    "delta without text": (cut(7, "delta", "text"), "missing_field", "event 7: delta.text"),
    "text is a number": (put(7, 7, "delta", "text"), "wrong_type", "event 7: delta.text"),
    "signature is a number": (
        put(7, 4, "delta", "signature"),
        "wrong_type",
        "event 4: delta.signature",
    ),
    "unknown delta": (put("smell", 7, "delta", "type"), "unknown_type", "event 7: delta.type"),
    "unknown field": (put(1, 7, "delta", "mood"), "unknown_field", "event 7: delta.mood"),
    "null": (put(None, 7, "event_id"), "null_field", "event 7: event_id"),
    "no interaction": (cut(1, "interaction"), "missing_field", "event 1: interaction"),
    "no id": (cut(1, "interaction", "id"), "missing_field", "event 1: interaction.id"),
    "no status": (cut(1, "interaction", "status"), "missing_field", "event 1: interaction.status"),
    "other object": (
        put("response", 1, "interaction", "object"),
        "wrong_value",
        "event 1: interaction.object",
    ),
    "no id of a status": (cut(2, "interaction_id"), "missing_field", "event 2: interaction_id"),
    "status is a number": (put(1, 2, "status"), "wrong_type", "event 2: status"),
    "unknown status": (put("asleep", 2, "status"), "unknown_value", "event 2: status"),
    "tokens as text": (
        put("8", 9, "interaction", "usage", "total_tokens"),
        "wrong_type",
        "event 9: interaction.usage.total_tokens",
    ),
    "start without item": (cut(3, "{item}"), "missing_field", "event 3: {item}"),
    "item is text": (put("thought", 3, "{item}"), "wrong_type", "event 3: {item}"),
    "item without type": (put({}, 3, "{item}"), "missing_field", "event 3: {item}.type"),
    "unknown item": (put({"type": "dream"}, 3, "{item}"), "unknown_type", "event 3: {item}.type"),
}


@needs_recordings
@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("name", SPOILED)
def test_spoiled_streams(name, revision):
    """
    What is wrong with a stream is found at its place.
    """
    mutate, code, place = SPOILED[name]
    item = ITEMS[revision]
    events = events_of(STREAMS[revision])
    spoiled = json.loads(json.dumps(mutate(_generic(events, item))).replace("{item}", item))

    found = checker_of(revision).check_stream(stream_of(spoiled))

    assert (code, place.replace("{item}", item)) in found_at(found)


def _generic(events, item):
    return json.loads(json.dumps(events).replace(f'"{item}":', '"{item}":'))


# --- streams, otherwise -----------------------------------------------------------------------


@needs_recordings
@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("number", range(1, 11))
def test_cut_streams(revision, number):
    """
    Of a stream that was left, what is still to come is not missed.
    """
    events = exchange_of(STREAMS[revision]).answer.events[:number]

    assert [] == checker_of(revision).check_stream(events, is_cut=True)


@needs_recordings
@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("number", range(9))
def test_resumed_streams(revision, number):
    """
    A stream may take up another wherever it broke off.
    """
    events = exchange_of(STREAMS[revision]).answer.events[number:]

    assert [] == checker_of(revision).check_stream(events, is_resumed=True)


@needs_recordings
@pytest.mark.parametrize("revision", REVISIONS)
def test_whole(revision):
    """
    The deltas add up to the whole that the last event, or another answer, tells.
    """
    checker = checker_of(revision)
    events = events_of(STREAMS[revision])
    whole = checker.folded(stream_of(events))
    at_end = changed(events, whole[checker.field], 8, 1, "interaction", checker.field)

    assert [] == checker.check_stream(stream_of(at_end))
    assert [] == checker.check_stream(stream_of(events), whole)

    spoiled = changed(at_end, "Bye!", 6, 1, "delta", "text")
    (told,) = checker.check_stream(stream_of(spoiled))
    assert ("folds_differently", "'Bye!'") == (told.code, told.found)
    (told,) = checker.check_stream(stream_of(events), {**whole, "status": "failed"})
    assert ("folds_differently", "status") == (told.code, told.place)


def test_bare_json():
    """
    JSON without a frame is an error of the front end's, and the end; a comment is nothing.
    """
    checker = checker_of("steps")
    body = b'[{"error": {"code": 503, "message": "m", "status": "UNAVAILABLE"}}]\n'

    def check(raw):
        return found_at(checker.check_stream([Event(0, raw, None, None)]))

    assert [("broken_off", "event 1")] == check(body)
    assert [("missing_field", "event 1: error.message"), ("broken_off", "event 1")] == check(
        b'{"error": {"code": 503}}'
    )
    assert [("not_completed", "event 1")] == check(b": still here\n\n")
    assert [("event_not_json", "event 1"), ("not_completed", "event 1")] == check(b"event: x\n\n")


@pytest.mark.parametrize("revision", REVISIONS)
def test_agents_may_keep_their_usage(revision):
    """
    An agent's stream was seen to end without its usage.
    """
    checker = checker_of(revision)
    names = {role: name for name, role in checker.grammar.roles.items()}
    told = [(names[Role.CREATED], "in_progress"), (names[Role.COMPLETED], "completed")]
    events = [
        [name, {"event_type": name, "interaction": {"id": "a", "status": status, "agent": "b"}}]
        for name, status in told
    ]

    found = checker.check_stream(stream_of([*events, ["done", "[DONE]"]]))

    assert ("no_agent_usage", "event 2: interaction.usage") in found_at(found)
    assert [] == breaking(found)
