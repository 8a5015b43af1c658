"""
The responder that asks the real API: what comes back passes through at once, and a copy is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

from mockgemini.clock import Clock, RealClock
from mockgemini.errors import UpstreamError
from mockgemini.exchange import Exchange, Live, Request
from mockgemini.record.addresses import rebuilt, relative
from mockgemini.record.credential import Credential
from mockgemini.record.passing import Passing
from mockgemini.record.recording import ExchangeRecording, Terms
from mockgemini.record.upstream import Upstream, UpstreamAnswer

DRAIN_FOR = 60.0
"""Seconds that an answer is read on after its client left."""

DRAIN_SIZE = 64 * 1024 * 1024
"""Bytes that are read on at most."""

CLOSE_WITHIN = 5.0


class Recorder:
    """
    Asks `upstream`, and hands `keep` every exchange as soon as its answer has ended.

    Requests that carry one of `dummy_keys` go out with `key`, if there is one; no kept exchange has
    either. `revision` says which wire schema a request speaks. Answers of status 400 and beyond are
    kept only with `record_errors`. `prepare` is given a request as it will be kept, if it is small,
    while its answer is awaited, whatever becomes of that. An upstream that cannot be reached is an
    UpstreamError. When the client leaves, its answer is read on for at most `drain_for` seconds.
    """

    def __init__(  # noqa: PLR0913 - options with defaults, each by its name
        self,
        upstream: Upstream,
        keep: Callable[[Exchange], None],
        *,
        key: str | None = None,
        dummy_keys: frozenset[str] = frozenset(),
        revision: Callable[[Request], str | None],
        clock: Clock | None = None,
        record_errors: bool = False,
        prepare: Callable[[Request], None] | None = None,
        drain_for: float = DRAIN_FOR,
    ) -> None:
        self._upstream = upstream
        self._credential = Credential(key, dummy_keys)
        self._clock = RealClock() if clock is None else clock
        self._terms = Terms(keep, revision, self._clock, record_errors, prepare)
        self._drain_for = drain_for
        self._drains: set[asyncio.Task[None]] = set()

    @property
    def reports(self) -> list[str]:
        """
        A sentence, without secrets, for everything that could not be recorded; it grows.
        """
        return self._terms.reports

    async def __call__(self, request: Request) -> Live:
        """
        The upstream's answer, still on its way. Its addresses lead back to us.
        """
        recording = ExchangeRecording(request, self._terms)
        # What is called soon is called when the request is on its way.
        asyncio.get_running_loop().call_soon(recording.prepare)
        answer = await self._send(request)
        headers = relative(answer.headers, self._upstream, request.path)
        recording.begin(answer.status, headers)
        passing = Passing(answer, recording, self._read_on)
        told = (*rebuilt(headers, request.base), ("x-mockgemini-source", "upstream"))
        return Live(answer.status, told, passing, passing.body)

    async def close(self, within: float = CLOSE_WITHIN) -> None:
        """
        Let what is read on end within some seconds, keep the rest as cut off, and hang up.
        """
        if self._drains:
            await self._first_of(asyncio.wait(self._drains), within)
        for drain in tuple(self._drains):
            drain.cancel()
        await asyncio.gather(*self._drains, return_exceptions=True)
        await self._upstream.close()

    async def _send(self, request: Request) -> UpstreamAnswer:
        outgoing = Request(
            request.method,
            request.path,
            self._credential.query(request.query),
            self._credential.headers(request.headers),
            request.body,
        )
        try:
            return await self._upstream.send(outgoing)
        except UpstreamError as error:
            self._terms.reports.append(f"{request.method} {request.path} was not recorded: {error}")
            raise

    def _read_on(self, passing: Passing) -> None:
        drain = asyncio.ensure_future(self._drain(passing))
        self._drains.add(drain)
        drain.add_done_callback(self._drains.discard)

    async def _drain(self, passing: Passing) -> None:
        try:
            await self._first_of(passing.exhaust(DRAIN_SIZE), self._drain_for)
        finally:
            passing.give_up()

    async def _first_of(self, work: Coroutine[None, None, object], within: float) -> None:
        """
        Do the work, or some of it until time is up.
        """
        working = asyncio.ensure_future(work)
        alarm = asyncio.ensure_future(self._clock.sleep(within))
        try:
            await asyncio.wait({working, alarm}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            working.cancel()
            alarm.cancel()
            await asyncio.wait({working, alarm})
        if not working.cancelled():
            working.result()
