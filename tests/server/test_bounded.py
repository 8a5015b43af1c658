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
