"""
A recorded body as an Answer: a Stream where it is one, else a Reply.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import parse_qs

from mockgemini import sse
from mockgemini.exchange import Event, Headers, Payload, Reply, Request, Stream, first
from mockgemini.jsontext import Json, parse
from mockgemini.wire.operation import Kind, operation

_STREAM_TYPE = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Timing:
    """
    Seconds from the request to the answer's head and to its last byte.

    `events`: when each frame with data came; shorter or empty where that was not recorded.
    """

    head: float = 0.0
    took: float = 0.0
    events: tuple[float, ...] = ()


def answer(
    request: Request, status: int, headers: Headers, body: bytes, timing: Timing
) -> Reply | Stream:
    """
    A Stream if the content type says so or a stream was asked for, and frames with data came.

    Failures, and the JSON arrays of generateContent, stay Replies.
    """
    if _is_stream(request, status, headers, body):
        return Stream(status, headers, _events(sse.decode(body), timing), timing.head)
    return Reply(status, headers, Payload(body), timing.took)


def restored_type(status: int, headers: Headers, body: bytes) -> str | None:
    """
    The content type that the API sends with such a body, where the headers have none.
    """
    if first(headers, "content-type") is not None or not body.strip():
        return None
    if _has_data(body):
        return _STREAM_TYPE
    if _json(body) is None:
        return None
    return "application/json" if status < 400 else "application/json; charset=UTF-8"


def _is_stream(request: Request, status: int, headers: Headers, body: bytes) -> bool:
    is_typed = (first(headers, "content-type") or "").lower().startswith(_STREAM_TYPE)
    if is_typed and (status < 400 or not body):
        return True
    return (is_typed or _asks_for_stream(request)) and _has_data(body)


def _asks_for_stream(request: Request) -> bool:
    query = parse_qs(request.query)
    if "sse" in query.get("alt", ()) or "true" in query.get("stream", ()):
        return True
    if operation(request.method, request.path).kind is Kind.STREAM_GENERATE:
        return True
    asked = _json(request.body.payload.read())
    return isinstance(asked, dict) and asked.get("stream") is True


def _has_data(body: bytes) -> bool:
    """
    Is there a frame with data, and no JSON text whose strings merely look like one?
    """
    if body.lstrip()[:1] in {b"{", b"["}:
        return False
    return any(frame.data is not None for frame in sse.decode(body))


def _json(body: bytes) -> Json:
    try:
        return parse(body.decode())
    except (UnicodeDecodeError, json.JSONDecodeError, ValueError):
        return None


def _events(frames: list[sse.Frame], timing: Timing) -> tuple[Event, ...]:
    """
    Without recorded times the events lie evenly between the head and the last byte.
    """
    known = iter(timing.events)
    between = max(timing.took - timing.head, 0.0) / max(len(frames), 1)
    at = timing.head
    events: list[Event] = []
    for place, frame in enumerate(frames, 1):
        if not timing.events:
            at = timing.head + place * between
        elif frame.data is not None:
            at = max(at, next(known, at))
        events.append(Event(round(at, 6), frame.raw, frame.name, frame.data))
    return tuple(events)
