"""
Whoever is not meant to be here, over real sockets: a clear refusal, and the server lives on.
"""

import contextlib
import socket

import pytest
from stages.driving import HELLO, PlainSpaces

from mockgemini.server import bounded
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer

HOST = b"Host: localhost\r\n"
GET = b"GET /v1/interactions/x HTTP/1.1\r\n"
POST = b"POST /v1/interactions HTTP/1.1\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


async def hear_out(request):
    """
    A responder that reads what it is told.
    """
    await request.body.whole()
    return HELLO


@pytest.fixture(scope="module")
def server():
    with BackgroundServer(App(PlainSpaces(hear_out))) as server:
        yield server


def talk(server, *pieces, timeout=5.0):
    """
    What comes back for these bytes until the server hangs up, or has given a whole answer.
    """
    told = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=timeout) as sock:
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                sock.sendall(piece)
        with contextlib.suppress(ConnectionError):
            while not is_whole(told) and (piece := sock.recv(65536)):
                told += piece
    return told


def is_whole(told):
    """
    Whether a head and the body that it announces are there.
    """
    head, end, body = told.partition(b"\r\n\r\n")
    _, found, rest = head.lower().partition(b"content-length: ")
    return bool(end and found) and len(body) >= int(rest.split(b"\r\n")[0])


def status(told):
    """
    The status that came back; None where nothing did.
    """
    return int(told[9:12]) if told.startswith(b"HTTP/1.1 ") else None


def assert_alive(server):
    """
    An ordinary request is answered as ever.
    """
    assert status(talk(server, GET + HOST + b"\r\n")) == 200


ODD = {
    "a negative length": POST + HOST + b"Content-Length: -5\r\n\r\nabcde",
    "a length with a sign": POST + HOST + b"Content-Length: +5\r\n\r\nabcde",
    "two lengths": POST + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    "one length twice": POST + HOST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
    "a length and chunks": POST + HOST + b"Content-Length: 5\r\n" + CHUNKED + b"0\r\n\r\n",
    "chunks that are not last": POST + HOST + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
    "an unknown coding": POST + HOST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a chunk of no number": POST + HOST + CHUNKED + b"zz\r\nabc\r\n",
    "a chunk beyond numbers": POST + HOST + CHUNKED + b"f" * 17 + b"\r\nabc\r\n",
    "NUL in a path": b"GET /v1/\0 HTTP/1.1\r\n" + HOST + b"\r\n",
    "NUL in a header": GET + HOST + b"x: a\0b\r\n\r\n",
    "bytes in a path": b"GET /v1/\xff HTTP/1.1\r\n" + HOST + b"\r\n",
    "a blank before the colon": GET + b"Host : localhost\r\n\r\n",
    "a folded header": GET + HOST + b"x: a\r\n b\r\n\r\n",
    "bare line feeds": (GET + HOST + b"\r\n").replace(b"\r\n", b"\n"),
    "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a path beyond all paths": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
}


@pytest.mark.parametrize("sent", ODD.values(), ids=ODD)
def test_what_no_sound_client_sends_is_refused(server, sent):
    """
    A request that could be read in two ways, or in none, gets a 400 and the end of its connection.
    """
    told = talk(server, sent)

    assert 400 == status(told)
    assert b"connection: close" in told
    assert_alive(server)


def test_nothing_is_smuggled_behind_a_refused_request(server):
    """
    What follows a request of two lengths is not taken for another request.
    """
    smuggled = b"0\r\n\r\nDELETE /s/victim HTTP/1.1\r\n" + HOST + b"\r\n"

    told = talk(server, POST + HOST + b"Content-Length: 5\r\n" + CHUNKED + smuggled)

    assert 1 == told.count(b"HTTP/1.1 ")


@pytest.mark.parametrize(
    "sent",
    [
        GET
        + HOST
        + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
        GET + HOST + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
        GET + HOST + b"x: \xff\xfe\r\n\r\n",
        b"GET /v1/interactions/%ff%00 HTTP/1.1\r\n" + HOST + b"\r\n",
        GET + HOST + b"".join(b"x-%d: y\r\n" % number for number in range(5_000)) + b"\r\n",
    ],
    ids=["websocket", "h2c", "bytes in a header", "bytes in a path", "thousands of headers"],
)
def test_what_is_merely_odd_is_answered(server, sent):
    """
    An upgrade that is not offered, and bytes that are no text, are a request like any other.
    """
    assert 200 == status(talk(server, sent))
    assert_alive(server)


ENDLESS = {
    "a head": (GET, b"x: " + b"a" * 65_000 + b"\r\n"),
    "one header": (GET + b"x: ", b"a" * 65_000),
    "a path": (b"GET /", b"a" * 65_000),
    "trailers": (POST + HOST + CHUNKED + b"1\r\na\r\n0\r\n", b"x: " + b"a" * 65_000 + b"\r\n"),
    "a trailer": (POST + HOST + CHUNKED + b"0\r\nx: ", b"a" * 65_000),
    "a chunk's extension": (POST + HOST + CHUNKED + b"1;", b"a" * 65_000),
}


