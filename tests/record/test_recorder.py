"""
A recorder between a client and an upstream: what passes when, and what is kept of it.
"""

import asyncio
import gzip
import json
import resource
import sys
import threading
import zlib

import pytest
from stages.proxied import FIRST, KEY, SECOND, opened, proxied
from stages.small_upstreams import raw_upstream, read, say, say_slowly

from mockgemini.exchange import Body, Live, Request
from mockgemini.record.recorder import Recorder
from mockgemini.record.upstream import Upstream


def test_the_first_event_does_not_wait_for_the_second():
    """
    A client reads the first event before upstream has sent the second.
    """
    gate = asyncio.Event()

    async def app(_scope, _receive, send):
        await say_slowly(send, [FIRST, gate.wait(), SECOND])

    with proxied(app) as (proxy, upstream):
        connection, answer = proxy.ask()
        assert FIRST == answer.read(len(FIRST))
        upstream.run(opened(gate))
        assert SECOND == answer.read()
        connection.close()

        (exchange,) = proxy.kept
    events = exchange.answer.events
    assert [("a", "1"), ("b", "2")] == [(event.name, event.data) for event in events]
    assert 0 < exchange.answer.head <= events[0].at < events[1].at
    assert "upstream" == answer.headers["x-mockgemini-source"]


def test_what_passed_is_recorded_when_the_client_has_it():
    """
    A client that has read its whole answer finds it kept, with its request.
    """

    async def app(_scope, receive, send):
        await say(send, b'{"you said":' + await read(receive) + b"}")

    with proxied(app) as (proxy, _):
        for number in range(20):
            body = json.dumps({"n": number}).encode()
            assert b'{"you said":' + body + b"}" == proxy.get("POST", "/v1/x", body)[2]
            assert number + 1 == len(proxy.kept)
            assert body == proxy.kept[-1].request.body.payload.read()
            assert proxy.kept[-1].answer.took > 0


