"""
uvicorn's fast HTTP protocol with a bound on what it collects before a request's head is whole, and
with a way to write a whole answer at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from mockgemini.server.client import SHORTCUT

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application

_received = HttpToolsProtocol.data_received

LARGEST_HEAD = 256 * 1024
"""Bytes; a head of one read may be a little larger."""


class BoundedProtocol(HttpToolsProtocol):
    """
    Answers 400 and hangs up when a request's head does not end.
    """

    _head = 0

    def data_received(self, data: bytes) -> None:
        """
        Parse what came; the application is called as soon as a head is whole.
        """
        _received(self, data)
        # uvicorn enters the path when the head is whole.
        if self.scope is None or "path" in self.scope:
            self._head = 0
            return
        self._head += len(data)
        if self._head > LARGEST_HEAD and not self.transport.is_closing():
            self.send_400_response("The request's head is too large.")

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
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
