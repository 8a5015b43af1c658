"""
One socket, one ASGI application, uvicorn's HTTP protocols between them.

Without uvicorn's own server, which polls, logs, and takes a fifth of a second to stop.
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import socket
import struct
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from uvicorn.config import Config
from uvicorn.server import ServerState

from mockgemini.clock import RealClock
from mockgemini.errors import UsageError
from mockgemini.server.client import ABORT

if TYPE_CHECKING:
    from starlette.types import ASGIApp
    from uvicorn.protocols.http.h11_impl import H11Protocol
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


@runtime_checkable
class Closable(Protocol):
    """
    An application that wants to know when its server ends.
    """

    def release(self) -> None:
        """
        End what is held open, for the server waits for every answer's end.
        """

    async def close(self) -> None:
        """
        The last request is through.
        """


class Listener:
    """
    Serves an application on a bound socket, from `start` until `stop`, in the running event loop.
    """

    def __init__(self, app: ASGIApp, sock: socket.socket) -> None:
        self._app = app
        self._socket = sock
        self._state = ServerState()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """
        Take connections.
        """
        config = Config(
            self._app,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=_KEEP_ALIVE,
        )
        config.load()
        loop = asyncio.get_running_loop()
        kind = _protocol()

        def connect() -> asyncio.Protocol:
            # What stands here is in the scope of each of the connection's requests.
            state: dict[str, Any] = {}
            protocol = kind(config, self._state, state, loop)
            state[ABORT] = partial(_abort, protocol)
            # Set here, not by uvicorn's options: those would change the loggers of a whole process.
            protocol.logger = _silent
            protocol.access_log = False
            return protocol

        self._server = await loop.create_server(connect, sock=self._socket, backlog=_BACKLOG)

    async def stop(self, grace: float) -> None:
        """
        Take no more connections, let answers finish for `grace` seconds, then break them off.
        """
        if self._server is not None:
            self._server.close()
        self._socket.close()
        for connection in tuple(self._state.connections):
            connection.shutdown()
        if isinstance(self._app, Closable):
            self._app.release()
        if self._state.tasks:
            await asyncio.wait(self._state.tasks, timeout=grace)
        self.hurry()
        if self._state.tasks:
            await asyncio.wait(self._state.tasks, timeout=_LAST_WORDS)
        await self._hang_up()
        if isinstance(self._app, Closable):
            await self._app.close()

    def hurry(self) -> None:
        """
        Break off the answers that are still on their way.
        """
        for task in tuple(self._state.tasks):
            task.cancel()

    async def _hang_up(self) -> None:
        for connection in tuple(self._state.connections):
            connection.transport.abort()
        # Transports close in the loop's next turns; one that is left open would be warned about.
        for _ in range(_TURNS):
            if self._state.connections:
                await RealClock().sleep(0)


def _abort(protocol: HttpToolsProtocol | H11Protocol) -> None:
    """
    Reset a connection: what was not sent yet is lost.
    """
    sock: socket.socket | None = protocol.transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    protocol.transport.abort()


_BACKLOG = 2048
# On, for no seconds: closing sends RST instead of FIN. Windows has two shorts there.
_NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
_KEEP_ALIVE = 120  # seconds; longer than clients keep an idle connection, so none meets a dead one
_LAST_WORDS = 1.0
_TURNS = 100
_LAST_PORT = 65535

_silent = logging.getLogger("mockgemini.server.uvicorn")
_silent.addHandler(logging.NullHandler())
_silent.propagate = False


def _protocol() -> type[HttpToolsProtocol | H11Protocol]:
    if importlib.util.find_spec("httptools") is None:
        from uvicorn.protocols.http.h11_impl import H11Protocol  # noqa: PLC0415

        return H11Protocol
    from mockgemini.server.bounded import BoundedProtocol  # noqa: PLC0415

    return BoundedProtocol


def bind(host: str, port: int) -> socket.socket:
    """
    A socket that already takes connections; a UsageError where the address is not to be had.
    """
    if not 0 <= port <= _LAST_PORT:  # the system would take the number modulo 65536
        raise UsageError(f"--port takes a number from 0 to {_LAST_PORT}, not {port}")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        raise UsageError(
            f"--host takes the name or address of this machine, not {host!r}: {_why(error)}"
        ) from error
    sock = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would let two servers have the same port
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(_BACKLOG)
        sock.setblocking(False)
    except OSError as error:
        sock.close()
        raise UsageError(
            f"Port {port} of {host} is not to be had ({_why(error)}): "
            f"end what uses it, or take a free one with --port 0."
        ) from error
    return sock


def url(sock: socket.socket) -> str:
    """
    Where a client on this machine reaches a bound socket.
    """
    host, port = sock.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - told, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _why(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)