@pytest.mark.skipif(sys.platform == "win32", reason="counts memory otherwise there")
def test_a_large_upload_does_not_fill_memory():
    """
    20 MB in chunks of 8 MiB, and as much coming back, pass through a flat process.
    """
    size, chunk = 20_000_000, 8 * 1024 * 1024
    seen = []

    async def app(_scope, receive, send):
        more = True
        while more:
            message = await receive()
            seen.append(len(message.get("body", b"")))
            more = message.get("more_body", False)
        await say_slowly(send, [b"x" * 65536] * 100, headers=[("content-type", "video/mp4")])

    with proxied(app) as (proxy, _):
        proxy.get("POST", "/v1/x", b"warm")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for at in range(0, size, chunk):
            piece = iter([b"y" * 65536] * (min(chunk, size - at) // 65536))
            length = str(min(chunk, size - at) // 65536 * 65536)
            proxy.get("POST", "/upload/v1/files", piece, {"content-length": length})
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

        sizes = [exchange.request.body.payload.size for exchange in proxy.kept[1:]]
    assert sum(sizes) + 4 == sum(seen)
    assert 100 * 65536 == proxy.kept[1].answer.body.size
    assert grown < 20_000, f"{grown} KiB more"


def test_the_dummy_goes_out_as_the_real_key_and_is_kept_nowhere():
    """
    Upstream sees the real key wherever the client sent the dummy; nothing that stays has either.
    """
    seen = []

    async def app(scope, receive, send):
        seen.append((scope["query_string"].decode(), dict(scope["headers"])))
        await read(receive)
        await say(send, b"{}")

    with proxied(app) as (proxy, _):
        for headers in ({"x-goog-api-key": "dummy"}, {"authorization": "Bearer dummy"}, {}):
            proxy.get("POST", "/v1/x?key=dummy&a=1", b"{}", headers)
        proxy.get("POST", "/v1/x", b"{}", {"x-goog-api-key": KEY})
        journal = json.loads(proxy.get(path="/__mockgemini__/journal")[2])

    assert [f"key={KEY}&a=1"] * 3 + [""] == [query for query, _ in seen]
    assert KEY.encode() == seen[0][1][b"x-goog-api-key"] == seen[3][1][b"x-goog-api-key"]
    assert f"Bearer {KEY}".encode() == seen[1][1][b"authorization"]
    assert b"x-goog-api-key" not in seen[2][1]
    kept = [
        (str(exchange.request), exchange.request.headers, exchange.answer)
        for exchange in proxy.kept
    ]
    assert 4 == len(kept)
    assert KEY not in repr(kept) + json.dumps(journal)
    assert "dummy" not in repr(kept)


def test_the_second_leg_of_an_upload_comes_back_to_us():
    """
    The address of an upload leads the client through us, in its space, and is kept relative.
    """

    async def app(scope, receive, send):
        await read(receive)
        host = dict(scope["headers"])[b"host"].decode()
        address = f"http://{host}/upload/v1/files?upload_id=abc"
        await say(send, headers=[("X-Goog-Upload-URL", address), ("x-goog-upload-status", "a")])

    with proxied(app) as (proxy, _):
        _, headers, _ = proxy.get("POST", "/s/t/a/upload/v1/files", b"{}")
        address = headers["x-goog-upload-url"]
        assert f"{proxy.server.url}/s/t/a/upload/v1/files?upload_id=abc" == address
        status, _, _ = proxy.get("POST", address.removeprefix(proxy.server.url), b"data")

    assert 200 == status
    kept = dict(proxy.kept[0].answer.headers)
    assert "/upload/v1/files?upload_id=abc" == kept["x-goog-upload-url"]
    assert ["/upload/v1/files", "upload_id=abc"] == [
        proxy.kept[1].request.path,
        proxy.kept[1].request.query,
    ]


def test_packed_answers_pass_packed_and_are_kept_plain():
    """
    An upstream that packs although asked not to: the client gets its bytes, the tape their meaning.
    """
    packer = zlib.compressobj(wbits=31)
    parts = [packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH) for part in (FIRST, SECOND)]
    parts.append(packer.flush())

    async def app(scope, _receive, send):
        if scope["path"] == "/v1/json":
            packed = gzip.compress(b'{"a":1}')
            await say(send, packed, headers=[("content-encoding", "gzip")])
        else:
            headers = [("content-type", "text/event-stream"), ("content-encoding", "gzip")]
            await say_slowly(send, parts, headers=headers)

    with proxied(app) as (proxy, _):
        _, _, reply = proxy.get(path="/v1/json")
        _, headers, stream = proxy.get(path="/v1/stream")

    assert "gzip" == headers["content-encoding"]
    assert (b'{"a":1}', FIRST + SECOND) == (gzip.decompress(reply), gzip.decompress(stream))
    assert b'{"a":1}' == proxy.kept[0].answer.body.read()
    assert FIRST + SECOND == proxy.kept[1].answer.body
    assert (("content-type", "text/event-stream"),) == proxy.kept[1].answer.headers


@pytest.mark.parametrize(("record_errors", "kept"), [(False, 0), (True, 1)])
def test_an_error_passes_and_is_kept_when_asked(record_errors, kept):
    """
    The client gets upstream's own error in any case.
    """

    async def app(_scope, _receive, send):
        await say(send, b'{"error":{}}', status=429, headers=[("retry-after", "1")])

    with proxied(app, record_errors=record_errors) as (proxy, _):
        status, headers, body = proxy.get()

    assert (429, "1", b'{"error":{}}') == (status, headers["retry-after"], body)
    assert kept == len(proxy.kept)


def test_headers_that_come_twice_come_twice():
    """
    Repeated headers are passed on as they are, in their order.
    """

    async def app(_scope, _receive, send):
        await say(send, headers=[("vary", "Origin"), ("vary", "Referer"), ("keep-alive", "x")])

    with proxied(app) as (proxy, _):
        _, headers, _ = proxy.get()

    assert ["Origin", "Referer"] == headers.get_all("vary")
    assert headers["keep-alive"] is None


def test_many_clients_are_kept_apart():
    """
    Streams that pass at the same time do not mix.
    """

    async def app(scope, _receive, send):
        name = scope["path"].rpartition("/")[2].encode()
        await say_slowly(send, [b"data: %s %d\n\n" % (name, at) for at in range(20)])

    with proxied(app) as (proxy, _):
        threads = [
            threading.Thread(target=proxy.get, kwargs={"path": f"/v1/{at}"}) for at in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert {f"/v1/{name}": [f"{name} {at}" for at in range(20)] for name in range(8)} == {
        exchange.request.path: [event.data for event in exchange.answer.events]
        for exchange in proxy.kept
    }


def test_a_recorder_is_a_responder():
    """
    Its answers are live: head first, chunks to come; a clock and a key are its own choice.
    """
    kept = []

    async def run():
        async with raw_upstream(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi") as url:
            recorder = Recorder(Upstream(url), kept.append, revision=lambda _request: None)
            answer = await recorder(Request("POST", "/v1/x", body=Body.of(b"{}")))
            assert isinstance(answer, Live)
            assert [b"hi"] == [chunk async for chunk in answer.chunks]
            await recorder.close()

    asyncio.run(run())

    assert [b"hi"] == [exchange.answer.body.read() for exchange in kept]
