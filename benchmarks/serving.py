"""
Replay and synthesis over a socket: server CPU time a request, against bare uvicorn in the same run.
"""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from asking import Seen, ask
from machine import MOCKGEMINI, PLAIN, Server, running
from material import (
    EVENT_COUNT,
    PATH,
    asked_bytes,
    http,
    polled,
    replied,
    respelled,
    streamed,
    write,
)
from table import Line, interleaved, median, ratio

CONNECTIONS = 16
FEW = range(10)
JSON = [http(asked_bytes(number)) for number in FEW]
STREAM = [http(asked_bytes(number, stream=True)) for number in FEW]
JOB = [http(asked_bytes(0, background=True))] + [
    http(b"", method="GET", path=f"{PATH}/v1_job0")
] * 4


@dataclass(frozen=True)
class Load:
    """
    How much is asked in a round: replies, streams, slow streams.
    """

    rounds: int
    replies: int
    streams: int
    slow: int

    @classmethod
    def of(cls, *, quick: bool) -> "Load":
        """
        Enough for figures that repeat within a few per cent; or just enough to see that all works.
        """
        return cls(3, 1_000, 300, 32) if quick else cls(5, 6_000, 2_000, 128)


class Bench:
    """
    The servers of one run.
    """

    def __init__(self, folder: Path, load: Load, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self.load = load

    def enter(self, server: AbstractContextManager[Server]) -> Server:
        """
        Have a server run to the end of the run.
        """
        return self._stack.enter_context(server)

    def plain(self, kind: str) -> Server:
        """
        Bare uvicorn.
        """
        return self.enter(running([*PLAIN, "PORT", kind]))

    def replay(self, name: str, exchanges: list, *options: str) -> Server:
        """
        `mockgemini serve` with a cassette.
        """
        path = write(self.folder / f"{name}.yaml", exchanges)
        return self.serve(str(path), *options)

    def serve(self, *options: str) -> Server:
        """
        `mockgemini serve`.
        """
        return self.enter(running([*MOCKGEMINI, "serve", *options, "--port", "PORT"]))

    def cost(self, server: Server, requests: Iterable[bytes], times: int) -> Callable[[], float]:
        """
        Measures microseconds of the server's CPU a request.
        """
        ask(server.port, requests, 50)

        def measure() -> float:
            before = server.cpu
            ask(server.port, requests, times, CONNECTIONS)
            return (server.cpu - before) / times * 1e6

        return measure

    def waits(
        self, server: Server, requests: list[bytes], times: int, of: Callable[[Seen], float]
    ) -> Callable[[], float]:
        """
        Measures how long one client waits, in microseconds.
        """
        return lambda: of(ask(server.port, requests, times)) * 1e6


def replies(bench: Bench) -> list[Line]:
    """
    JSON POSTs: seen before, never seen before, among many.
    """
    load, few = bench.load, [replied(number) for number in FEW]
    unseen = itertools.chain.from_iterable(zip(*(respelled(each) for each in FEW), strict=True))
    new = map(http, unseen)
    plain, server = bench.plain("constant"), bench.replay("few", few)
    slow = Bench.cost(bench, server, _Taken(new), load.replies // 2)
    figures = interleaved(
        load.rounds,
        plain=bench.cost(plain, JSON, load.replies),
        replay=bench.cost(server, JSON, load.replies),
        unseen=slow,
        jobs=bench.cost(bench.replay("job", polled(0)), JOB, load.replies),
    )
    base = f"bare uvicorn {median(figures, 'plain'):.0f} µs"
    return [
        Line(
            "JSON POST replayed over a socket, body matched, against bare uvicorn",
            ratio(figures, "replay", "plain"),
            1.25,
            detail=f"{median(figures, 'replay'):.0f} µs, {base}",
        ),
        Line(
            "the same, no body seen before, spelled by another SDK generation",
            ratio(figures, "unseen", "plain"),
            2.5,
            detail=f"{median(figures, 'unseen'):.0f} µs, {base}",
        ),
        Line(
            "background job created and polled 4 times, a request of the five",
            ratio(figures, "jobs", "plain"),
            1.25,
            detail=f"{median(figures, 'jobs'):.0f} µs; "
            f"{1e6 / (5 * median(figures, 'jobs')):,.0f} sequences a second of CPU",
        ),
    ]


class _Taken:
    """
    What an iterator still has, each time from where it stopped.
    """

    def __init__(self, source: Iterator[bytes]) -> None:
        self._source = source

    def __iter__(self) -> Iterator[bytes]:
        return self._source


def growth(bench: Bench) -> list[Line]:
    """
    The same with many exchanges.
    """
    load, many = bench.load, 2_000 if bench.load.rounds < 5 else 100_000
    # 1.6 KB answers, as many different ones as there are questions.
    small = bench.replay("ten", [replied(number) for number in range(10)])
    large = bench.replay("many", [replied(number) for number in range(many)])
    spread = [http(asked_bytes(number)) for number in range(0, many, many // 200)]
    before = small.resident
    each = (large.resident - before) / (many - 10)
    figures = interleaved(
        load.rounds,
        small=bench.cost(small, JSON, load.replies),
        large=bench.cost(large, spread, load.replies),
    )
    return [
        Line(
            f"JSON POST replayed, {many:,} exchanges against 10",
            ratio(figures, "large", "small"),
            1.1,
            detail=f"{median(figures, 'large'):.0f} µs, {median(figures, 'small'):.0f} µs",
        ),
        Line("resident memory an exchange (1.9 KB of bodies)", each / 1024, 4.0, "KB"),
    ]


def streams(bench: Bench) -> list[Line]:
    """
    Streams at once and in time.
    """
    load, recorded = bench.load, [streamed(number) for number in FEW]
    plain, timed = bench.plain("chunks"), bench.plain("timed")
    instant = bench.replay("streams", recorded)
    paced = bench.replay("paced", recorded, "--pace", "recorded")
    figures = interleaved(
        load.rounds,
        plain=bench.cost(plain, STREAM, load.streams),
        instant=bench.cost(instant, STREAM, load.streams),
        timed=bench.cost(timed, STREAM, load.slow),
        paced=bench.cost(paced, STREAM, load.slow),
        plain_first=bench.waits(plain, STREAM, load.streams // 4, Seen.median_first),
        first=bench.waits(instant, STREAM, load.streams // 4, Seen.median_first),
    )
    per = f"{EVENT_COUNT} events: "
    return [
        Line(
            "stream at pace instant, against bare uvicorn sending each event",
            ratio(figures, "instant", "plain"),
            0.3,
            detail=f"{per}{median(figures, 'instant'):.0f} µs, {median(figures, 'plain'):.0f} µs",
        ),
        Line(
            "stream at recorded pace, against bare uvicorn that waits likewise",
            ratio(figures, "paced", "timed"),
            1.2,
            detail=f"{per}{median(figures, 'paced'):.0f} µs, {median(figures, 'timed'):.0f} µs",
        ),
        Line(
            "time to a stream's first byte, against bare uvicorn",
            ratio(figures, "first", "plain_first"),
            1.3,
            detail=f"{median(figures, 'first'):.0f} µs, {median(figures, 'plain_first'):.0f} µs",
        ),
    ]


def synthesis(bench: Bench) -> list[Line]:
    """
    Synthesized answers against the replay of such answers.
    """
    load = bench.load
    replay = bench.replay("alike", [*map(replied, FEW), *(streamed(one, count=12) for one in FEW)])
    ours = bench.serve()
    structured = [http(asked_bytes(number, response_format=_FORMAT)) for number in FEW]
    times = max(load.streams // 2, 300)
    figures = interleaved(
        load.rounds,
        reply=bench.cost(replay, JSON, load.replies),
        stream=bench.cost(replay, STREAM, load.replies),
        made=bench.cost(ours, JSON, times),
        made_stream=bench.cost(ours, STREAM, times),
        structured=bench.cost(ours, structured, times),
    )
    names = [
        ("made", "reply", "synthesized text, against a replayed reply", 3.0),
        ("made_stream", "stream", "synthesized stream, against a replayed one", 3.0),
        ("structured", "reply", "synthesized JSON by a nested schema of 30 fields, against", 6.0),
    ]
    return [
        Line(
            words,
            ratio(figures, one, other),
            goal,
            detail=f"{median(figures, one):.0f} µs, {median(figures, other):.0f} µs",
        )
        for one, other, words, goal in names
    ]


def _schema() -> dict[str, object]:
    """
    Thirty fields, three levels.
    """
    kinds = [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}, {"type": "number"}]
    leaves = {f"field_{number}": kinds[number % 4] for number in range(8)}
    inner = {"type": "object", "properties": leaves, "required": list(leaves)}
    middle = {"inner": inner, "list": {"type": "array", "items": {"type": "string"}}, **leaves}
    outer = {"middle": {"type": "object", "properties": middle, "required": list(middle)}}
    outer |= {f"outer_{number}": kinds[number % 4] for number in range(11)}
    return {"type": "object", "properties": outer, "required": list(outer)}


_FORMAT = json.loads(
    json.dumps({"type": "text", "mime_type": "application/json", "schema": _schema()})
)