@pytest.mark.parametrize(("start", "more"), ENDLESS.values(), ids=ENDLESS)
def test_what_has_no_end_is_ended(server, start, more):
    """
    Beside bodies, which wait on disk, nothing may grow for ever; not even behind a body.
    """
    told = talk(server, start, *[more] * 100)

    assert status(told) in (None, 400)
    assert_alive(server)


def test_a_long_body_is_no_endless_head(server):
    """
    A body of many megabytes, in one chunk or several, is within all bounds.
    """
    piece = b"a" * 1_000_000
    chunk = b"%x\r\n" % len(piece) + piece + b"\r\n"

    one = talk(server, POST + HOST + b"Content-Length: 4000000\r\n\r\n", *[piece] * 4)
    several = talk(server, POST + HOST + CHUNKED, *[chunk] * 4, b"0\r\nx: y\r\n\r\n")

    assert [200, 200] == [status(one), status(several)]


def test_a_trailer_is_no_header(server):
    """
    What comes behind a body says nothing about who sends it, now or next time.
    """
    body = CHUNKED + b"0\r\nOrigin: https://evil.example\r\n\r\n"
    like_it = b"Transfer-Encoding: chunked\r\nOrigin: https://evil.example\r\n\r\n0\r\n\r\n"
    reset = b"POST /__mockgemini__/reset HTTP/1.1\r\n" + HOST

    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        sock.sendall(reset + body)
        first = sock.recv(65536)
        sock.sendall(reset + like_it)
        second = sock.recv(65536)

    assert [200, 403] == [status(first), status(second)]


def test_a_head_keeps_its_headers_while_others_are_answered(server):
    """
    A request that begins behind two others is judged by all its headers, whenever they come.
    """
    begun = b"POST /__mockgemini__/reset HTTP/1.1\r\n" + HOST
    ended = b"Origin: https://evil.example\r\nContent-Length: 0\r\n\r\n"

    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        sock.sendall((GET + HOST + b"\r\n") * 2 + begun)
        told = b""
        while told.count(b'{"hello":1}') < 2:
            told += sock.recv(65536)
        sock.sendall(ended)

        assert 403 == status(sock.recv(65536))


@pytest.mark.parametrize("sent", [b"", b"GET", GET + b"Hos", GET + HOST + b"\r\n" + GET])
def test_a_head_that_does_not_come_is_not_waited_for(sent, monkeypatch):
    """
    A client that stands still within a head, or before it, is hung up on in the end.
    """
    monkeypatch.setattr(bounded, "HEAD_WITHIN", 0.05)
    monkeypatch.setattr(bounded, "_LAST_CHANCE", 0.05)
    answers = sent.count(b"\r\n\r\n")

    with (
        BackgroundServer(App(PlainSpaces())) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock,
    ):
        sock.sendall(sent)
        told = b""
        while piece := sock.recv(65536):
            told += piece

    assert answers == told.count(b"HTTP/1.1 200")


def test_a_body_may_take_its_time(monkeypatch):
    """
    Once a head is whole nobody is hurried: its client may be stopped in a debugger.
    """
    monkeypatch.setattr(bounded, "HEAD_WITHIN", 0.02)
    monkeypatch.setattr(bounded, "_LAST_CHANCE", 0.02)

    with (
        BackgroundServer(App(PlainSpaces(hear_out))) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock,
    ):
        sock.sendall(POST + HOST + b"Content-Length: 2\r\n\r\n{")
        sock.settimeout(0.2)
        with pytest.raises(TimeoutError):
            sock.recv(1)
        sock.sendall(b"}")

        assert sock.recv(65536).startswith(b"HTTP/1.1 200")


def test_half_requests_do_not_keep_others_out(server):
    """
    Hundreds of connections that say nothing more leave room for those that do.
    """
    with contextlib.ExitStack() as stack:
        for _ in range(300):
            sock = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            sock.sendall(GET)

        assert_alive(server)


@pytest.mark.parametrize("first", [b"localhost", b"evil.example"])
def test_of_two_hosts_none_is_believed(server, first):
    """
    Who names two hosts is refused, whichever comes first.
    """
    hosts = b"Host: " + first + b"\r\nHost: evil.example\r\n"

    assert 403 == status(talk(server, GET + hosts + b"\r\n"))


def test_posts_that_steer_are_bounded(server):
    """
    A script or faults of many megabytes are refused before they are whole.
    """
    head = b"POST /__mockgemini__/faults HTTP/1.1\r\n" + HOST + b"Content-Length: 50000000\r\n\r\n"

    told = talk(server, head, *[b"a" * 1_000_000] * 6)

    assert 422 == status(told)
    assert b"4 MiB" in told
    assert_alive(server)
