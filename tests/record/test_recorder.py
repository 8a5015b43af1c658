import asyncio
import contextlib
import gzip
import http.client
import json
import resource
import sys
import threading
import zlib

import pytest
from driving import PlainSpaces
from small_upstreams import raw_upstream, read, say, say_slowly

from mockgemini.clock import RealClock
from mockgemini.errors import UpstreamError
from mockgemini.exchange import Body, Live, Request
from mockgemini.record.recorder import Recorder
from mockgemini.record.upstream import Upstream
from mockgemini.redaction import redactor
from mockgemini.server.app import App
from mockgemini.server.journal import Journal
from mockgemini.server.running import BackgroundServer

KEY = "a-real-key-of-nobody"
FIRST, SECOND = b"event: a\ndata: 1\n\n", b"event: b\ndata: 2\n\n"


class Proxy:
    """
    A recorder behind a server of its own; `kept` are its exchanges.
    """

    def __init__(self, url, **kinds):
        self.kept = []
        self.recorder = Recorder(
            Upstream(url),
            self.kept.append,
            key=KEY,
            dummy_keys=frozenset({"dummy"}),
            revision=lambda _request: "steps",
            **kinds,
        )
        self.spaces = PlainSpaces(
            self.recorder, clock=RealClock(), journal=Journal(redactor(known=[KEY]))
        )
        # PlainSpace closes what its responder offers to close.
        self.server = BackgroundServer(App(self.spaces))

    def ask(self, method="GET", path="/v1/x", body=None, headers=None):
        """
        One request of a client; the connection is the caller's to close.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        connection.request(method, path, body, headers or {})
        return connection, connection.getresponse()

    def get(self, *args, **kinds):
        """
        The whole answer to one request: status, headers, body.
        """
        connection, answer = self.ask(*args, **kinds)
        with contextlib.closing(connection):
            return answer.status, answer.headers, answer.read()


@contextlib.contextmanager
def proxied(app, **kinds):
    with BackgroundServer(app) as upstream:
        proxy = Proxy(upstream.url, **kinds)
        with proxy.server:
            yield proxy, upstream


async def opened(gate):
    gate.set()


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
