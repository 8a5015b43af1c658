"""
The client: requests over kept connections, as many at a time as there are connections.
"""

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import httptools


@dataclass
class Seen:
    """
    What came back. `first` and `last`: seconds from sending to the first and last byte of a body.
    """

    first: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    bytes: int = 0

    @property
    def count(self) -> int:
        return len(self.last)

    def median_first(self) -> float:
        """
        Seconds.
        """
        return statistics.median(self.first)

    def median_last(self) -> float:
        """
        Seconds.
        """
        return statistics.median(self.last)


class _Connection(asyncio.Protocol):
    def __init__(
        self, requests: Iterator[bytes], seen: Seen, done: asyncio.Future, pause: float
    ) -> None:
        self._requests = requests
        self._pause = pause
        self._seen = seen
        self._done = done
        self._parser = httptools.HttpResponseParser(self)
        self._has_begun = False

    def connection_made(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._transport.close()
            return
        self._has_begun = False
        self._sent = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._seen.bytes += len(body)
        if not self._has_begun:
            self._has_begun = True
            self._seen.first.append(time.perf_counter() - self._sent)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if status != 200:
            self._done.set_exception(RuntimeError(f"answered {status}"))
            self._transport.abort()
            return
        self._seen.last.append(time.perf_counter() - self._sent)
        self._parser = httptools.HttpResponseParser(self)
        # Not from within the parser that has just called.
        loop = asyncio.get_running_loop()
        if self._pause:
            loop.call_later(self._pause, self._ask)
        else:
            loop.call_soon(self._ask)

    def connection_lost(self, _error: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result(None)


async def _ask(port: int, each: Iterable[Iterator[bytes]], pause: float) -> Seen:
    loop, seen = asyncio.get_running_loop(), Seen()
    all_done = []
    for requests in each:
        done = loop.create_future()
        all_done.append(done)

        def connect(
            requests: Iterator[bytes] = requests, done: asyncio.Future = done
        ) -> _Connection:
            return _Connection(requests, seen, done, pause)

        await loop.create_connection(connect, "127.0.0.1", port)
    await asyncio.gather(*all_done)
    return seen


def ask(
    port: int, requests: Iterable[bytes], times: int, connections: int = 1, pause: float = 0.0
) -> Seen:
    """
    Ask these in turn, again and again until there were so many; all must be answered 200.

    `pause`: seconds from an answer to the next request.
    """
    wanted = itertools.islice(itertools.cycle(requests), times)
    return _all_of(run(_ask(port, [wanted] * connections, pause)), times)


def ask_apart(port: int, each: Iterable[Iterable[bytes]], times: int) -> Seen:
    """
    The same by as many clients as there are lists, each asking its own in order, so many times.
    """
    wanted = [list(requests) * times for requests in each]
    return _all_of(run(_ask(port, map(iter, wanted), 0.0)), sum(map(len, wanted)))


def _all_of(seen: Seen, times: int) -> Seen:
    if seen.count != times:
        raise SystemExit(f"{times} asked, {seen.count} answered")
    return seen


def run(work):
    """
    In the faster loop where it is installed.
    """
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)
