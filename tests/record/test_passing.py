import asyncio

import pytest
from stages.small_upstreams import raw_upstream

from mockgemini.clock import RealClock
from mockgemini.exchange import Request
from mockgemini.record.passing import Passing
from mockgemini.record.recording import ExchangeRecording, Terms
from mockgemini.record.upstream import BrokenOffError, Upstream

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
WHOLE = HEAD + b"content-length: 18\r\n\r\ndata: 1\n\ndata: 2\n\n"
TORN = HEAD + b"content-length: 99\r\n\r\ndata: 1\n\n"


def passed(answer, use, size=1_000):
    """
    What `use` makes of an answer on its way, the exchanges kept, and how often it was left.

    After `size` bytes, the rest comes when somebody is there to pass it on.
    """
    kept, left = [], []

    async def run():
        is_met = asyncio.Event()

        async def rest():
            await is_met.wait()
            return answer[size:]

        async with raw_upstream(answer[:size], then=rest) as url:
            upstream = Upstream(url)
            request = Request("GET", "/v1/x")
            terms = Terms(kept.append, lambda _request: None, RealClock())
            recording = ExchangeRecording(request, terms)
            got = await upstream.send(request)
            recording.begin(got.status, got.headers)
            try:
                passing = Passing(got, recording, left.append)
                is_met.set()
                return await use(passing, kept)
            finally:
                await upstream.close()

    return asyncio.run(run()), [exchange.answer for exchange in kept], len(left)


def test_all_is_recorded_before_the_last_chunk_is_handed_on():
    """
    Who has the whole answer finds it recorded; closing it afterwards is nothing.
    """

    async def use(passing, kept):
        seen = [(chunk, len(kept)) async for chunk in passing]
        await passing.aclose()
        passing.give_up()
        await passing.exhaust(100)
        return seen

    seen, (stream,), left = passed(WHOLE, use, -9)

    assert (b"data: 1\n\ndata: 2\n\n", 1, 0) == (b"".join(c for c, _ in seen), seen[-1][1], left)
    assert (2, None) == (len(stream.events), stream.cut)


def test_the_end_may_come_last():
    """
    Where the end of an answer is not known with its last bytes, it is recorded at its end.
    """
    chunked = HEAD + b"transfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n0\r\n\r\n"

    async def use(passing, kept):
        return [(chunk, len(kept)) async for chunk in passing], len(kept)

    seen, (stream,), _ = passed(chunked, use, -5)

    assert ([(b"data: 1\n\n", 0)], 1) == seen
    assert (1, None) == (len(stream.events), stream.cut)


def test_what_came_with_its_head_is_recorded_at_once():
    """
    Such an answer is there as a whole, for who takes it so and for who reads it; nothing is left.
    """

    async def use(passing, kept):
        before = passing.body, len(kept)
        read = [chunk async for chunk in passing]
        await passing.aclose()
        return before, read, await anext(passing, None)

    seen, (stream,), left = passed(WHOLE, use)

    body = b"data: 1\n\ndata: 2\n\n"
    assert ((body, 1), [body], None) == seen
    assert (2, None, 0) == (len(stream.events), stream.cut, left)


def test_a_torn_answer_breaks_after_it_was_recorded():
    """
    The reader gets upstream's bytes and then an error; what there was is kept.
    """

    async def use(passing, _kept):
        assert b"data: 1\n\n" == await anext(passing)
        with pytest.raises(BrokenOffError):
            await anext(passing)

    _, (stream,), left = passed(TORN, use)

    assert (1, "upstream", 0) == (len(stream.events), stream.cut, left)


def test_closing_too_early_tells_somebody():
    """
    Who is told can read on to the end.
    """

    async def use(passing, _kept):
        await passing.aclose()
        await passing.exhaust(1000)

    _, (stream,), left = passed(WHOLE, use, -9)

    assert (2, None, 1) == (len(stream.events), stream.cut, left)


def test_reading_on_ends_where_upstream_breaks_off():
    """
    Nobody is left to be told of it; the recording says so.
    """

    async def use(passing, _kept):
        await passing.exhaust(1000)
        passing.give_up()

    _, (stream,), _ = passed(TORN, use)

    assert "upstream" == stream.cut


def test_reading_on_has_its_limit():
    """
    After so many bytes nothing more is read; giving up keeps what there is, as cut by the client.
    """

    async def use(passing, _kept):
        await passing.exhaust(1)
        passing.give_up()
        passing.give_up()

    _, (stream,), _ = passed(TORN, use)

    assert ("client", b"data: 1\n\n") == (stream.cut, stream.body)
