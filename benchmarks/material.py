"""
What is asked and answered in the benchmarks, and cassettes of it.
"""

import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.writing import dump
from mockgemini.exchange import Body, Event, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.wire.summary import summary

PATH = "/v1/interactions"
EVENT_COUNT = 50
EVENT_GAP = 0.004
"""Seconds."""

_JSON = (("content-type", "application/json"),)
_SSE = (("content-type", "text/event-stream"),)
_WORDS = ("weather", "Paris", "umbrella", "tomorrow", "sunny", "please", "coat", "answer", "short")


def text(seed: int, length: int) -> str:
    """
    Words, the same for the same seed.
    """
    words = random.Random(seed)  # noqa: S311 - nothing here is secret
    made = ""
    while len(made) < length:
        made += words.choice(_WORDS) + " "
    return made[:length]


def answer(number: int, length: int = 1_600) -> bytes:
    """
    A finished interaction of about so many bytes.
    """
    said = [{"type": "text", "text": text(number, length - 250)}]
    value = {
        "id": f"v1_{number:08}",
        "status": "completed",
        "object": "interaction",
        "model": "gemini-2.5-flash",
        "steps": [{"type": "model_output", "content": said}],
        "usage": {"total_input_tokens": 40, "total_output_tokens": 300, "total_tokens": 340},
    }
    return json.dumps(value, separators=(",", ":")).encode()


def event(number: int, index: int, length: int) -> bytes:
    """
    A frame of about so many bytes.
    """
    delta = {"type": "text", "text": text(number + index, max(length - 110, 1))}
    data = {"index": 0, "delta": delta, "event_type": "step.delta"}
    return f"event: step.delta\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


def events(number: int, length: int = 209, count: int = EVENT_COUNT) -> tuple[bytes, ...]:
    """
    The frames of a stream.
    """
    return tuple(event(number, index, length) for index in range(count))


ANSWER = answer(0)
EVENTS = events(0)


def asked(number: int, **more: object) -> dict[str, object]:
    """
    A question of about 350 bytes, as JSON.
    """
    said = f"{number} {text(number, 240)}"
    return {"model": "gemini-2.5-flash", "input": said, "generation_config": {"seed": 1}, **more}


def asked_bytes(number: int, **more: object) -> bytes:
    """
    The same as the SDK of today spells it.
    """
    return json.dumps(asked(number, **more)).encode()


def respelled(number: int) -> Iterator[bytes]:
    """
    The same question as an SDK of another generation spells it; no two alike in their bytes.
    """
    said = [{"type": "text", "text": asked(number)["input"]}]
    value = {
        "generation_config": {"seed": 1.0, "temperature": None},
        "input": [{"role": "user", "content": said}],
        "stream": False,
        "model": "models/gemini-2.5-flash",
    }
    front, back = json.dumps(value).encode()[:-1].split(b'"stream"')
    for blanks in itertools.product(range(64), repeat=3):
        one, two, three = (b" " * each for each in blanks)
        yield front + one + b'"stream"' + two + back + three + b"}"


def replied(number: int, body: bytes | None = None, question: bytes | None = None) -> Exchange:
    """
    A question and its answer; `question` is the same in another spelling.
    """
    request = Request("POST", PATH, body=Body.of(question or asked_bytes(number)))
    return Exchange(request, Reply(200, _JSON, Payload(body or answer(number)), 0.8), **_STEPS)


def streamed(number: int, length: int = 209, count: int = EVENT_COUNT) -> Exchange:
    """
    A question and its stream.
    """
    request = Request("POST", PATH, body=Body.of(asked_bytes(number, stream=True)))
    frames = [
        Event(round(place * EVENT_GAP, 3), raw, "step.delta", raw.decode()[24:-2])
        for place, raw in enumerate(events(number, length, count), start=1)
    ]
    return Exchange(request, Stream(200, _SSE, tuple(frames), head=0.0), **_STEPS)


def polled(number: int, times: int = 4) -> list[Exchange]:
    """
    A background job: created, seen in progress, and at last completed.
    """

    def state(status: str) -> Payload:
        return Payload(json.dumps({"id": f"v1_job{number}", "status": status}).encode())

    body = Body.of(asked_bytes(number, background=True))
    created = Reply(200, _JSON, state("in_progress"), 0.2)
    states = [
        Poll(place * 1.0, Reply(200, _JSON, state("in_progress" if place < times else "completed")))
        for place in range(1, times + 1)
    ]
    return [
        Exchange(Request("POST", PATH, body=body), created, **_STEPS),
        Exchange(Request("GET", f"{PATH}/v1_job{number}"), Polls(tuple(states)), **_STEPS),
    ]


_STEPS = {"revision": "steps"}


def write(path: Path, exchanges: list[Exchange]) -> Path:
    """
    A cassette in a file, with the comments that a recorded one has.
    """
    path.write_text(dump(Cassette(exchanges=tuple(exchanges)), describe=summary))
    return path


def http(body: bytes, *, method: str = "POST", path: str = PATH, headers: str = "") -> bytes:
    """
    A whole request, with the headers that an SDK sends.
    """
    head = (
        f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:8765\r\naccept: */*\r\n"
        "accept-encoding: gzip, deflate\r\nconnection: keep-alive\r\n"
        "user-agent: google-genai-sdk/3.4.0 gl-python/3.12.4\r\n"
        "x-goog-api-client: google-genai-sdk/3.4.0 gl-python/3.12.4\r\nx-goog-api-key: any\r\n"
        f"content-type: application/json\r\n{headers}content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
