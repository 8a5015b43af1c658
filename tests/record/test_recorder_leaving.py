"""
What is kept of an answer that its client left, and of one that upstream broke off or never gave.
"""

import asyncio
import http.client
import json
import threading

import pytest
from stages.proxied import FIRST, KEY, SECOND, Proxy, opened, proxied
from stages.small_upstreams import raw_upstream, say_slowly

from mockgemini.errors import UpstreamError
from mockgemini.exchange import Request
from mockgemini.record.recorder import Recorder
from mockgemini.record.upstream import Upstream


def test_a_stream_that_its_client_left_is_read_on():
    """
    The tape is whole although the client was not there for the end.
    """
    gate = asyncio.Event()

    async def app(_scope, _receive, send):
        await say_slowly(send, [FIRST, gate.wait(), SECOND])

    with proxied(app) as (proxy, upstream):
        connection, answer = proxy.ask()
        answer.read(len(FIRST))
        answer.close()
        connection.close()
        _left(proxy)
        upstream.run(opened(gate))

    (exchange,) = proxy.kept
    assert (FIRST + SECOND, None) == (exchange.answer.body, exchange.answer.cut)


def _left(proxy):
    """
    Wait until the server has seen that its client left.
    """
    for _ in range(200):
        if any(entry.client_left for entry in proxy.spaces.find("").journal):
            return
        threading.Event().wait(0.01)
    raise AssertionError("the server did not see its client leave")


def test_what_is_read_on_without_end_is_cut():
    """
    After `drain_for` the stream is kept as its client left it.
    """

    async def app(_scope, _receive, send):
        await say_slowly(send, [FIRST, asyncio.Event().wait()])

    with proxied(app, drain_for=0.02) as (proxy, _):
        connection, answer = proxy.ask()
        answer.read(len(FIRST))
        answer.close()
        connection.close()
        _left(proxy)

    (exchange,) = proxy.kept
    assert (FIRST, "client") == (exchange.answer.body, exchange.answer.cut)


def test_the_end_waits_for_what_is_read_on_but_not_for_ever():
    """
    Closing gives it some seconds, and then keeps what there is.
    """
    kept = []

    async def run():
        async with raw_upstream(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + FIRST,
            then=asyncio.Event().wait,
        ) as url:
            recorder = Recorder(Upstream(url), kept.append, revision=lambda _request: None)
            answer = await recorder(Request("GET", "/v1/x"))
            assert FIRST == await anext(answer.chunks)
            await answer.chunks.aclose()
            await recorder.close(within=0.02)

    with pytest.raises(TimeoutError):
        asyncio.run(_within(run(), 2.0))

    assert ["client"] == [exchange.answer.cut for exchange in kept]


async def _within(work, seconds):
    await work
    raise TimeoutError(seconds)


def test_a_stream_that_upstream_breaks_breaks_for_the_client():
    """
    The client sees what we saw, and the tape keeps it.
    """

    async def app(_scope, _receive, send):
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/event-stream")],
            }
        )
        await send({"type": "http.response.body", "body": FIRST, "more_body": True})

    with proxied(app) as (proxy, _):
        connection, answer = proxy.ask()
        with pytest.raises(http.client.IncompleteRead) as caught:
            answer.read()
        connection.close()

    assert FIRST == caught.value.partial
    assert [(FIRST, "upstream")] == [
        (exchange.answer.body, exchange.answer.cut) for exchange in proxy.kept
    ]


def test_half_a_reply_is_reported():
    """
    A reply that upstream broke off is not kept, and somebody is told.
    """

    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})

    with proxied(app) as (proxy, _):
        connection, answer = proxy.ask()
        with pytest.raises(http.client.IncompleteRead):
            answer.read()
        connection.close()

    assert [] == proxy.kept
    assert ["GET /v1/x was not recorded: its answer was cut off (upstream broke off)"] == (
        proxy.recorder.reports
    )


def test_an_upstream_that_is_away_is_told_and_not_retried():
    """
    The client gets a sentence under a status that no SDK retries, without any key.
    """
    proxy = Proxy("http://127.0.0.1:1")
    with proxy.server:
        status, _, body = proxy.get(path="/v1/x?key=dummy", headers={"x-goog-api-key": "dummy"})

    error = json.loads(body)["error"]
    assert (424, 424, "FAILED_PRECONDITION") == (status, error["code"], error["status"])
    assert error["message"].startswith("127.0.0.1 could not be reached")
    assert KEY not in body.decode() + "".join(proxy.recorder.reports)
    assert ([], 1) == (proxy.kept, len(proxy.recorder.reports))


def test_an_upstream_that_is_away_is_an_error_of_the_responder():
    """
    Without a server around it, the recorder raises.
    """

    async def run():
        recorder = Recorder(Upstream("http://127.0.0.1:1"), print, revision=lambda _request: None)
        try:
            await recorder(Request("GET", "/v1/x"))
        finally:
            await recorder.close()

    with pytest.raises(UpstreamError):
        asyncio.run(run())
