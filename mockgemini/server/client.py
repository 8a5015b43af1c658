"""
The far end of one request, as ASGI shows it: a body comes in, an answer goes out, or it leaves.

Knows nothing of spaces, paths and kinds of answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator
from typing import TYPE_CHECKING, Protocol

from mockgemini.exchange import Body, Payload
from mockgemini.server.heads import Head

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


ABORT = "mockgemini.abort"
"""The key of the ASGI scope's state under which a request finds how to reset its connection."""

SHORTCUT = "mockgemini.shortcut"
"""The same for a Shortcut."""


class Shortcut(Protocol):
    """
    What our own server offers beside ASGI's messages, which take longer than all of replay.
    """

    def body(self) -> bytes | None:
        """
        The request's whole body, None where it is to be received.
        """

    def write(self, answer: bytes) -> bool:
        """
        Write a whole answer, head and all; False where it is to be sent, and nothing was written.
        """

    def write_chunk(self, chunk: bytes) -> bool:
        """
        The same for some of a body whose head was sent, and of which more will follow.
        """


class ClientLeft(Exception):  # noqa: N818 - an event, not an error: nobody is there to be told
    """
    The client closed the connection before its request was whole.
    """


class Watched(Protocol):
    """
    Whoever wants to know how many bytes of a body went out.
    """

    bytes_sent: int


class _Done:
    """
    What there is to await of something that is done already.
    """

    def __await__(self) -> Generator[None, None, None]:
        yield from ()


_DONE = _Done()


class Client:
    """
    Whoever sent the request. `has_head` turns true when the head of an answer is on its way.

    `watched` learns how much of an answer is, where that goes out piece by piece.
    """

    __slots__ = ("_abort", "_receive", "_send", "_shortcut", "_was_heard", "has_head", "watched")

    def __init__(
        self,
        receive: Receive,
        send: Send,
        abort: Callable[[], None] | None = None,
        shortcut: Shortcut | None = None,
    ) -> None:
        self._receive = receive
        self._send = send
        self._abort = abort
        self._shortcut = shortcut
        self._was_heard: asyncio.Event | None = None
        self.has_head = False
        self.watched: Watched | None = None

    def body_at_once(self) -> Body | None:
        """
        The request's body, where all of it is here already, and that is known without `body`.
        """
        if self._shortcut is None or (data := self._shortcut.body()) is None:
            return None
        return Body(None, Payload(data))

    async def body(self) -> Body:
        """
        The request's body: whole, if all of it came with the head, else still to be read.
        """
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        chunk: bytes = message.get("body", b"")
        if not message.get("more_body", False):
            return Body(None, Payload(chunk))
        self._was_heard = asyncio.Event()
        return Body(self._chunks(chunk, self._was_heard))

    async def _chunks(self, first: bytes, was_heard: asyncio.Event) -> AsyncIterator[bytes]:
        if first:
            yield first
        more = True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise ClientLeft
            if chunk := message.get("body", b""):
                yield chunk
            more = message.get("more_body", False)
        was_heard.set()

    async def head(self, head: Head) -> None:
        """
        Send status and headers.
        """
        self.has_head = True
        if self.watched is not None:
            self.watched.bytes_sent = 0
        start = "http.response.start"
        await self._send({"type": start, "status": head.status, "headers": head.headers})

    def send(self, chunk: bytes) -> Awaitable[None]:
        """
        Send some of the body; more will follow.
        """
        if self.watched is not None:
            self.watched.bytes_sent += len(chunk)
        if self._shortcut is not None and self._shortcut.write_chunk(chunk):
            return _DONE
        return self._send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def end(self, chunk: bytes = b"") -> None:
        """
        Send the last of the body.
        """
        await self._send({"type": "http.response.body", "body": chunk})

    async def say(self, head: Head, body: bytes) -> bool:
        """
        Send a whole answer; True, for nothing is left of it.
        """
        self.has_head = True
        if self._shortcut is None or not self._at_once(self._shortcut, head, body):
            send, start = self._send, "http.response.start"
            await send({"type": start, "status": head.status, "headers": head.headers})
            await send({"type": "http.response.body", "body": body})
        return True

    @staticmethod
    def _at_once(shortcut: Shortcut, head: Head, body: bytes) -> bool:
        answer = head.whole(body)
        return answer is not None and shortcut.write(answer)

    async def reset(self) -> None:
        """
        Reset the connection, whatever was sent before; nothing can be sent any more.
        """
        self.has_head = True
        if self._abort is not None:
            self._abort()
            await self._gone()

    async def hand_to(self, app: ASGIApp, scope: Scope) -> None:
        """
        Let another ASGI application answer.
        """
        await app(scope, self._receive, self._forward)

    async def _forward(self, message: Message) -> None:
        self.has_head = True
        await self._send(message)

    async def attend(self, work: Coroutine[None, None, None]) -> bool:
        """
        Do what takes its time; stop, and give False, as soon as the client leaves.
        """
        # A task of its own: the fewer wait for what waits again and again, the sooner it is woken.
        working = asyncio.ensure_future(work)
        leaving = asyncio.ensure_future(self._leave())
        leaving.add_done_callback(lambda _: working.cancel())
        try:
            await working
        except asyncio.CancelledError:
            if leaving.done():
                return False
            raise
        finally:
            leaving.cancel()
        return True

    async def _leave(self) -> None:
        # As long as somebody reads the body, that reader is the one who sees the client leave.
        if self._was_heard is not None:
            await self._was_heard.wait()
        await self._gone()

    async def _gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
