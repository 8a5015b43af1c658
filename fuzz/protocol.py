"""
Bytes on a connection: whatever comes, an answer or a hang-up, and nothing raised.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

from uvicorn.config import Config
from uvicorn.server import ServerState

from fuzz.target import Target
from mockgemini.server.app import App
from mockgemini.server.bounded import BoundedProtocol
from mockgemini.spaces.emulation import synthesizer
from mockgemini.spaces.worlds import Replaying, replaying

_HOW = Replaying(on_miss="synthesize")
_APP = App(replaying({}, _HOW, lambda cassettes: synthesizer(cassettes, _HOW)))
_CONFIG = Config(
    _APP, ws="none", lifespan="off", interface="asgi3", log_config=None, proxy_headers=False
)
_CONFIG.load()
_LOOP = asyncio.new_event_loop()
_QUIET = logging.getLogger("fuzz.quiet")
_QUIET.addHandler(logging.NullHandler())
_QUIET.propagate = False
_TURNS = 30
_FINE = (b"1", b"2", b"3", b"4")
_FOUND: list[BaseException] = []


class _Log(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            _FOUND.append(record.exc_info[1])


_SERVER = logging.getLogger("mockgemini.server")
_SERVER.addHandler(_Log())
_SERVER.propagate = False


class _Wire(asyncio.Transport):
    """
    The other end of a connection, without one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.told = b""
        self._is_closing = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.told += bytes(data)

    def is_closing(self) -> bool:
        return self._is_closing

    def close(self) -> None:
        self._is_closing = True

    abort = close

    def pause_reading(self) -> None:
        """
        Whatever was sent is there already.
        """

    resume_reading = pause_reading


def check(data: bytes) -> None:
    """
    The first byte says in what pieces the rest comes.
    """
    size, rest = (1 + data[0] * 8, data[1:]) if data else (1, b"")
    _LOOP.run_until_complete(_talk([rest[at : at + size] for at in range(0, len(rest), size)]))
    if _FOUND:
        raise AssertionError("something failed in the server") from _FOUND.pop()


async def _talk(pieces: list[bytes]) -> None:
    state = ServerState()
    protocol = BoundedProtocol(_CONFIG, state, {}, _LOOP)
    protocol.logger, protocol.access_log = _QUIET, False
    wire = _Wire()
    protocol.connection_made(wire)
    for piece in pieces:
        if wire.is_closing():
            break
        protocol.data_received(piece)
        await asyncio.sleep(0)
    for _ in range(_TURNS):
        await asyncio.sleep(0)
    protocol.connection_lost(None)
    for task in tuple(state.tasks):
        task.cancel()
    if state.tasks:
        await asyncio.wait(state.tasks, timeout=5)
    assert not state.tasks, "a request goes on though its client left"
    assert not wire.told or wire.told.startswith(b"HTTP/1.1 "), wire.told
    assert wire.told[9:10] in _FINE or not wire.told, wire.told


def inputs() -> Iterator[bytes]:
    """
    Requests in the shapes of HTTP, right and wrong.
    """
    host = b"Host: localhost\r\nx-goog-api-key: k\r\n"
    body = b'{"model": "gemini-3.5-flash", "input": "Hi"}'
    post = b"POST /v1beta/interactions HTTP/1.1\r\n" + host
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    wholes = (
        b"GET /v1beta/files HTTP/1.1\r\n" + host + b"\r\n",
        b"GET /__mockgemini__/health HTTP/1.1\r\n" + host + b"\r\n",
        b"GET http://evil.example/v1/x HTTP/1.1\r\n" + host + b"\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\n" + host + b"\r\n",
        post + b"Content-Length: %d\r\n\r\n%b" % (len(body), body),
        post + b"Transfer-Encoding: chunked\r\n\r\n" + chunked,
        post + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
        post + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body),
        b"GET /s/a%00/v1/x HTTP/1.0\r\n" + host + b"\r\n",
        b"GET / HTTP/1.1\r\n" + host + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    )
    for whole in wholes:
        yield b"\xff" + whole
        yield b"\x03" + whole + wholes[0]


TARGET = Target("protocol", check, inputs)
