"""
What a made-up answer costs against a replayed one: both over a socket, each from its own server.

`python benchmarks/synthesizing.py [ROUNDS]` prints microseconds a request, and the quotient.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from mockgemini.cassette.cassette import Cassette, Header  # noqa: E402
from mockgemini.cassette.saving import save  # noqa: E402
from mockgemini.exchange import Body, Exchange, Request  # noqa: E402
from mockgemini.synthesize.synthesizer import Synthesizer  # noqa: E402
from mockgemini.wire.register import DEFAULT  # noqa: E402

PATH = "/v1/interactions"
TEXT = {"model": "gemini-2.5-flash", "input": "Tell me a short joke about programming."}
ASKED = {"answer": TEXT, "stream": {**TEXT, "stream": True}}
HEADERS = {"x-goog-api-key": "any", "content-type": "application/json"}
PER_ROUND = 10
MOST = 5.0
"""Three times is what we aim at on a machine that does nothing else; this holds on a busy one."""


@contextmanager
def serving(*words: str) -> Iterator[str]:
    """
    The address of a server that was started with these words.
    """
    command = [sys.executable, "-m", "mockgemini", "serve", *words, "--port", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    with server.stdout as out:
        found = re.search(r"http://\S+", out.readline())
        try:
            yield found[0] if found else ""
        finally:
            server.terminate()
            server.wait()


def seconds(connection: HTTPConnection, body: bytes, count: int) -> float:
    """
    How long one request takes, over a connection that stays.
    """
    began = time.perf_counter()
    for _ in range(count):
        connection.request("POST", PATH, body, HEADERS)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"the server answered {answer.status}")
    return (time.perf_counter() - began) / count


def best(urls: tuple[str, ...], body: bytes, count: int) -> list[float]:
    """
    The shortest of many rounds for each server; they take turns, as other programs come and go.
    """
    places = [urlsplit(url) for url in urls]
    connections = [HTTPConnection(str(place.hostname), place.port) for place in places]
    rounds = [[seconds(each, body, PER_ROUND) for each in connections] for _ in range(count)]
    for each in connections:
        each.close()
    return [min(times) for times in zip(*rounds, strict=True)]


def record(path: Path) -> None:
    """
    A cassette with what a synthesizer says.
    """
    named = tuple(HEADERS.items())
    exchanges = []
    for body in ASKED.values():
        request = Request("POST", PATH, "", named, Body.of(json.dumps(body).encode()))
        answer = asyncio.run(Synthesizer()(request))
        exchanges.append(Exchange(request, answer, revision=DEFAULT))
    save(Cassette(Header(), exchanges), path)


def main() -> int:
    """
    Exit code 1 when a made-up answer takes more than MOST times as long.
    """
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        cassette = Path(folder) / "said.yaml"
        record(cassette)
        with serving(str(cassette)) as replay, serving() as made_up:
            for name, asked in ASKED.items():
                body = json.dumps(asked).encode()
                one, other = best((replay, made_up), body, count)
                worst = max(worst, other / one)
                print(
                    f"{name}: {one * 1e6:.0f} µs replayed, {other * 1e6:.0f} µs made up: "
                    f"{other / one:.1f} times"
                )
    return 0 if worst <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
