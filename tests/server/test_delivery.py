import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages.driving import Visit

from mockgemini.clock import ManualClock
from mockgemini.exchange import Event, Faulty, Live, Payload, Piece, Reply, Spool, Stream
from mockgemini.server.client import Client
from mockgemini.server.delivery import Delivery, Schedule

EVENTS = tuple(Event(at, raw) for at, raw in [(0.5, b"a"), (1.0, b"b"), (1.0, b"c"), (3.0, b"d")])
STREAM = Stream(200, (("content-type", "text/event-stream"),), EVENTS, head=0.25)


def deliver(answer, factor=0.0, *, visit=None, clock=None, delivery=None):
    visit = Visit() if visit is None else visit
    delivery = Delivery() if delivery is None else delivery
    visit.clock = ManualClock() if clock is None else clock
    stayed = []

    async def app(_scope, receive, send):
        client = Client(receive, send)
        await client.body()
        schedule = Schedule(visit.clock, factor, visit.clock.now())
        stayed.append(await delivery.deliver(answer, client, schedule))

    told = asyncio.run(visit(app))
    return told, stayed[0]


def test_at_once_a_stream_is_one_send():
    """
    At pace instant all events go out together, at no time at all.
    """
    told, stayed = deliver(STREAM)

    assert ([b"abcd"], [0.0], True, True) == (
        told.chunks,
        told.times,
        told.is_complete,
        stayed,
    )


@pytest.mark.parametrize("factor", [1.0, 0.5, 2.0])
def test_events_go_out_when_they_are_due(factor):
    """
    Each event is sent at its recorded time by the factor; those due together go in one send.
    """
    told, _ = deliver(STREAM, factor)

    assert [b"a", b"bc", b"d", b""] == told.chunks
    assert [0.5 * factor, factor, 3 * factor, 3 * factor] == told.times


@given(
    st.lists(st.tuples(st.floats(0, 100), st.binary(min_size=1, max_size=3)), max_size=20),
    st.floats(0.001, 10),
)
def test_no_event_is_lost_early_or_out_of_order(timed, factor):
    """
    Whatever the times, the bytes are the recorded ones, and none goes out before it is due.
    """
    events = tuple(Event(at, raw) for at, raw in sorted(timed, key=lambda pair: pair[0]))

    told, _ = deliver(Stream(200, (), events), factor)

    assert b"".join(event.raw for event in events) == told.body
    sent, position = [], 0
    for chunk, time in zip(told.chunks, told.times, strict=True):
        sent += [time] * len(chunk)
        position += len(chunk)
    due = [event.at * factor for event in events for _ in event.raw]
    assert all(time >= moment - 1e-6 for time, moment in zip(sent, due, strict=True))


@pytest.mark.parametrize(("factor", "expected"), [(0.0, 0.0), (1.0, 0.87), (0.5, 0.435)])
def test_a_reply_takes_its_time(factor, expected):
    """
    A reply is sent, with its true length, after the time it took by the factor.
    """
    reply = Reply(
        200, (("content-length", "9"), ("transfer-encoding", "x")), Payload(b"hi"), took=0.87
    )

    told, _ = deliver(reply, factor)

    assert ([b"hi"], [expected]) == (told.chunks, told.times)
    assert (("content-length", "2"),) == told.headers


def test_a_large_body_is_never_in_memory():
    """
    A body that lies in a file goes out in pieces of it.
    """
    spool = Spool()
    for _ in range(5):
        spool.write(b"x" * 300_000)

    told, _ = deliver(Reply(200, (), spool.payload()))

    assert (("content-length", "1500000"),) == told.headers
    assert 1_500_000 == len(told.body)
    assert max(len(chunk) for chunk in told.chunks) <= 256 * 1024


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_has_no_length(status):
    """
    No Content, and Not Modified, say nothing of a length.
    """
    assert () == deliver(Reply(status))[0].headers


@pytest.mark.parametrize("factor", [0.0, 0.001])
def test_a_stream_cut_by_upstream_is_left_unfinished(factor):
    """
    After the last event nothing says that the stream is over.
    """
    told, _ = deliver(Stream(200, (), EVENTS, cut="upstream"), factor)

    assert (b"abcd", False) == (told.body, told.is_complete)


@pytest.mark.parametrize("factor", [0.0, 0.001])
@pytest.mark.parametrize("cut", ["client", "timeout"])
def test_a_stream_that_was_left_is_held_open(cut, factor):
    """
    After the last event the stream stays open until the client leaves.
    """
    visit = Visit()
    visit.stays_for = 4

    told, stayed = deliver(Stream(200, (), EVENTS, cut=cut), factor, visit=visit)

    assert (b"abcd", False, False) == (told.body, told.is_complete, stayed)


def test_release_ends_what_is_held_open():
    """
    When the server ends, nothing is held open any more.
    """
    delivery = Delivery()

    class Ending(ManualClock):
        async def sleep(self, seconds):
            await super().sleep(seconds)
            delivery.release()

    told, stayed = deliver(
        Stream(200, (), EVENTS, cut="client"), 1.0, delivery=delivery, clock=Ending()
    )

    assert (b"abcd", False, True) == (told.body, told.is_complete, stayed)


def test_a_server_that_is_started_again_holds_again():
    """
    What one event loop released is held open in the next.
    """
    delivery = Delivery()
    asyncio.run(_release(delivery))
    visit = Visit()
    visit.stays_for = 4

    _, stayed = deliver(Stream(200, (), EVENTS, cut="client"), visit=visit, delivery=delivery)

    assert not stayed


