import socket

import pytest
from driving import PlainSpaces

from mockgemini.server.app import App
from mockgemini.server.bounded import LARGEST_HEAD
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
