"""
Answers onto the wire, when they are due: at once, as recorded, or by a factor of that.

Stops when the client leaves. Where answers come from is not known here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from mockgemini.clock import Clock
from mockgemini.exchange import Answer, Event, Faulty, Live, Reply, Stream
from mockgemini.server.client import Client
from mockgemini.server.heads import Head, Heads, encode, passed


@dataclass(slots=True)
class Schedule:
    """
    When things are due: `factor` times the recorded seconds after `start`, a moment of the clock.
    """

    # Not frozen, as one is made for every request, and a frozen one takes five times as long.
    clock: Final[Clock]
    factor: Final[float]
    start: Final[float]

    def due(self, seconds: float) -> float:
        """
        The clock's moment for recorded seconds since the request.
        """
        return self.start + seconds * self.factor

    async def wait(self, seconds: float) -> float:
        """
        Wait until that is due; gives the moment it has become, never one before.
        """
        due, now = self.due(seconds), self.clock.now()
        if due <= now:
            return now
        await self.clock.sleep(due - now)
        return max(due, self.clock.now())


class Delivery:
    """
    Sends answers. One for all requests of a server, because `release` ends what they hold open.
    """

    def __init__(self) -> None:
        self._head = Heads().of
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_released = asyncio.Event()

    def release(self) -> None:
        """
        End the streams that are held open in this event loop; none is held there any more.
        """
        self._release().set()

    def deliver(self, answer: Answer, client: Client, schedule: Schedule) -> Awaitable[bool]:
        """
        Send an answer; False if the client was seen to leave before its end.

        What is cut off is left unfinished: the server then closes the connection uncleanly.
        """
        if isinstance(answer, Reply):
            if schedule.factor:
                return self._timely(answer, client, schedule)
            return self._reply(answer, client)
        if isinstance(answer, Live):
            return _live(answer, client)
        if isinstance(answer, Faulty):
            return self._faulty(answer, client, schedule)
        if schedule.factor or answer.cut is not None:
            return client.attend(self._stream(answer, client, schedule))
        return client.say(self._head(answer.status, answer.headers, None), answer.body)

    async def _timely(self, answer: Reply, client: Client, schedule: Schedule) -> bool:
        if not await client.attend(_until(schedule, answer.took)):
            return False
        return await self._reply(answer, client)

    def _reply(self, answer: Reply, client: Client) -> Awaitable[bool]:
        if answer.body.path is not None:
            return self._file(answer, client)
        data = answer.body.read()
        return client.say(self._head(answer.status, answer.headers, len(data)), data)

    async def _file(self, answer: Reply, client: Client) -> bool:
        await client.head(self._head(answer.status, answer.headers, answer.body.size))
        for piece in answer.body.pieces():
            await client.send(piece)
        await client.end()
        return True

    async def _stream(self, answer: Stream, client: Client, schedule: Schedule) -> None:
        if schedule.factor:
            await schedule.wait(answer.head)
            await client.head(self._head(answer.status, answer.headers, None))
            await _events(answer.events, client, schedule)
        else:
            await client.head(self._head(answer.status, answer.headers, None))
            await client.send(answer.body)
        if answer.cut is None:
            await client.end()
        elif answer.cut in _HELD:
            await self._release().wait()

    async def _faulty(self, answer: Faulty, client: Client, schedule: Schedule) -> bool:
        if not await client.attend(self._pieces(answer, client, schedule)):
            return False
        if answer.ending == "reset":
            await client.reset()
        return True

    async def _pieces(self, answer: Faulty, client: Client, schedule: Schedule) -> None:
        if answer.ending == "reset" and not answer.pieces:
            return
        if schedule.factor:
            await schedule.wait(answer.head)
        await client.head(self._head(answer.status, answer.headers, answer.length))
        for piece in answer.pieces:
            if schedule.factor:
                await schedule.wait(piece.at)
            if piece.wait is not None:
                await self._unless_released(piece.wait(schedule.clock))
            if piece.data:
                await client.send(piece.data)
        if answer.ending == "whole":
            await client.end()
        elif answer.ending == "held":
            await self._release().wait()

    async def _unless_released(self, work: Awaitable[None]) -> None:
        waits = {asyncio.ensure_future(work), asyncio.ensure_future(self._release().wait())}
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
            await asyncio.wait(waits)

    def _release(self) -> asyncio.Event:
        # A server that is started again runs in another loop, and holds streams open anew.
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._is_released = loop, asyncio.Event()
        return self._is_released


_HELD = frozenset({"client", "timeout"})


async def _until(schedule: Schedule, seconds: float) -> None:
    await schedule.wait(seconds)


async def _events(events: tuple[Event, ...], client: Client, schedule: Schedule) -> None:
    now = schedule.clock.now()
    # A send costs the server much more than a byte, so whatever is due goes in one.
    due: list[bytes] = []
    for event in events:
        if schedule.due(event.at) > now:
            if due:
                await client.send(b"".join(due))
                due.clear()
            now = await schedule.wait(event.at)
        due.append(event.raw)
    if due:
        await client.send(b"".join(due))


async def _live(answer: Live, client: Client) -> bool:
    if answer.body is not None:
        if client.watched is not None:
            client.watched.bytes_sent = len(answer.body)
        return await client.say(passed(answer.status, answer.headers), answer.body)
    try:
        return await client.attend(_pass(answer, client))
    finally:
        if isinstance(answer.chunks, _Closable):
            await answer.chunks.aclose()


async def _pass(answer: Live, client: Client) -> None:
    await client.head(Head(answer.status, encode(answer.headers)))
    async for chunk in answer.chunks:
        await client.send(chunk)
    await client.end()


@runtime_checkable
class _Closable(Protocol):
    async def aclose(self) -> None: ...
