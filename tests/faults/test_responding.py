import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages.faulted import BODY, EVENTS, LOOK, RAW, REPLY, STREAM, Stage, request

from mockgemini.clock import ManualClock
from mockgemini.exchange import Live, Reply
from mockgemini.faults import (
    HEADER,
    BareError,
    Chunks,
    Coalesced,
    ContentType,
    Crlf,
    Cut,
    Duplicate,
    EndsFailed,
    ErrorEvent,
    Fail,
    Keepalive,
    Latency,
    MissingEnd,
    NeverEnds,
    NoDone,
    Outage,
    RateLimit,
    Reorder,
    Reset,
    SlowStart,
    Stall,
    TransientForbidden,
    TruncatedJson,
    UnknownEvent,
    Vanishes,
)
from mockgemini.faults.responding import Faults

WHOLE = b"".join(RAW)

LOSING = [
    Cut(after_events=4),
    Cut(after_bytes=9),
    Cut(after_events=4, how="reset"),
    MissingEnd(),
    BareError(),
    ErrorEvent(),
    ContentType(),
    Fail(503),
    Fail(429),
    Reset(),
]
HARMLESS = [
    NoDone(),
    Duplicate(),
    Reorder(),
    UnknownEvent(),
    Keepalive(times=1),
    Crlf(times=1),
    Chunks(times=1),
    Coalesced(times=1),
    SlowStart(1, times=1),
    Latency(1, times=1),
    Stall(2, seconds=1),
    RateLimit(requests=9, tokens=100),
    Outage(begins=100),
]


@pytest.mark.parametrize("fault", LOSING, ids=lambda fault: fault.NAME)
def test_what_was_lost_is_there_for_the_next_try(fault):
    """
    One recorded exchange: the first client loses it, the same request gets all of it, and nothing
    is missed or left over.
    """
    stage = Stage(fault)

    first, second = stage.visit(), stage.visit()

    assert WHOLE != first.body or first.headers != second.headers
    assert (200, WHOLE, True) == (second.status, second.body, second.is_complete)
    assert stage.is_spent


@pytest.mark.parametrize("fault", HARMLESS, ids=lambda fault: fault.NAME)
def test_what_was_delivered_is_not_given_again(fault):
    """
    Where the client got all there was to tell, the next request is another one.
    """
    stage = Stage(fault)

    first, second = stage.visit(), stage.visit()

    assert (200, 422) == (first.status, second.status)
    assert 1 == stage.player.missed


@pytest.mark.parametrize(
    "fault",
    [TransientForbidden(), NeverEnds(times=1), EndsFailed(times=1), Vanishes(times=1)],
    ids=lambda fault: fault.NAME,
)
def test_a_job_that_was_hidden_is_seen_by_the_next_look(fault):
    """
    Nothing of a poll is consumed that was not shown.
    """
    stage = Stage(fault, answer=REPLY, asked=LOOK)

    first, second = stage.visit(), stage.visit()

    assert BODY != first.body
    assert (200, BODY) == (second.status, second.body)
    assert stage.is_spent


@pytest.mark.parametrize("fault", [TruncatedJson(), Cut(after_bytes=5)])
def test_half_a_reply_is_there_for_the_next_try(fault):
    """
    As half a stream is.
    """
    stage = Stage(fault, answer=REPLY)

    assert BODY != stage.visit().body
    assert BODY == stage.visit().body
    assert stage.is_spent


@given(st.integers(1, 4), st.integers(0, 3), st.sampled_from([Cut, Fail]))
def test_a_fault_that_acts_so_many_times_loses_nothing(times, after, kind):
    """
    After so many tries of the same request the answer is whole, and it was the recorded one.
    """
    fault = Cut(1, times=times, after=after) if kind is Cut else Fail(500, times=times, after=after)
    stage = Stage(fault, repeat="last" if after else "never")

    for _ in range(after):
        assert WHOLE == stage.visit().body
    for _ in range(times):
        assert WHOLE != stage.visit().body

    assert WHOLE == stage.visit().body
    assert 0 == stage.player.missed


