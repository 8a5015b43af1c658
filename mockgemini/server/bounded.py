"""
uvicorn's fast HTTP protocol with bounds on what it collects beside bodies, and on how long a head
may take; and with a way to write a whole answer at once.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from mockgemini.server.client import SHORTCUT

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application

# Called for every request, and quicker so than by `super`.
_received = HttpToolsProtocol.data_received
_body = HttpToolsProtocol.on_body

LARGEST_HEAD = 256 * 1024
"""Bytes; a head of one read may be a little larger. What frames a body counts like a head."""

HEAD_WITHIN = 60.0
"""Seconds until a head is whole; a client that stands still in a debugger has sent all or none."""

_LAST_CHANCE = 1.0


class BoundedProtocol(HttpToolsProtocol):
    """
    Answers 400 and hangs up when a request's head, or what stands around its body, does not end;
    and hangs up on a client that does not come to the end of its head.
    """

    _head = 0
    _has_moved = False
    _alarm: asyncio.TimerHandle | None = None
    _look: asyncio.TimerHandle
    _idle_since: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """
        A client is there, and is expected to say something.
        """
        super().connection_made(transport)
        self._alarm = self.loop.call_later(HEAD_WITHIN, self._warn)
        self._look_in(self.timeout_keep_alive)

    def connection_lost(self, exc: Exception | None) -> None:
        """
        Nothing more will come.
        """
        self._calm()
        self._look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """
        Parse what came; the application is called as soon as a head is whole.
        """
        self._idle_since = None
        _received(self, data)
        # uvicorn enters the path when the head is whole.
        is_in_head = self.scope is None or "path" not in self.scope
        if is_in_head == (self._alarm is None):
            self._watch(is_in_head=is_in_head)
        if self._has_moved:
            self._head, self._has_moved = 0, False
            return
        self._head += len(data)
        if self._head > LARGEST_HEAD and not self.transport.is_closing():
            self._refuse(is_in_head=is_in_head)

    def on_body(self, body: bytes) -> None:
        """
        Some of a body has come: what came before was no endless frame around it.
        """
        self._has_moved = True
        cycle = self.cycle
        held: bytes | bytearray = cycle.body
        if not held:
            # What is added to no bytes is not copied; to an array it is, and a large body twice.
            cycle.body = b""  # type: ignore[assignment]
        elif isinstance(held, bytes):
            cycle.body = bytearray(held)
        _body(self, body)

    def on_response_complete(self) -> None:
        """
        An answer is out, and the connection is kept for a while, for the next request.
        """
        # As uvicorn does it, but for the timer: to set one and take it back takes a twentieth of a
        # request, so one looks now and then how long the connection has been idle.
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        else:
            self._idle_since = self.loop.time()

    def _look_in(self, seconds: float) -> None:
        self._look = self.loop.call_later(seconds, self._look_now)

    def _look_now(self) -> None:
        left = float(self.timeout_keep_alive)
        if self._idle_since is not None:
            left -= self.loop.time() - self._idle_since
        if left <= 0:
            self.timeout_keep_alive_handler()
        else:
            self._look_in(left)

    def _refuse(self, *, is_in_head: bool) -> None:
        cycle = self.cycle
        is_next = cycle is None or (is_in_head and cycle.response_complete)
        if is_next or (not is_in_head and not cycle.response_started):
            self.send_400_response("The request's head is too large.")
        else:
            self.transport.close()

    def _watch(self, *, is_in_head: bool) -> None:
        self._calm()
        if is_in_head:
            self._alarm = self.loop.call_later(HEAD_WITHIN, self._warn)

    def _warn(self) -> None:
        # Had the whole process stood still, what came meanwhile is to be read first.
        self._alarm = self.loop.call_later(_LAST_CHANCE, self._hang_up)

    def _hang_up(self) -> None:
        self._alarm = None
        self.transport.close()

    def _calm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._has_moved = True
        if cycle.scope is self.scope:
            # A trailer is no header; uvicorn would add it to those that are being looked at.
            self.headers = []
        # A uvicorn that does not call this is merely slower: all goes by ASGI's messages then.
        cycle.scope["state"][SHORTCUT] = _Direct(cycle)
        super()._start_asgi_task(cycle, app)


class _Direct:
    """
    Past `receive` and `send`, for ordinary requests: one system call where `send` takes two.
    """

    __slots__ = ("_cycle",)

    def __init__(self, cycle: RequestResponseCycle) -> None:
        self._cycle = cycle

    def body(self) -> bytes | None:
        cycle = self._cycle
        if cycle.more_body or cycle.disconnected or cycle.waiting_for_100_continue:
            return None
        body, cycle.body = cycle.body, bytearray()
        cycle.message_event.clear()
        return bytes(body)

    def write(self, answer: bytes) -> bool:
        cycle = self._cycle
        if (
            cycle.response_started
            or cycle.disconnected
            or not cycle.keep_alive
            or cycle.flow.write_paused
            or cycle.waiting_for_100_continue
            or cycle.default_headers
            or cycle.scope["method"] == "HEAD"
        ):
            return False
        cycle.response_started = cycle.response_complete = True
        cycle.transport.write(answer)
        cycle.message_event.set()
        cycle.on_response()
        return True

    def write_chunk(self, chunk: bytes) -> bool:
        cycle = self._cycle
        if (
            not chunk
            or not cycle.chunked_encoding
            or cycle.response_complete
            or cycle.disconnected
            or cycle.flow.write_paused
            or cycle.scope["method"] == "HEAD"
        ):
            return False
        cycle.transport.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        return True
