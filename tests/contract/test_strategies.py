"""
What the strategies make is what they say, and our own readers, writers and checkers bear it.
"""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgemini import sse
from mockgemini.contract.strategies import (
    broken_event_streams,
    conversations,
    event_streams,
    interactions,
    outcomes,
    rechunked,
    requests,
)
from mockgemini.contract.strategies.breaking import _WAYS
from mockgemini.exchange import Event
from mockgemini.wire.checker import checker_of
from mockgemini.wire.deviation import CODES
from mockgemini.wire.outcome import FunctionCall
from mockgemini.wire.register import NAMES, reader, revision

OLD, NEW = NAMES
FEW = settings(max_examples=25, deadline=None)
BOTH = pytest.mark.parametrize("name", NAMES)


def body_of(events):
    return b"".join(event.raw for event in events)


def events_of(chunks):
    """
    The events of a body, however it is cut.
    """
    decoder = sse.Decoder()
    frames = [frame for chunk in chunks for frame in decoder.feed(chunk)] + decoder.close()
    return tuple(Event(0.0, frame.raw, frame.name, frame.data) for frame in frames)


# --- what is sound ----------------------------------------------------------------------------


@BOTH
@FEW
@given(data=st.data())
def test_requests(name, data):
    """
    Requests are what the schema allows, and what the API takes.
    """
    body = data.draw(requests(name))

    assert [] == checker_of(name).check_request(body)
    assert body.get("model") == revision(name).asker.read_brief(body).model


@BOTH
@FEW
@given(data=st.data())
def test_interactions(name, data):
    """
    Resources depart from their schema nowhere.
    """
    assert [] == checker_of(name).check_resource(data.draw(interactions(name)))


@BOTH
@FEW
@given(data=st.data())
def test_streams(name, data):
    """
    Streams keep to their grammar, and add up; an item may have nothing to tell.
    """
    found = checker_of(name).check_stream(data.draw(event_streams(name)))

    assert {"no_delta"} >= {each.code for each in found}


@BOTH
@FEW
@given(data=st.data())
def test_outcomes_are_read_back(name, data):
    """
    What is rendered, whole or streamed, is read as the same outcome.
    """
    outcome = data.draw(outcomes(name))
    reads, renderer = reader(name), revision(name).renderer

    whole = reads.read(json.loads(json.dumps(renderer.resource(outcome))))
    streamed = reads.read_stream(data.draw(event_streams(name, st.just(outcome))))

    assert outcome == whole == streamed


@BOTH
@FEW
@given(data=st.data())
def test_conversations(name, data):
    """
    Every round goes on from the one before it, and brings the results of what was called.
    """
    rounds = data.draw(conversations(name))

    for before, after in pairwise(rounds):
        assert before.outcome.id == after.request["previous_interaction_id"]
        called = [call.id for call in before.calls]
        said = after.request["input"]
        given_ = [item.get("call_id") for item in said] if isinstance(said, list) else []
        assert called == given_
    assert [] == [each for one in rounds for each in checker_of(name).check_request(one.request)]
    offered = {tool["name"] for tool in rounds[0].request["tools"]}
    assert offered >= {call.name for one in rounds for call in one.calls}
    assert () == rounds[-1].calls
    assert len(rounds) == len({one.outcome.id for one in rounds})


@FEW
@given(st.data())
def test_what_is_called(data):
    """
    An outcome requires action where, and only where, it ends in calls; and there may be none.
    """
    outcome = data.draw(outcomes())
    quiet = data.draw(outcomes(may_call=False))

    has_calls = any(isinstance(part, FunctionCall) for part in outcome.parts)
    assert has_calls == (outcome.status == "requires_action")
    assert not any(isinstance(part, FunctionCall) for part in quiet.parts)


# --- what is not ------------------------------------------------------------------------------


@BOTH
@settings(max_examples=75, deadline=None)
@given(data=st.data())
def test_what_is_wrong_is_found(name, data):
    """
    A stream with one fault has it found, by its code and at its event; readers bear it.
    """
    events, wrong = data.draw(broken_event_streams(name))

    found = [(each.code, each.place) for each in checker_of(name).check_stream(events)]

    place = f"event {wrong.event}"
    assert any(code == wrong.code and at.split(":")[0] == place for code, at in found)
    reader(name).read_stream(events)


def test_the_codes_of_what_is_wrong():
    """
    Every fault is called by a code of the checkers, and breaks clients; but for a lost `done`.
    """
    assert {"no_done"} == {code for code in _WAYS if CODES[code].severity != "breaking"}


# --- what a network does ----------------------------------------------------------------------


@BOTH
@FEW
@given(data=st.data())
def test_any_cut(name, data):
    """
    However its bytes are cut, a stream is the same, and told as the same.
    """
    events = data.draw(event_streams(name))
    body = body_of(events)

    chunks = data.draw(rechunked(body))

    assert b"".join(chunks) == body
    assert all(chunks)
    assert [event.raw for event in events] == [event.raw for event in events_of(chunks)]
    assert reader(name).read_stream(events) == reader(name).read_stream(events_of(chunks))


@BOTH
@FEW
@given(data=st.data())
def test_any_end(name, data):
    """
    Broken or sound, cut anywhere and torn off anywhere, a stream never makes a reader raise.
    """
    events, _ = data.draw(broken_event_streams(name))
    chunks = data.draw(rechunked(body_of(events)))

    torn = events_of(chunks[: data.draw(st.integers(0, len(chunks)))])

    reader(name).read_stream(torn)
    checker_of(name).check_stream(torn)


@pytest.mark.parametrize(("body", "expected"), [(b"", []), (b"a", [b"a"])])
def test_nothing_to_cut(body, expected):
    """
    What is empty has no chunks, and a byte is one.
    """
    found = []

    @settings(max_examples=1, database=None)
    @given(rechunked(body))
    def draw(chunks):
        found.append(chunks)

    draw()

    assert expected == found[0]
