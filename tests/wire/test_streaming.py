from hypothesis import given
from hypothesis import strategies as st
from outcome_strategies import outcomes

from mockgemini import sse
from mockgemini.exchange import Event
from mockgemini.wire.outcome import Outcome, Text, Thought
from mockgemini.wire.register import NAMES, revision
from mockgemini.wire.streaming import Tempo, after, frame, frames

NEW = NAMES[-1]
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
