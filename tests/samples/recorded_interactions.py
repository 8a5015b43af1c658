"""
The shared recordings of the Interactions API as exchanges, whatever format they are kept in.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from hypothesis import strategies as st
from samples.shared import RECORDINGS

from mockgemini import sse
from mockgemini.exchange import Body, Event, Exchange, Payload, Reply, Request, Stream

REVISIONS = ("outputs", "steps")

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
"""Any JSON value, small."""


def recorded() -> list[tuple[str, Exchange]]:
    """
    Every exchange with a name that tells its file, both revisions, in the files' order.
    """
    return [
        (f"{path.relative_to(RECORDINGS)}#{number}", exchange)
        for path in sorted(RECORDINGS.glob("*/*/*"))
        if path.parent.name in REVISIONS
        for number, exchange in enumerate(_exchanges(path), 1)
    ]


def streamed(frames: list[tuple[str | None, str]] | bytes, seconds: float = 0.1) -> Stream:
    """
    A stream of these names and data, or of a body's frames; one event each `seconds`.
    """
    if not isinstance(frames, bytes):
        frames = b"".join(sse.encode(name or "message", data) for name, data in frames)
    events = tuple(
        Event(round((number + 1) * seconds, 3), frame.raw, frame.name, frame.data)
        for number, frame in enumerate(sse.decode(frames))
    )
    return Stream(200, (("content-type", "text/event-stream"),), events, seconds)


def _exchanges(path: Path) -> Iterator[Exchange]:
    revision = path.parent.name
    if path.suffix == ".yaml":
        documents = list(
            yaml.load_all(path.read_text(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        )
        pairs = _of_vcrpy(documents[0]) if "interactions" in documents[0] else _of_rig(documents)
    elif path.name.endswith(".chunks.txt"):
        lines = [line for line in path.read_text().splitlines() if line]
        frames = [(json.loads(line)["event_type"], line) for line in lines]
        pairs = [(_post(""), streamed(frames))]
    elif path.name.endswith(".sse.txt"):
        pairs = [(_post(""), streamed(path.read_bytes()))]
    else:
        pairs = [(_post(""), Reply(200, (), Payload(path.read_bytes())))]
    for request, answer in pairs:
        yield Exchange(request, answer, revision=revision)


def _post(body: str) -> Request:
    return Request("POST", "/v1beta/interactions", body=Body.of(body.encode()))


def _of_vcrpy(document: dict) -> list[tuple[Request, Reply | Stream]]:
    return [
        (
            _request(pair["request"]["method"], pair["request"]["uri"], pair["request"]["body"]),
            _answer(pair["response"]["status"]["code"], pair["response"]["body"]["string"]),
        )
        for pair in document["interactions"]
    ]


def _of_rig(documents: list[dict]) -> list[tuple[Request, Reply | Stream]]:
    return [
        (
            _request(pair["when"]["method"], pair["when"]["path"], pair["when"].get("body")),
            _answer(pair["then"]["status"], pair["then"]["body"]),
        )
        for pair in documents
    ]


def _request(method: str, uri: str, body: str | bytes | None) -> Request:
    parts = urlsplit(uri)
    data = body if isinstance(body, bytes) else (body or "").encode()
    return Request(method, parts.path, parts.query, body=Body.of(data))


def _answer(status: int, body: str | bytes) -> Reply | Stream:
    data = body if isinstance(body, bytes) else body.encode()
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    return streamed(data) if data.startswith(b"event:") else Reply(status, (), Payload(data), 0.5)
