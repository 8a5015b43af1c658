import asyncio

import pytest
from stages.driving import Visit

from mockgemini.server.client import Client, ClientLeft
from mockgemini.server.heads import Head, encode


def test_a_body_that_came_with_the_head_is_whole():
    """
    One message without more to come is the whole body, and costs no reading.
    """

    async def app(_scope, receive, send):
        body = await Client(receive, send).body()
        assert body.is_whole
        assert b"abc" == body.payload.read()

    asyncio.run(Visit(body=[b"abc"])(app))


def test_a_long_body_comes_in_chunks():
    """
    What comes in several messages is read as it comes, empty ones left out.
    """
    seen = []

    async def app(_scope, receive, send):
        body = await Client(receive, send).body()
        seen.extend([chunk async for chunk in body.chunks()])

    asyncio.run(Visit(body=[b"", b"ab", b"", b"c"])(app))

    assert [b"ab", b"c"] == seen


@pytest.mark.parametrize("body", [[None], [b"ab", None]], ids=["at once", "half way"])
def test_a_client_that_leaves_while_it_sends_is_noticed(body):
    """
    A body whose client has left raises ClientLeft where it is read.
    """

    async def app(_scope, receive, send):
        await (await Client(receive, send).body()).whole()

    with pytest.raises(ClientLeft):
        asyncio.run(Visit(body=body)(app))


def test_headers_may_hold_any_text():
    """
    Values beyond Latin-1, such as a cassette's name, go out as UTF-8.
    """

    async def app(_scope, receive, send):
        await Client(receive, send).head(Head(200, encode((("a", "é"), ("b", "日")))))

    told = asyncio.run(Visit()(app))

    assert (("a", "é"), ("b", "日".encode().decode("latin-1"))) == told.headers


def test_work_ends_when_the_client_leaves():
    """
    `attend` stops what it waits for, and says so.
    """
    visit = Visit()

    async def app(_scope, receive, send):
        client = Client(receive, send)
        await client.body()
        asyncio.get_running_loop().call_soon(visit.leave)
        assert not await client.attend(asyncio.Event().wait())

    asyncio.run(visit(app))


def test_what_work_raises_is_raised():
    """
    An error in the work is the caller's to see.
    """

    async def fail():
        raise ValueError("spilt")

    async def app(_scope, receive, send):
        client = Client(receive, send)
        await client.body()
        await client.attend(fail())

    with pytest.raises(ValueError, match="spilt"):
        asyncio.run(Visit()(app))


def test_who_ends_the_server_ends_the_work():
    """
    Work that is cancelled from outside was not left by its client: the cancellation goes on.
    """
    ended = []

    async def work():
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("work")

    async def run():
        attending = asyncio.ensure_future(Client(asyncio.Event().wait, None).attend(work()))
        await asyncio.sleep(0.01)
        attending.cancel()
        await attending

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(run())

    assert ["work"] == ended


def test_nobody_listens_twice():
    """
    While a body is still being read, only its reader hears that the client leaves; then all do.
    """
    heard, visit = [], Visit(body=[b"a", b"b", b"c"])

    async def app(_scope, receive, send):
        client = Client(receive, send)
        body = await client.body()

        async def listen():
            await asyncio.sleep(0)
            heard.extend([chunk async for chunk in body.chunks()])
            visit.leave()
            await asyncio.Event().wait()

        assert not await client.attend(listen())

    asyncio.run(visit(app))

    assert [b"a", b"b", b"c"] == heard


def test_only_leaving_ends_the_work():
    """
    Whatever else a server tells while an answer is on its way does not count as leaving.
    """
    messages = [{"type": "http.request"}, {"type": "http.request"}, {"type": "http.disconnect"}]

    async def run():
        async def receive():
            await asyncio.sleep(0)
            return messages.pop(0)

        return await Client(receive, None).attend(asyncio.Event().wait())

    assert not asyncio.run(run())
    assert [] == messages


@pytest.mark.parametrize("body", [[b"ab"], [b"a", b"b"]], ids=["heard", "not heard to its end"])
def test_a_reset_is_over_when_the_connection_is_gone(body):
    """
    It is aborted, and waited for, so that nobody tries to send an answer after it.
    """
    visit, resets = Visit(body=body), []

    def abort():
        resets.append("reset")
        visit.leave()

    async def app(_scope, receive, send):
        client = Client(receive, send, abort)
        await client.body()
        await client.reset()
        assert client.has_head

    asyncio.run(visit(app))

    assert ["reset"] == resets


def test_where_nothing_can_be_aborted_a_reset_does_nothing():
    """
    A server of another make leaves the connection as it is.
    """

    async def app(_scope, receive, send):
        await Client(receive, send).reset()

    assert [] == asyncio.run(Visit()(app)).chunks
