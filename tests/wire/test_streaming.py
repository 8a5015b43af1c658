import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.outcome_strategies import cuts, outcomes

from mockgemini import sse
from mockgemini.exchange import Event, Stream
from mockgemini.wire.flavour import NEWEST, Flavour
from mockgemini.wire.outcome import Outcome, Text, Thought
from mockgemini.wire.register import NAMES, revision
from mockgemini.wire.streaming import Tempo, Written, after, frame, frames, written

NEW = NAMES[-1]
FLAVOURS = (NEWEST, Flavour((1, 60)), Flavour((2, 0)))
OUTCOME = Outcome((Thought("", "s"), Text("A short text.")), "completed", id="v1_a", model="m")


def test_frame():
    """
    A frame has its name, its compact data and a blank line.
    """
    assert Event(0.5, b'event: x\ndata: {"a":"\xc3\xbc"}\n\n', "x", '{"a":"ü"}') == frame(
        "x", {"a": "ü"}, 0.5
    )


def test_times():
    """
    The head comes first, the first item after a thought, and then one delta after another.
    """
    pairs = revision(NEW).renderer.events(OUTCOME)

    events = frames(pairs, Tempo(head=1, thinking=10, delta=100))

    assert [1, 1, 11, 111, 111, 111, 211, 211, 211, 211] == [event.at for event in events]
    assert b"event: done\ndata: [DONE]\n\n" == events[-1].raw


@given(st.data())
def test_any_stream(data):
    """
    The bytes of a stream decode to its events, and its times never go back.
    """
    name = data.draw(st.sampled_from(NAMES))

    events = frames(revision(name).renderer.events(data.draw(outcomes(name))))

    told = [(frame_.name, frame_.data) for frame_ in sse.decode(b"".join(e.raw for e in events))]
    assert told == [(event.name, event.data) for event in events]
    assert sorted(event.at for event in events) == [event.at for event in events]


def test_resuming():
    """
    Behind an id, the events go on as if they began now; an id that no event has is none to go by.
    """
    pairs = revision(NEW).renderer.events(OUTCOME, is_resumable=True)
    events = frames(pairs)
    signed = events[3]

    rest = after(events, "v1_MF90aG91Z2h0XzA")

    assert '"event_id":"v1_MF90aG91Z2h0XzA"' in signed.data
    assert [event.raw for event in events[4:]] == [event.raw for event in rest]
    assert events[0].at == rest[0].at
    assert after(events, "v1_nowhere") is None
    assert after(frames([("x", {"text": '"event_id":"a"'})]), "a") is None


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_what_is_written_at_once_is_the_frames(name, data):
    """
    The bytes in one are those of the events, one behind the other, however a stream is told.
    """
    told = revision(name).renderer.events(
        data.draw(outcomes(name)),
        data.draw(cuts()),
        data.draw(st.sampled_from(FLAVOURS)),
        is_resumable=data.draw(st.booleans()),
    )

    assert b"".join(event.raw for event in frames(told)) == written(told)


@given(st.text(st.characters() | st.sampled_from('\0"%\\\ud800')))
def test_any_text_is_written_as_it_is(text):
    """
    No text is taken for what stands around it, and half a surrogate pair is escaped.
    """
    told = revision(NEW).renderer.events(Outcome((Thought("", text), Text(text)), "completed"))

    signature, *pieces = [event for name, event in decoded(written(told)) if name == "step.delta"]

    assert text == signature["delta"]["signature"]
    assert text == "".join(piece["delta"]["text"] for piece in pieces)


def decoded(body):
    """
    The names and data of a body's events, but the last.
    """
    return [(frame_.name, json.loads(frame_.data)) for frame_ in sse.decode(body)[:-1]]


def told_once(body=b"ab"):
    """
    A stream whose bytes are there, and how often its events were made.
    """
    made = []

    def events():
        made.append(True)
        return (Event(0.1, b"a"), Event(0.2, b"b"))

    return Written.of((("a", "b"),), body, events, 0.1), made


def test_events_are_made_when_somebody_looks():
    """
    Whoever wants the bytes alone makes no events; whoever looks twice makes them once.
    """
    stream, made = told_once()

    assert (b"ab", []) == (stream.body, made)
    assert stream.events is stream.events
    assert [True] == made


def test_a_written_stream_is_a_stream():
    """
    It equals one with the same events, and can be changed like any.
    """
    stream, _ = told_once()
    same = Stream(200, (("a", "b"),), (Event(0.1, b"a"), Event(0.2, b"b")), head=0.1)

    assert same == stream
    assert stream == same
    assert hash(same) == hash(stream)
    assert stream != replace(same, head=0.2)
    assert replace(stream, headers=(), events=same.events[:1]).body == b"a"
