import asyncio
import importlib.util
import socket
import sys
from contextlib import suppress

import pytest
from stages.driving import HELLO, PlainSpaces

from mockgemini.errors import UsageError
from mockgemini.exchange import Faulty, Piece
from mockgemini.server.app import App
from mockgemini.server.listening import Listener, bind, url


def test_a_bound_socket_takes_connections_at_once():
    """
    Whoever is told the port may connect, though nobody serves yet.
    """
    sock = bind("127.0.0.1", 0)

    with socket.create_connection(sock.getsockname(), timeout=1):
        pass

    sock.close()


def test_a_taken_port_is_told_with_the_cure():
    """
    The sentence names the port and `--port 0`.
    """
    sock = bind("127.0.0.1", 0)
    port = sock.getsockname()[1]

    with pytest.raises(UsageError, match=rf"Port {port} .*--port 0"):
        bind("127.0.0.1", port)

    sock.close()


@pytest.mark.parametrize("host", ["no such host", "a" * 70, "256.0.0.1"])
def test_a_bad_host_is_quoted(host):
    """
    What is no address of this machine is told as such.
    """
    with pytest.raises(UsageError, match=r"--host|is not to be had"):
        bind(host, 0)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_beyond_all_ports_is_misuse(port):
    """
    Numbers that are no ports end in a sentence too.
    """
    with pytest.raises(UsageError):
        bind("127.0.0.1", port)


class Named:
    """
    What has an address.
    """

    def __init__(self, *address):
        self._address = address

    def getsockname(self):
        return self._address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (("127.0.0.1", 1), "http://127.0.0.1:1"),
        (("0.0.0.0", 1), "http://127.0.0.1:1"),  # noqa: S104 - a name, not bound
        (("::", 1, 0, 0), "http://[::1]:1"),
        (("::1", 1, 0, 0), "http://[::1]:1"),
        (("10.0.0.1", 1), "http://10.0.0.1:1"),
    ],
)
def test_the_url_is_one_that_can_be_called(address, expected):
    """
    A socket on all addresses is told by the loopback's.
    """
    assert expected == url(Named(*address))


@pytest.mark.parametrize("has_httptools", [True, False], ids=["httptools", "h11"])
def test_any_of_the_two_parsers_will_do(has_httptools, monkeypatch):
    """
    Without httptools the slower parser serves the same.
    """
    if not has_httptools:
        monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
        pytest.importorskip("h11")
    told = asyncio.run(_ask_once())

    assert told.startswith(b"HTTP/1.1 200")
    assert b"server:" not in told.lower()
    assert b"date:" not in told.lower()


async def _ask_once(respond=None):
    sock = bind("127.0.0.1", 0)
    listener = Listener(App(PlainSpaces(respond)), sock)
    await listener.start()
    reader, writer = await asyncio.open_connection(*sock.getsockname())
    writer.write(b"GET /v1/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    try:
        return await reader.read()
    finally:
        writer.close()
        with suppress(ConnectionResetError):
            await writer.wait_closed()
        await listener.stop(0.1)


def test_stopping_what_never_began_frees_its_port():
    """
    A listener that was not started gives its socket back.
    """
    sock = bind("127.0.0.1", 0)

    asyncio.run(Listener(App(PlainSpaces()), sock).stop(0.1))

    assert -1 == sock.fileno()


def test_other_platforms_do_not_share_ports(monkeypatch):
    """
    Where reusing an address would let two servers have the same port, it is not asked for.
    """
    monkeypatch.setattr(sys, "platform", "win32")
    sock = bind("127.0.0.1", 0)

    assert 0 == sock.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)

    sock.close()


@pytest.mark.parametrize("has_httptools", [True, False], ids=["httptools", "h11"])
@pytest.mark.parametrize("pieces", [(), (Piece(0.0, b"a"),)], ids=["at once", "half way"])
def test_a_connection_can_be_reset(has_httptools, pieces, monkeypatch):
    """
    The client sees a reset, not an end, and other connections go on.
    """
    if not has_httptools:
        monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
        pytest.importorskip("h11")
    answers = [Faulty(200, pieces=pieces, ending="reset"), HELLO]

    async def respond(_request):
        return answers.pop(0)

    with pytest.raises(ConnectionResetError):
        asyncio.run(_ask_once(respond))
    assert asyncio.run(_ask_once(respond)).startswith(b"HTTP/1.1 200")