async def _release(delivery):
    delivery.release()


@pytest.mark.parametrize("answer", [STREAM, Reply(200, took=9.0)], ids=["stream", "reply"])
def test_nobody_is_sent_to(answer):
    """
    A client that leaves while it is made to wait ends the wait at once.
    """
    visit = Visit()

    class Long(ManualClock):
        async def sleep(self, _seconds):
            visit.leave()
            await asyncio.Event().wait()

    told, stayed = deliver(answer, 1.0, visit=visit, clock=Long())

    assert (b"", False) == (told.body, stayed)


class Chunks:
    """
    Chunks that remember what had been sent when they were asked for; None: the client goes.
    """

    def __init__(self, *chunks):
        self.left = list(chunks)
        self.sent_before = []
        self.visit = None
        self.closed = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.sent_before.append(len(self.visit.told.chunks))
        if not self.left:
            raise StopAsyncIteration
        chunk = self.left.pop(0)
        if isinstance(chunk, Exception):
            raise chunk
        if chunk is None:
            self.visit.leave()
            await asyncio.Event().wait()
        return chunk

    async def aclose(self):
        self.closed += 1


def test_a_live_answer_passes_chunk_by_chunk():
    """
    Every chunk is sent before the next is asked for, under the headers as they are.
    """
    chunks = Chunks(b"a", b"b")
    chunks.visit = Visit()

    told, stayed = deliver(Live(200, (("content-length", "2"),), chunks), 1.0, visit=chunks.visit)

    assert ([0, 1, 2], 1) == (chunks.sent_before, chunks.closed)
    assert ([b"a", b"b", b""], True, True) == (told.chunks, told.is_complete, stayed)
    assert (("content-length", "2"),) == told.headers


def test_a_live_answer_that_is_there_goes_out_at_once():
    """
    Where all of it is known nobody reads it, nor has to close it; its bytes are counted.
    """
    chunks = Chunks()
    chunks.visit = Visit()

    told, stayed = deliver(Live(200, (("content-length", "2"),), chunks, b"ab"), visit=chunks.visit)

    assert ([b"ab"], True, True, 0) == (told.chunks, told.is_complete, stayed, chunks.closed)


def test_a_live_answer_is_closed_when_its_client_leaves():
    """
    Whoever makes the chunks is told, and decides what becomes of the rest.
    """
    chunks = Chunks(b"a", None, b"b")
    chunks.visit = Visit()

    told, stayed = deliver(Live(200, (), chunks), visit=chunks.visit)

    assert (b"a", False, False, 1) == (told.body, told.is_complete, stayed, chunks.closed)


def test_chunks_that_cannot_be_closed_are_fine():
    """
    Any async iterator will do.
    """

    class Bare:
        def __aiter__(self):
            return self

        async def __anext__(self):
            raise StopAsyncIteration

    assert deliver(Live(200, (), Bare()))[0].is_complete


FAULTY = Faulty(200, (("x-a", "1"),), (Piece(0.5, b"ab"), Piece(2.0, b"c")), head=0.25)


@pytest.mark.parametrize(("factor", "times"), [(0.0, [0, 0, 0]), (2.0, [1, 4, 4])])
def test_a_faulty_answer_goes_out_piece_by_piece(factor, times):
    """
    Each piece is a send of its own, when it is due.
    """
    told, stayed = deliver(FAULTY, factor)

    assert ([b"ab", b"c", b""], times, True) == (told.chunks, told.times, stayed)
    assert ((("x-a", "1"),), True) == (told.headers, told.is_complete)


@pytest.mark.parametrize(("ending", "stays_for"), [("broken", None), ("held", 3), ("reset", None)])
def test_a_faulty_answer_may_end_badly(ending, stays_for):
    """
    Its end does not come, whatever length its head has told.
    """
    one = Visit()
    one.stays_for = stays_for

    told, stayed = deliver(replace(FAULTY, ending=ending, length=9), visit=one)

    assert (b"abc", False) == (told.body, told.is_complete)
    assert ("content-length", "9") in told.headers
    assert stayed == (stays_for is None)


def test_a_reset_answer_without_pieces_is_none():
    """
    Not even its head is sent.
    """
    told, stayed = deliver(Faulty(0, ending="reset"))

    assert (0, [], True) == (told.status, told.chunks, stayed)


def test_a_piece_may_wait():
    """
    What comes behind it waits with it, at any pace, by the clock; the server's end ends the wait.
    """
    delivery = Delivery()

    async def forever(_clock):
        asyncio.get_running_loop().call_soon(delivery.release)
        await asyncio.Event().wait()

    waits = (Piece(0.0, b"a"), Piece(0.0, wait=lambda clock: clock.sleep(3)))
    waits = (*waits, Piece(0.0, b"b"), Piece(0.0, wait=forever))

    told, stayed = deliver(Faulty(200, pieces=(*waits, Piece(0.0, b"c"))), delivery=delivery)

    assert ([b"a", b"b", b"c", b""], [0, 3, 3, 3], True) == (told.chunks, told.times, stayed)


def test_who_leaves_during_a_wait_is_seen_to():
    """
    Nothing more is sent then.
    """
    one = Visit()
    one.stays_for = 1
    never = Piece(0.0, wait=lambda _clock: asyncio.Event().wait())

    told, stayed = deliver(
        Faulty(200, pieces=(Piece(0.0, b"a"), never, FAULTY.pieces[0])), visit=one
    )

    assert ([b"a"], False) == (told.chunks, stayed)
