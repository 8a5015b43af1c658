import asyncio
import hashlib
import socket
import time

import pytest
from stages.driving import HELLO, PlainSpaces
from stages.small_upstreams import read
from stages.small_upstreams import say as answer_with

from mockgemini.clock import RECORDED
from mockgemini.exchange import Event, Stream
from mockgemini.server import listening
from mockgemini.server.app import App
from mockgemini.server.bounded import LARGEST_HEAD
from mockgemini.server.client import SHORTCUT
from mockgemini.server.running import BackgroundServer


@pytest.fixture(scope="module")
def server():
    with BackgroundServer(App(PlainSpaces())) as server:
        yield server


def say(server, pieces):
    """
    What the server answers to these bytes, until it hangs up.
    """
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        try:
            for piece in pieces:
                sock.sendall(piece)
            return sock.recv(65536)
        except ConnectionError:
            return b""


def test_a_head_without_end_is_refused(server):
    """
    A client that sends headers for ever gets a 400 and no more of our memory.
    """
    endless = [b"x-%d: " % at + b"a" * 10_000 + b"\r\n" for at in range(2 * LARGEST_HEAD // 10_000)]

    answer = say(server, [b"GET /v1/x HTTP/1.1\r\n", *endless])

    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


def test_a_head_may_come_in_pieces(server):
    """
    A large head within the bound, however it is cut, is a request like any other.
    """
    head = b"GET /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nx-big: " + b"a" * 100_000 + b"\r\n\r\n"

    answer = say(server, [head[at : at + 30_000] for at in range(0, len(head), 30_000)])

    assert answer.startswith(b"HTTP/1.1 200")


def test_what_is_no_http_is_refused(server):
    """
    Other bytes get a 400; the server goes on.
    """
    assert say(server, [b"\x16\x03\x01 hello\r\n\r\n"]).startswith(b"HTTP/1.1 400")
    assert say(server, [b"GET /v1/x HTTP/1.1\r\nHost: [::1]\r\n\r\n"]).startswith(b"HTTP/1.1 200")


def test_an_absolute_target_is_only_a_path(server):
    """
    A request as to a proxy is answered for its path, by us; its Host is what counts.
    """
    answer = say(server, [b"GET http://evil.example/v1/x HTTP/1.1\r\nHost: localhost\r\n\r\n"])

    assert answer.startswith(b"HTTP/1.1 200")


KEPT = b"GET /v1/x HTTP/1.1\r\nHost: localhost\r\n\r\n"


def test_an_answer_is_one_piece(server):
    """
    Head and body leave in one write, so a client never waits for the rest.
    """
    answer = say(server, [KEPT])

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b'\r\n\r\n{"hello":1}')


def test_many_requests_on_one_connection(server):
    """
    Each is answered in its turn, even where they all come at once.
    """
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        sock.sendall(KEPT * 5)
        answers = b""
        while answers.count(b'{"hello":1}') < 5:
            answers += sock.recv(65536)

    assert 5 == answers.count(b"HTTP/1.1 200 OK")


def test_an_idle_connection_is_closed_in_the_end(monkeypatch):
    """
    It is kept so long after its last answer, however often it was used before.
    """
    monkeypatch.setattr(listening, "_KEEP_ALIVE", 0.2)

    with (
        BackgroundServer(App(PlainSpaces())) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock,
    ):
        for _ in range(4):
            time.sleep(0.08)
            sock.sendall(KEPT)
            assert sock.recv(65536).startswith(b"HTTP/1.1 200")
        answered = time.monotonic()
        assert b"" == sock.recv(65536)

    assert 0.15 < time.monotonic() - answered < 2


def test_a_busy_connection_is_never_idle(monkeypatch):
    """
    An answer may take longer than a connection is kept after it.
    """
    monkeypatch.setattr(listening, "_KEEP_ALIVE", 0.05)

    async def slow(_request):
        await asyncio.sleep(0.2)
        return HELLO

    with BackgroundServer(App(PlainSpaces(slow))) as server:
        assert say(server, [KEPT]).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("head", "ending"),
    [
        (b"HEAD /v1/x HTTP/1.1\r\nHost: localhost\r\n\r\n", b"\r\n\r\n"),
        (b"GET /v1/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b'{"hello":1}'),
        (b"GET /v1/x HTTP/1.0\r\nHost: localhost\r\n\r\n", b'{"hello":1}'),
    ],
    ids=["HEAD", "close", "HTTP/1.0"],
)
def test_unusual_requests_are_the_servers_own(server, head, ending):
    """
    Without a body to send, or with a connection to close, uvicorn sends the answer itself.
    """
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        sock.sendall(head)
        answer = b""
        while not answer.endswith(ending):
            answer += sock.recv(65536)

    assert b"content-length: 11" in answer


def test_who_asks_to_be_told_to_continue_is_told(server):
    """
    The body is not looked at before the client was asked for it.
    """
    head = (
        b"POST /v1/x HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"
    )

    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        sock.sendall(head + b"Expect: 100-continue\r\n\r\n")
        told = sock.recv(65536)
        sock.sendall(b"{}")
        answer = sock.recv(65536)

    assert told.startswith(b"HTTP/1.1 100")
    assert answer.startswith(b"HTTP/1.1 200")


EVENTS = (Event(1.0, b"data: a\n\n"), Event(2.0, b""), Event(3.0, b"data: bc\n\n"))


async def stream(_request):
    """
    An answer of which each event is a send of its own.
    """
    return Stream(200, (("content-type", "text/event-stream"),), EVENTS)


def without_shortcut(app):
    """
    The same application, which has only what every server offers.
    """

    async def alone(scope, receive, send):
        del scope["state"][SHORTCUT]
        await app(scope, receive, send)

    return alone


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("end", ["HTTP/1.1\r\nConnection: close", "HTTP/1.0"])
def test_a_stream_has_the_bytes_that_uvicorn_gives_it(method, end):
    """
    Whichever way its events go, head and chunks are the same to the last byte.
    """
    app = App(PlainSpaces(stream, pace=RECORDED))
    asked = f"{method} /v1/x {end}\r\nHost: localhost\r\n\r\n".encode()

    with BackgroundServer(app) as ours, BackgroundServer(without_shortcut(app)) as plain:
        one, other = (_whole(server, asked) for server in (ours, plain))

    assert one == other
    assert one.endswith(b"a\r\ndata: bc\n\n\r\n0\r\n\r\n" if method == "GET" else b"\r\n\r\n")


def _whole(server, asked):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        sock.sendall(asked)
        return b"".join(iter(lambda: sock.recv(65536), b""))


@pytest.mark.parametrize("sizes", [[70_000], [1] * 300, [5, 70_000, 1, 70_000]], ids=str)
def test_a_body_is_the_same_however_it_is_cut(sizes):
    """
    Pieces that come at once or one by one are put together in their order.
    """

    async def app(_scope, receive, send):
        await answer_with(send, hashlib.sha256(await read(receive)).hexdigest().encode())

    pieces = [bytes([number % 256]) * size for number, size in enumerate(sizes)]
    head = b"POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n"
    framed = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)

    with BackgroundServer(app) as server:
        answer = say(server, [head + framed + b"0\r\n\r\n"])

    assert answer.endswith(hashlib.sha256(b"".join(pieces)).hexdigest().encode())
