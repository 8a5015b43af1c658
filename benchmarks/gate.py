"""
The gate: the CPU time that a replayed JSON POST adds to an application returning constant bytes.

Both are driven in this process, without a socket. Exits with 1 above LIMIT. `--profile` says where
the time goes instead.
"""

import asyncio
import cProfile
import json
import pstats
import sys
import time
from pathlib import Path

from mockgemini.cassette.cassette import Cassette
from mockgemini.exchange import Body, Exchange, Payload, Reply, Request
from mockgemini.server.app import App
from mockgemini.spaces.worlds import Replaying, replaying

LIMIT = 10.0
"""Microseconds a request."""

ROUNDS = 30
REQUESTS = 1_500

PATH = "/v1/interactions"
ASKED = json.dumps(
    {"model": "gemini-2.5-flash", "input": "x" * 240, "generation_config": {"temperature": 0.1}}
).encode()
ANSWERED = json.dumps(
    {
        "id": "v1_ChdVbXNI",
        "status": "completed",
        "steps": [{"type": "model_output", "content": [{"type": "text", "text": "y" * 1200}]}],
    }
).encode()
HEADERS = [
    (b"host", b"127.0.0.1:8765"),
    (b"accept", b"*/*"),
    (b"accept-encoding", b"gzip, deflate"),
    (b"connection", b"keep-alive"),
    (b"user-agent", b"google-genai-sdk/3.4.0 gl-python/3.12.4"),
    (b"content-type", b"application/json"),
    (b"content-length", str(len(ASKED)).encode()),
    (b"x-goog-api-key", b"any"),
    (b"x-goog-api-client", b"google-genai-sdk/3.4.0 gl-python/3.12.4"),
]
SCOPE = {
    "type": "http",
    "http_version": "1.1",
    "method": "POST",
    "scheme": "http",
    "path": PATH,
    "raw_path": PATH.encode(),
    "query_string": b"",
    "state": {},
}


async def constant(_scope, _receive, send) -> None:
    """
    What nothing can be faster than.
    """
    head = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(ANSWERED))]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": ANSWERED})


def replayed() -> App:
    """
    The whole server around one exchange, as `mockgemini serve` builds it.
    """
    headers = (("content-type", "application/json"), ("server-timing", "gfet4t7; dur=871"))
    exchange = Exchange(
        Request("POST", PATH, body=Body.of(ASKED)),
        Reply(200, headers, Payload(ANSWERED)),
        revision="steps",
    )
    shelf = {"weather": Cassette(exchanges=(exchange,), path=Path("weather.yaml"))}
    return App(replaying(shelf, Replaying(), no_script))


def no_script(*_given):
    """
    Nothing here is synthesized.
    """
    raise AssertionError("replay alone is measured")


async def drive(app, times: int) -> None:
    """
    Ask the same again and again; as on a socket, nothing but the bytes is the same each time.
    """
    sent = []

    async def receive() -> dict:
        return {"type": "http.request", "body": bytes(bytearray(ASKED)), "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    for _ in range(times):
        sent.clear()
        headers = [(bytes(bytearray(name)), bytes(bytearray(value))) for name, value in HEADERS]
        await app({**SCOPE, "headers": headers}, receive, send)
    if sent[0]["status"] != 200 or sent[-1]["body"] != ANSWERED:
        raise SystemExit(f"not the recorded answer: {sent}")


def cpu(app) -> float:
    """
    Microseconds a request.
    """
    asyncio.run(drive(app, 100))
    began = time.process_time()
    asyncio.run(drive(app, REQUESTS))
    return (time.process_time() - began) / REQUESTS * 1e6


def added() -> float:
    """
    The median of what replay costs beyond the constant answer, in microseconds a request.
    """
    app = replayed()
    pairs = [(cpu(app), cpu(constant)) for _ in range(ROUNDS)]
    return min(one for one, _ in pairs) - min(other for _, other in pairs)


def main() -> int:
    """
    Print the figure; 1 where it is too large twice.
    """
    if "--profile" in sys.argv:
        with cProfile.Profile() as profile:
            cpu(replayed())
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return 0
    for _ in range(2):
        figure = added()
        print(f"replay adds {figure:.1f} µs of CPU to a request (at most {LIMIT:.0f})")
        if figure <= LIMIT:
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