def test_two_losses_on_one_answer_are_over_together():
    """
    What one fault has spoilt is not what another keeps: the next try gets the recorded answer.
    """
    stage = Stage(Cut(after_events=4), ContentType())

    told = stage.visit()

    assert (b"".join(RAW[:4]), False) == (told.body, told.is_complete)
    assert ["content_type", "cut"] == sorted(v for n, v in told.headers if n == HEADER)
    assert WHOLE == stage.visit().body
    assert stage.is_spent


def test_answers_tell_what_acted_on_them():
    """
    Each fault by its name, in a header; without one there is none.
    """
    stage = Stage(Crlf(times=1), Chunks(times=1), repeat="cycle")

    told = [stage.visit(), stage.visit()]

    assert [["crlf", "chunks"], []] == [
        [value for name, value in each.headers if name == HEADER] for each in told
    ]


def test_misses_and_errors_are_left_alone():
    """
    What is no good answer is not made worse, and spends nothing.
    """
    stage = Stage(ContentType(), answer=Reply(500, REPLY.headers))

    told = stage.visit()

    assert ("content-type", "application/json") in told.headers
    assert 0 == stage.world.faults.armed[0].occasion.acted


def test_when_tells_requests_apart():
    """
    A fault for one model does not meet another's.
    """
    stage = Stage(Fail(503, when={"model": "other"}), Cut(1, when=lambda _: False))

    assert WHOLE == stage.visit().body


def test_before_the_answer_the_first_fault_wins():
    """
    Those set first are asked first, and the others are not spent.
    """
    stage = Stage(Fail(503), Fail(429))

    assert [503, 429, 200] == [stage.visit().status for _ in range(3)]


def test_a_space_can_be_given_other_faults():
    """
    Those loaded replace all; an empty list takes them away, and what was lost is still there.
    """
    stage = Stage(Cut(1), Fail(503, times="always", after=1))
    stage.visit()

    stage.world.faults.load(())

    assert WHOLE == stage.visit().body
    assert stage.is_spent


def test_where_nothing_is_left_to_go_wrong_nothing_does():
    """
    A space whose faults were taken away answers as ever.
    """
    stage = Stage(Cut(1))
    stage.world.faults.load(())

    assert WHOLE == stage.visit().body


def test_after_a_reset_it_is_as_in_the_beginning():
    """
    Faults that a space began with are there again, unspent; those set later are gone.
    """
    stage = Stage()
    stage.world.begin_with([Fail(503)])
    stage.world.faults.add(Fail(429))
    assert [503, 429, 200] == [stage.visit().status for _ in range(3)]

    stage.world.reset()

    assert [503, 200] == [stage.visit().status for _ in range(2)]


def test_a_recording_on_its_way_passes():
    """
    What is still coming from upstream can be refused before, but not changed.
    """
    live = Live(200, (), None)

    async def upstream(_request):
        return live

    faults = Faults(upstream, ManualClock(), [Cut(1), RateLimit(requests=1, tokens=9)])

    assert live is asyncio.run(faults(request()))
    assert 429 == asyncio.run(faults(request())).status


def test_the_header_does_not_go_further():
    """
    Who answers does not see it.
    """
    seen = []

    async def answering(asked):
        seen.append(asked.headers)
        return STREAM

    headers = [("x-a", "1"), (HEADER, "cut after_events=1"), ("x-b", "2")]
    asyncio.run(Faults(answering, ManualClock())(request(headers=headers)))

    assert [(("x-a", "1"), ("x-b", "2"))] == seen
    assert 8 == len(EVENTS)


@given(
    st.lists(
        st.sampled_from([Chunks(1), Chunks(5), Coalesced(), SlowStart(1), Latency(2)]), max_size=5
    )
)
def test_what_only_sends_otherwise_sends_the_same(faults):
    """
    Through the server too: any composition of such faults leaves the body as it was.
    """
    told = Stage(*faults).visit()

    assert (WHOLE, True) == (told.body, told.is_complete)
