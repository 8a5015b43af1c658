import asyncio
import threading

import pytest
from hypothesis import given as given_values
from hypothesis import strategies as st
from stages.faulted import BODY, RAW, REPLY, STREAM, Stage, given, request

from mockgemini.clock import RECORDED, ManualClock
from mockgemini.errors import UsageError
from mockgemini.faults import Chunks, Coalesced, Cut, Hold, Keepalive, Latency, SlowStart
from mockgemini.faults.occasion import dice
from mockgemini.faults.places import in_pieces, offset, with_wait

WHOLE = b"".join(RAW)


@pytest.mark.parametrize("size", [1, 2, 100, 10_000])
@pytest.mark.parametrize(("answer", "body"), [(STREAM, WHOLE), (REPLY, BODY)])
def test_an_answer_comes_in_small_sends(size, answer, body):
    """
    Each has so many bytes, but for the last of an event; together they are the answer.
    """
    told = given(Chunks(size), answer=answer)

    assert (body, True) == (told.body, told.is_complete)
    assert max(len(chunk) for chunk in told.chunks) <= size


def test_a_whole_answer_keeps_its_length_in_its_head():
    """
    However it is sent.
    """
    assert ("content-length", str(len(BODY))) in given(Chunks(), answer=REPLY).headers


def test_a_buffering_proxy_sends_all_at_the_end():
    """
    One send, when the last event is due.
    """
    told = given(Coalesced(), pace=RECORDED)

    assert ([WHOLE, b""], [0.6, 0.6]) == (told.chunks, pytest.approx(told.times))


def test_an_empty_answer_is_sent_too():
    """
    Nothing is cut into nothing.
    """
    empty = type(STREAM)(200, STREAM.headers)

    assert given(Chunks(), answer=empty).is_complete
    assert given(Coalesced(), answer=empty).is_complete


FAULTS = [
    Chunks(1),
    Chunks(3),
    Chunks(64),
    Coalesced(),
    SlowStart(0.5),
    SlowStart(low=0, high=2),
    Hold(0),
    Hold(3),
]


@given_values(st.lists(st.sampled_from(FAULTS), max_size=6), st.sampled_from([STREAM, REPLY]))
def test_however_bytes_are_sent_they_are_the_same(faults, answer):
    """
    Any composition of what cuts sends or waits between them leaves the bytes as they were.
    """
    changed = answer
    for fault in faults:
        changed = fault.change(request(), changed, dice(0, 1)) or changed

    body = b"".join(piece.data for piece in in_pieces(changed).pieces)
    assert (WHOLE if answer is STREAM else BODY) == body


@given_values(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_waits_stand_where_they_are_put(one, two):
    """
    In front of each wait are as many bytes as were said, also where another stands before it.
    """
    changed = with_wait(with_wait(STREAM, one, ManualClock.sleep), two, ManualClock.sleep)

    passed, places = 0, []
    for piece in changed.pieces:
        places += [passed] if piece.wait is not None else []
        passed += len(piece.data)
    assert (sorted([one, two]), len(WHOLE)) == (places, passed)


def test_the_head_comes_before_a_slow_start():
    """
    The first bytes wait so many seconds at any pace, of a whole answer too.
    """
    for answer in (STREAM, REPLY):
        told = given(SlowStart(30), answer=answer)

        assert (30.0, True) == (told.times[0], told.is_complete)


def test_slow_starts_and_latencies_are_drawn():
    """
    Each request draws its own, the same in every run.
    """
    starts = []
    for fault in (SlowStart(low=1, high=9, seed=4), Latency(median=2, sigma=0.5, seed=4)):
        stage = Stage(fault, repeat="cycle")
        times = [stage.visit().times[0] for _ in range(3)]
        starts.append([b - a for a, b in zip([0, *times], times, strict=False)])
        assert 3 == len({round(each, 6) for each in starts[-1]})

    again = Stage(SlowStart(low=1, high=9, seed=4)).visit()
    assert starts[0][0] == again.times[0]
    assert all(1 <= each <= 9 for each in starts[0])


def test_a_held_stream_goes_on_when_it_is_let():
    """
    The events before the gate come, the others when a test releases it, from another thread.
    """
    held = Hold(3)
    stage = Stage(held)
    waiter = threading.Thread(target=lambda: _release_when_reached(held.gate))
    waiter.start()

    told = stage.visit()
    waiter.join()

    assert ([*RAW[:3]], WHOLE, True) == (told.chunks[:3], told.body, told.is_complete)
    assert not held.gate.is_reached


def _release_when_reached(gate):
    while not gate.is_reached:
        pass
    gate.release()


def test_a_held_stream_ends_with_its_server():
    """
    Nobody has to release a gate for a server to stop.
    """
    stage = Stage(Hold(2))

    async def stop_meanwhile():
        asyncio.get_running_loop().call_later(0.05, stage.app.release)

    async def both():
        await stop_meanwhile()
        from stages.driving import Visit

        asked = request()
        visit = Visit("POST", asked.path, body=(asked.body.payload.read(),))
        return await visit(stage.app)

    assert WHOLE == asyncio.run(both()).body


def test_events_are_counted_in_what_goes_out():
    """
    A gate behind other faults stands behind so many events of theirs; where there are none, none.
    """
    changed = Keepalive().change(request(), STREAM, dice(0, 1))
    slow = SlowStart(1).change(request(), changed, dice(0, 1))

    assert len(b": keepalive\n\n" + RAW[0]) == offset(slow, 2, None)
    assert None is offset(REPLY, 0, None)
    assert None is offset(STREAM, None, len(WHOLE) + 1)
    assert None is Hold(9).change(request(), STREAM, dice(0, 1))


def test_a_stream_that_is_cut_has_no_gate_behind_the_cut():
    """
    What never comes is not waited for.
    """
    assert RAW[0] == given(Hold(3), Cut(1)).body


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Chunks(0), "chunks: size takes a whole number from 1 on, not 0"),
        (lambda: Hold(-1), "hold: after_events takes a whole number"),
        (SlowStart, "slow_start takes seconds, or low and high (uniform), or median"),
    ],
)
def test_what_cannot_be_meant_is_refused(make, words):
    """
    In one sentence that names fault and option.
    """
    with pytest.raises(UsageError) as error:
        make()

    assert words in str(error.value)
