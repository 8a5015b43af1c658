"""
A server that runs: in a thread behind a test, or in the foreground behind a command.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib.util
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeVar

from mockgemini.server.listening import Listener, bind, url

if TYPE_CHECKING:
    import socket
    from types import FrameType, TracebackType

    from starlette.types import ASGIApp

_T = TypeVar("_T")

_NEW_OBJECTS = 50_000
"""So many more than before are there when the collector looks at them; Python's own is 700."""

THREAD = "mockgemini-server"
"""The name of the thread of each server behind a test."""

BACKGROUND_GRACE = 0.5
FOREGROUND_GRACE = 5.0
"""Seconds that unfinished answers are given when the server ends."""


class BackgroundServer:
    """
    A server in a thread of its own, for use from code that is not async.

    `port` 0 takes a free one. May be started once. As a context manager it starts and stops.
    """

    def __init__(
        self,
        app: ASGIApp,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        grace: float = BACKGROUND_GRACE,
    ) -> None:
        self._app = app
        self._address = (host, port)
        self._grace = grace
        self._url = ""
        self._thread: threading.Thread | None = None
        self._inside: _Inside | None = None
        self._error: BaseException | None = None

    @property
    def url(self) -> str:
        """
        Where it listens, as `http://127.0.0.1:8765`; empty before it was started.
        """
        return self._url

    @property
    def port(self) -> int:
        """
        The port it listens on.
        """
        return int(self._url.rpartition(":")[2])

    def start(self) -> None:
        """
        Listen; a UsageError where the port is taken. Returns when connections are taken.
        """
        sock = bind(*self._address)
        self._url = url(sock)
        is_up = threading.Event()
        self._thread = threading.Thread(
            target=self._work, args=(sock, is_up), name=THREAD, daemon=True
        )
        self._thread.start()
        is_up.wait()
        self._complain()

    def stop(self) -> None:
        """
        End it, with its connections and spaces; raises what closing them raised. Twice is as once.
        """
        thread, self._thread = self._thread, None
        if thread is None:
            return
        if self._inside is not None:
            self._inside.loop.call_soon_threadsafe(self._inside.ending.set)
        thread.join()
        self._inside = None
        self._complain()

    def run(self, work: Coroutine[None, None, _T]) -> _T:
        """
        Do something in the server's own event loop and wait for it; only while it runs.
        """
        if self._inside is None:
            work.close()
            raise AssertionError("the server is not running: start() it first")
        return asyncio.run_coroutine_threadsafe(work, self._inside.loop).result()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _work(self, sock: socket.socket, is_up: threading.Event) -> None:
        try:
            with asyncio.Runner(loop_factory=_loop_factory()) as runner:
                runner.run(self._serve(sock, is_up))
        except BaseException as error:  # noqa: BLE001 - it is raised where the server is used
            self._error = error
        finally:
            is_up.set()

    async def _serve(self, sock: socket.socket, is_up: threading.Event) -> None:
        listener = Listener(self._app, sock)
        inside = _Inside(asyncio.get_running_loop(), asyncio.Event())
        try:
            await listener.start()
            self._inside = inside
            is_up.set()
            await inside.ending.wait()
        finally:
            await listener.stop(self._grace)

    def _complain(self) -> None:
        error, self._error = self._error, None
        if error is not None:
            raise error


@dataclass(frozen=True, slots=True)
class _Inside:
    """
    What other threads need of the server's.
    """

    loop: asyncio.AbstractEventLoop
    ending: asyncio.Event


def serve(app: ASGIApp, host: str, port: int, ready: Callable[[str], None]) -> None:
    """
    Serve until SIGINT, SIGTERM or Ctrl-Break; prints nothing.

    `ready` is told the URL when connections are taken. Unfinished answers get five seconds; a
    second signal breaks them off. A UsageError where the port is taken.
    """
    sock = bind(host, port)
    _collect_seldom()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve_until_told(app, sock, ready))


def _collect_seldom() -> None:
    """
    Spare the garbage collector what lives as long as this process, and most of its rounds.

    Requests leave no cycles behind, and looking for them was a tenth of what one cost.
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


async def _serve_until_told(
    app: ASGIApp, sock: socket.socket, ready: Callable[[str], None]
) -> None:
    listener = Listener(app, sock)
    ending = asyncio.Event()

    def end() -> None:
        if ending.is_set():
            listener.hurry()
        ending.set()

    with _signals(end):
        await listener.start()
        try:
            ready(url(sock))
            await ending.wait()
        finally:
            await listener.stop(FOREGROUND_GRACE)


@contextlib.contextmanager
def _signals(end: Callable[[], None]) -> Iterator[None]:
    """
    Have `end` called in the running loop when a signal asks this process to stop.
    """
    loop = asyncio.get_running_loop()

    def caught(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end)

    before = {number: signal.signal(number, caught) for number in _signal_numbers()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _signal_numbers() -> list[signal.Signals]:
    names = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last is Windows's Ctrl-Break
    return [signal.Signals[name] for name in names if name in signal.Signals.__members__]


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if importlib.util.find_spec("uvloop") is None:
        return None
    import uvloop  # noqa: PLC0415

    return uvloop.new_event_loop
