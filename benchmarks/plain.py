"""
Bare uvicorn with the least that can answer, to measure others against: `plain.py PORT KIND`.

`upstream` plays the API for recorders; its events tell when they were sent.
"""

import asyncio
import sys
import time

import uvicorn

_JSON = [(b"content-type", b"application/json")]
_STREAM = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"text/event-stream")],
}


async def nothing(_scope, _receive, send):
    """
    The least there can be.
    """
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


async def constant(_scope, _receive, send):
    """
    A reply of the size that is replayed.
    """
    length = (b"content-length", b"%d" % len(ANSWER))
    await send({"type": "http.response.start", "status": 200, "headers": [*_JSON, length]})
    await send({"type": "http.response.body", "body": ANSWER})


async def chunks(_scope, _receive, send):
    """
    A stream without waits, a send for each event.
    """
    await send(_STREAM)
    for raw in EVENTS:
        await send({"type": "http.response.body", "body": raw, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def timed(_scope, _receive, send):
    """
    A stream whose events are sent when they are due.
    """
    start = time.monotonic()
    await send(_STREAM)
    for number, raw in enumerate(EVENTS, start=1):
        await asyncio.sleep(start + number * EVENT_GAP - time.monotonic())
        await send({"type": "http.response.body", "body": raw, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def upstream(scope, receive, send):
    """
    Reads what comes; a stream where the path asks for one, else a reply.
    """
    while (await receive()).get("more_body"):
        pass
    if b"stream" not in scope["query_string"]:
        await constant(scope, receive, send)
        return
    await send(_STREAM)
    for number in range(EVENT_COUNT):
        await asyncio.sleep(EVENT_GAP)
        data = f'{{"event_type":"step.delta","index":{number},"at":{time.monotonic():.6f}}}'
        raw = f"event: step.delta\ndata: {data}\n\n".encode()
        await send({"type": "http.response.body", "body": raw, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


KINDS = {each.__name__: each for each in (nothing, constant, chunks, timed, upstream)}

if sys.argv[2] != "nothing":
    from material import ANSWER, EVENT_COUNT, EVENT_GAP, EVENTS

if __name__ == "__main__":
    uvicorn.run(
        KINDS[sys.argv[2]],
        port=int(sys.argv[1]),
        log_level="critical",
        lifespan="off",
        server_header=False,
        date_header=False,
    )
