import asyncio

import pytest
from small_upstreams import raw_upstream

from mockgemini.clock import RealClock
from mockgemini.exchange import Request
from mockgemini.record.passing import Passing
from mockgemini.record.recording import Recording, Terms
from mockgemini.record.upstream import BrokenOffError, Upstream

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
WHOLE = HEAD + b"content-length: 18\r\n\r\ndata: 1\n\ndata: 2\n\n"
TORN = HEAD + b"content-length: 99\r\n\r\ndata: 1\n\n"


def passed(answer, use):
    """
    What `use` makes of an answer on its way, the exchanges kept, and how often it was left.
    """
    kept, left = [], []

    async def run():
        async with raw_upstream(answer) as url:
            upstream = Upstream(url)
            request = Request("GET", "/v1/x")
            got = await upstream.send(request)
            terms = Terms(kept.append, lambda _request: None, RealClock())
            recording = Recording(request, got.status, got.headers, 0.0, terms)
            try:
                return await use(Passing(got, recording, left.append), kept)
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

    seen, (stream,), left = passed(WHOLE, use)

    assert (b"data: 1\n\ndata: 2\n\n", 1, 0) == (b"".join(c for c, _ in seen), seen[-1][1], left)
    assert (2, None) == (len(stream.events), stream.cut)


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

    _, (stream,), left = passed(WHOLE, use)

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
