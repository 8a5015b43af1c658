"""
What the recorder adds to an upstream on this machine: latency, events, uploads.

`--clients` compares libraries for the way out, each in the least proxy there can be.
"""

import asyncio
import re
import statistics
import sys
import time

from asking import ask
from machine import CLIENT_CORE, HERE, MOCKGEMINI, PLAIN, Server, running
from material import asked_bytes, http
from table import Line, interleaved, median

_AT = re.compile(rb'"at":([0-9.]+)')
_PAUSE = 0.005
UPLOAD = 50 * 1024 * 1024
_UPLOAD_PATH = "/upload/v1beta/files?upload_id=benchmark"


def lines(bench) -> list[Line]:
    """
    The recorder against no recorder.
    """
    upstream = bench.enter(running([*PLAIN, "PORT", "upstream"], core=CLIENT_CORE))
    command = [*MOCKGEMINI, "record", str(bench.folder / "new.yaml")]
    to = ["--upstream", f"http://127.0.0.1:{upstream.port}", "--port", "PORT"]
    recorder = bench.enter(running([*command, *to]))
    return [*latencies(bench, upstream, recorder, "recorder"), *uploads(bench, upstream, recorder)]


def latencies(bench, upstream: Server, proxy: Server, name: str) -> list[Line]:
    """
    Milliseconds beyond the direct way: a reply, a stream's first event, every event.
    """
    count = 100 if bench.load.rounds < 5 else 500
    streams = 3 if bench.load.rounds < 5 else 12
    figures = interleaved(
        bench.load.rounds,
        direct=lambda: reply(upstream, count),
        through=lambda: reply(proxy, count),
        direct_first=lambda: events(upstream, streams)[0],
        first=lambda: events(proxy, streams)[0],
        direct_each=lambda: events(upstream, streams)[1],
        each=lambda: events(proxy, streams)[1],
    )
    rows = [
        ("adds to a reply", "through", "direct", 0.6),
        ("adds to a stream's first event", "first", "direct_first", 0.3),
        ("adds to each event", "each", "direct_each", 0.3),
    ]
    made = []
    for words, one, other, goal in rows:
        figure = statistics.median(a - b for a, b in zip(figures[one], figures[other], strict=True))
        shown = f"{median(figures, one):.2f} ms, direct {median(figures, other):.2f} ms"
        made.append(Line(f"{name} {words} (median)", figure, goal, "ms", detail=shown))
    return made


def reply(server: Server, count: int) -> float:
    """
    Milliseconds that one client waits, who thinks for a while before each request.
    """
    return ask(server.port, [http(asked_bytes(1))], count, pause=_PAUSE).median_last() * 1e3


def events(server: Server, count: int) -> tuple[float, float]:
    """
    Milliseconds from sending to seeing: a stream's first event, and any of them.
    """
    first, each = [], []
    for _ in range(count):
        lags = asyncio.run(_lags(server.port))
        first.append(lags[0])
        each += lags
    return statistics.median(first) * 1e3, statistics.median(each) * 1e3


async def _lags(port: int) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(http(asked_bytes(2, stream=True), path="/v1/interactions?alt=sse&stream=true"))
    seen, lags = b"", []
    while not seen.endswith(b"0\r\n\r\n"):
        chunk = await reader.read(65536)
        now = time.monotonic()
        if not chunk:
            break
        before = len(_AT.findall(seen))
        seen += chunk
        lags += [now - float(at) for at in _AT.findall(seen)[before:]]
    writer.close()
    return lags


def uploads(bench, upstream: Server, recorder: Server) -> list[Line]:
    """
    Bytes a second of a large body, and what the recorder needs for it.
    """
    before = recorder.resident
    figures = interleaved(
        min(bench.load.rounds, 3),
        direct=lambda: upload(upstream),
        through=lambda: upload(recorder),
    )
    part = statistics.median(
        a / b for a, b in zip(figures["through"], figures["direct"], strict=True)
    )
    shown = f"{median(figures, 'through'):.0f} MB/s, direct {median(figures, 'direct'):.0f} MB/s"
    return [
        Line("recorder: 50 MB upload, of the direct way's speed", part, 0.8, "×", True, shown),
        Line("recorder: memory for it", (recorder.peak - before) / 1e6, 20, "MB"),
    ]


def upload(server: Server) -> float:
    """
    Megabytes a second.
    """
    return UPLOAD / 1e6 / asyncio.run(_upload(server.port))


async def _upload(port: int) -> float:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    piece = b"\xff\xd8\xff" + bytes(1024 * 1024 - 3)
    began = time.perf_counter()
    head = http(b"", path=_UPLOAD_PATH, headers="x-goog-upload-command: upload, finalize\r\n")
    writer.write(head.replace(b"content-length: 0", b"content-length: %d" % UPLOAD))
    for _ in range(UPLOAD // len(piece)):
        writer.write(piece)
        await writer.drain()
    answer = await reader.read(65536)
    took = time.perf_counter() - began
    writer.close()
    if b" 200 " not in answer[:20]:
        raise SystemExit(f"the upload was answered {answer[:200]}")
    return took


def clients(bench) -> list[Line]:
    """
    The libraries that could be the recorder's way out.
    """
    upstream = bench.enter(running([*PLAIN, "PORT", "upstream"], core=CLIENT_CORE))
    made = []
    for name in ("aiohttp", "httpx2", "httpx"):
        command = [sys.executable, str(HERE / "passing.py"), "PORT", name, str(upstream.port)]
        proxy = bench.enter(running(command))
        made += latencies(bench, upstream, proxy, name)
        figures = interleaved(
            3, direct=lambda: upload(upstream), through=lambda proxy=proxy: upload(proxy)
        )
        part = statistics.median(
            a / b for a, b in zip(figures["through"], figures["direct"], strict=True)
        )
        made.append(Line(f"{name}: 50 MB upload, of the direct way's speed", part, 0.8, "×", True))
    return made


if __name__ == "__main__":
    import os
    import tempfile
    from contextlib import ExitStack
    from pathlib import Path

    from serving import Bench, Load

    os.sched_setaffinity(0, {CLIENT_CORE})
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        bench = Bench(Path(folder), Load.of(quick="--quick" in sys.argv), stack)
        for line in (clients if "--clients" in sys.argv else lines)(bench):
            print(line.row())
