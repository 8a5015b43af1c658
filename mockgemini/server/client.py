"""
The far end of one request, as ASGI shows it: a body comes in, an answer goes out, or it leaves.

Knows nothing of spaces, paths and kinds of answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import TYPE_CHECKING, Protocol, TypeAlias

from mockgemini.exchange import Body, Payload
from mockgemini.server.heads import Encoded, Head

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


ABORT = "mockgemini.abort"
"""The key of the ASGI scope's state under which a request finds how to reset its connection."""

WRITE = "mockgemini.write"
"""The same for how to write a whole answer, head and all, past the server."""

Write: TypeAlias = Callable[[bytes], bool]
"""False where it may not be done so, and nothing was written."""


class ClientLeft(Exception):  # noqa: N818 - an event, not an error: nobody is there to be told
    """
    The client closed the connection before its request was whole.
    """


class Watched(Protocol):
    """
    Whoever wants to know how many bytes of a body went out.
    """

    bytes_sent: int


class Client:
    """
    Whoever sent the request. `has_head` turns true when the head of an answer is on its way.

    `watched` learns how much of an answer is, where that goes out piece by piece.
    """

    __slots__ = ("_abort", "_receive", "_send", "_was_heard", "_write", "has_head", "watched")

    def __init__(
        self,
        receive: Receive,
        send: Send,
        abort: Callable[[], None] | None = None,
        write: Write | None = None,
    ) -> None:
        self._receive = receive
        self._send = send
        self._abort = abort
        self._write = write
        self._was_heard: asyncio.Event | None = None
        self.has_head = False
        self.watched: Watched | None = None

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

    async def head(self, status: int, headers: Encoded) -> None:
        """
        Send status and headers.
        """
        self.has_head = True
        if self.watched is not None:
            self.watched.bytes_sent = 0
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def send(self, chunk: bytes) -> None:
        """
        Send some of the body; more will follow.
        """
        if self.watched is not None:
            self.watched.bytes_sent += len(chunk)
        await self._send({"type": "http.response.body", "body": chunk, "more_body": True})

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
        # One write costs the server half of what ASGI's two messages do.
        if (
            self._write is None or (answer := head.whole(body)) is None or not self._write(answer)
        ):
            send, start = self._send, "http.response.start"
            await send({"type": start, "status": head.status, "headers": head.headers})
            await send({"type": "http.response.body", "body": body})
        return True

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
        working = asyncio.ensure_future(work)
        leaving = asyncio.ensure_future(self._leave())
        try:
            await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            working.cancel()
            await asyncio.wait({working, leaving})
        if working.cancelled():
            return False
        working.result()
        return True

    async def _leave(self) -> None:
        # As long as somebody reads the body, that reader is the one who sees the client leave.
        if self._was_heard is not None:
            await self._was_heard.wait()
        await self._gone()

    async def _gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass


