"""
An upstream that answers late, by halves or not at all: what is asked again, and what is told.
"""

import asyncio

import pytest
from stages.small_upstreams import raw_upstream

from mockgemini.errors import UpstreamError
from mockgemini.exchange import Request
from mockgemini.record.upstream import BrokenOffError, Upstream


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"", "closed the connection without an answer"),
        (b"no http\r\n\r\n", r"could not be reached \(what it sent is no HTTP"),
    ],
    ids=["nothing", "no HTTP"],
)
def test_an_answer_that_is_none_is_an_error(answer, words):
    """
    An upstream that says nothing, or nothing sensible, could not be reached.
    """

    async def ask():
        async with raw_upstream(answer) as url:
            upstream = Upstream(url)
            try:
                await upstream.send(Request("GET", "/"))
            finally:
                await upstream.close()

    with pytest.raises(UpstreamError, match=words):
        asyncio.run(ask())


@pytest.mark.parametrize(("method", "asked_twice"), [("GET", True), ("POST", False)])
def test_what_may_be_asked_twice_is(method, asked_twice):
    """
    A kept connection may be one that upstream was just about to close; a POST is not sent again.
    """
    came = []

    async def serve(reader, writer):
        came.append(await reader.readuntil(b"\r\n\r\n"))
        if len(came) > 1:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    async def ask():
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        upstream = Upstream(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        try:
            return (await upstream.send(Request(method, "/"))).status
        except UpstreamError as error:
            return str(error)
        finally:
            await upstream.close()
            server.close()

    status = asyncio.run(ask())

    if asked_twice:
        assert (200, 2) == (status, len(came))
    else:
        assert "closed the connection without an answer" in status
        assert 1 == len(came)


def test_a_silent_upstream_is_given_up():
    """
    An upstream that never answers ends in a sentence.
    """

    async def ask():
        over = asyncio.Event()
        async with raw_upstream(b"", then=over.wait) as url:
            upstream = Upstream(url, silent_for=0.05)
            try:
                await upstream.send(Request("GET", "/"))
            finally:
                over.set()
                await upstream.close()

    with pytest.raises(UpstreamError, match="did not answer in time"):
        asyncio.run(ask())


@pytest.mark.parametrize(
    ("kinds", "holds", "cut"),
    [({}, False, "upstream"), ({"silent_for": 0.05}, True, "timeout")],
    ids=["torn", "silent"],
)
def test_a_torn_answer_says_how(kinds, holds, cut):
    """
    After the last byte that came, an error tells who ended it.
    """
    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n"

    async def ask():
        over = asyncio.Event()
        async with raw_upstream(head, then=over.wait if holds else None) as url:
            upstream = Upstream(url, **kinds)
            try:
                answer = await upstream.send(Request("GET", "/"))
                assert b"abc" == await answer.read()
                await answer.read()
            finally:
                over.set()
                await upstream.close()

    with pytest.raises(BrokenOffError) as caught:
        asyncio.run(ask())

    assert cut == caught.value.cut
    assert "127.0.0.1" in str(caught.value)


def test_an_upstream_without_tls_is_told():
    """
    TLS that does not come about is told as such, not as a traceback.
    """

    async def ask():
        async with raw_upstream(b"HTTP/1.1 200 OK\r\n\r\n", reads=False) as url:
            upstream = Upstream(url.replace("http:", "https:"))
            try:
                await upstream.send(Request("GET", "/"))
            finally:
                await upstream.close()

    with pytest.raises(UpstreamError, match="could not be reached"):
        asyncio.run(ask())
