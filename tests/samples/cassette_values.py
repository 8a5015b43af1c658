"""
Values that cassettes are tested with: what is hard to keep byte for byte, and a sample of it all.
"""

import base64
import json
from pathlib import Path

import yaml
from hypothesis import strategies as st

from mockgemini import sse
from mockgemini.cassette import parsing, reading
from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.exchange import (
    Body,
    Event,
    Exchange,
    Headers,
    Payload,
    Poll,
    Polls,
    Recorded,
    Reply,
    Request,
    Stream,
)

SMALL = base64.b64encode(bytes(range(256))).decode()
LARGE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20).decode()
JSON = (("content-type", "application/json"),)

ODD = (
    *("no", "y", "N", "null", "~", "=", "<<", "12:30", "1e3", "1_000", "0o17", "0x1F", ".5", "-"),
    *(
        "1.0",
        "-0",
        ".inf",
        ".nan",
        "2026-01-01",
        "",
        " ",
        "a ",
        " a",
        "a: b",
        "a #b",
        "#",
        "!",
        "&a",
    ),
    *(
        "*a",
        "|",
        ">",
        "%",
        "@",
        "`",
        "'",
        '"',
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "?",
        ":",
        "- a",
        "? a",
    ),
    *(
        "$blob:x",
        "$$",
        "$",
        "$blob:0123456789abcdef",
        "$$blob:0123456789abcdef",
        "...",
        "---",
        "a?",
    ),
    *(
        "\t",
        "a\tb",
        "\n",
        "a\n",
        "a\n\n",
        "\na",
        "a \nb",
        " a\nb",
        "\ta\nb",
        "a\n\n b",
        "\r",
        "a\rb",
    ),
    *(
        "\0",
        "\x07",
        "\x7f",
        "\x85",
        "\xa0",
        "\xad",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufffe",
        "\u202e",
    ),
    *(
        "🙂",
        "é",
        "👩‍👩‍👧",
        "文",
        "\U0010ffff",
        "\ud800",
        "x" * 61 + "'",
        "x" * 61 + ": \n# y",
        "exchanges:",
    ),
    *(
        "- request:",
        "# whole",
        "\n# whole\n",
        "\n...\n",
        SMALL,
        LARGE,
        SMALL[:-4],
        "REDACTED_key_0123abcd",
    ),
)
"""Texts that some reader or writer of YAML gets wrong, or that mean something to us."""

texts = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=12),
    st.text("ab \n\t'\":#-?{}[],|>&*!%@`\\$~=<\x85\u2028🙂\x7f", max_size=20),
    st.lists(st.sampled_from(ODD), max_size=4).map("".join),
)

numbers = st.one_of(
    st.integers(),
    st.sampled_from([0, -1, 12345678901234567890123, 10**300]),
    st.floats(allow_nan=False, allow_infinity=False),
)

values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(texts, below, max_size=4)),
    max_leaves=12,
)

written_oddly = st.sampled_from(
    [
        "",
        "{}",
        "[]",
        " {}",
        "hello",
        '"text"',
        "null",
        '{"a":1,"a":2}',
        '{"a":1e400,"b":1E5,"c":1.10,"d":-0}',
        '{"a":12345678901234567890123}',
        '{"a":' + "9" * 5000 + "}",
        '{"a":"\\ud800"}',
        '{"a":"\\u003e\\u003D\\/"}',
        json.dumps({"k" * 2000: 1}),
        "[" * 500 + "]" * 500,
        '{"a":' * 99 + "1" + "}" * 99,
        "[" * 100_000,
        '{"a": 1, "b": [1, 2]}',
        '{\n  "a": 1,\n  "b": []\n}\n',
        '{\n    "a": 1\n}',
        '{"a":1}\r\n',
        "\ufeff{}",
        '"$$"$blob:',
    ]
)

encoders = st.sampled_from(
    [
        {},
        {"separators": (",", ":")},
        {"indent": 2},
        {"indent": 0},
        {"ensure_ascii": False, "separators": (",", ":")},
        {"ensure_ascii": False, "indent": 4},
    ]
)


def _encoded(value, how):
    return json.dumps(value, **how).encode(errors="replace")


bodies = st.one_of(
    st.builds(_encoded, values, encoders),
    written_oddly.map(str.encode),
    texts.map(lambda text: text.encode(errors="replace")),
    st.binary(max_size=40),
    st.just(bytes(range(256)) * 20),
)
"""Bodies of every kind: JSON however it is spelled, texts, and what is no text."""

streams = st.lists(
    st.one_of(
        st.builds(
            lambda name, data: f"event: {name}\ndata: {data}\n\n".encode(errors="replace"),
            st.sampled_from(["step.delta", "done", "-", "a b", ""]),
            st.one_of(
                texts,
                st.builds(lambda value: json.dumps(value, separators=(",", ":")), values),
                st.builds(lambda value: json.dumps(value, ensure_ascii=False), values),
            ),
        ),
        texts.map(lambda text: f"data: {text}\r\n\r\n".encode(errors="replace")),
        texts.map(lambda text: f"data: {text}\n\n".encode(errors="replace")),
        st.binary(max_size=10),
        st.sampled_from(
            [b": ping\n\n", b"\xef\xbb\xbf", b"\xff\xfe\n\n", b"id: 1\r", b"\r\n", b"[{}]"]
        ),
    ),
    max_size=6,
).map(b"".join)
"""Bodies of streams: whole events, torn ones, and bytes that make none."""


def events_of(body: bytes, every: float = 0.25) -> tuple[Event, ...]:
    """
    The events of a stream's body, `every` seconds apart.
    """
    frames = sse.decode(body)
    return tuple(
        Event(every * at, each.raw, each.name, each.data) for at, each in enumerate(frames)
    )


def posted(body: bytes, answer: Recorded, headers: Headers = JSON) -> Exchange:
    """
    A POST of `body` to the Interactions API and its answer.
    """
    request = Request("POST", "/v1/interactions", "", headers, Body.of(body))
    return Exchange(request, answer, revision="steps")


def got(path: str, body: bytes, at: float | None = None, took: float = 0.0) -> Exchange:
    """
    A GET and its JSON answer.
    """
    return Exchange(Request("GET", path), Reply(200, JSON, Payload(body), took), at=at)


STREAM = (
    b'event: step.delta\ndata: {"index":0,"delta":{"signature":"' + SMALL.encode() + b'"}}\n\n'
    b'event: step.delta\ndata: {"index":1,"text":"\xf0\x9f\x99\x82 $blob:"}\n\n'
    b": ping\r\n\r\n\xff\n\nevent: done\ndata: [DONE]\n\n"
)


def sample() -> Cassette:
    """
    A little of everything that a cassette holds.
    """
    image = json.dumps({"image": LARGE, "text": "What is\nthis?"}).encode()
    polls = Polls(
        (
            Poll(0.0, Reply(200, JSON, Payload(b'{"status":"in_progress"}')), 13, 10.0),
            Poll(140.2, Reply(200, JSON, Payload(b'{"status":"completed"}'))),
        )
    )
    return Cassette(
        Header(recorded="2026-06-03T09:14:22Z", client="google-genai-sdk/3.4.0", note="a\nb"),
        (
            posted(b'{"model":"gemini-2.5-flash","input":"Hi","stream":true}', _stream()),
            posted(
                image, Reply(200, JSON, Payload(b'{"id":"v1_a","status":"in_progress"}'), 0.871)
            ),
            Exchange(Request("GET", "/v1/interactions/v1_a"), polls, revision="steps", note="slow"),
            Exchange(
                Request("GET", "/v1beta/files/f:download"), Reply(200, (), Payload(b"\xff\0"))
            ),
        ),
    )


def _stream() -> Stream:
    headers = (("content-type", "text/event-stream"),)
    return Stream(200, headers, events_of(STREAM), 0.089, "upstream")


def contents(exchange: Exchange) -> list[object]:
    """
    All that an exchange says, as values that can be compared.
    """
    request, answer = exchange.request, exchange.answer
    head = [request.method, request.path, request.query, request.headers, exchange.revision]
    return [*head, exchange.note, request.body.payload.read(), _said(answer)]


def _said(answer: Recorded) -> object:
    if isinstance(answer, Stream):
        events = [(each.raw, each.name, each.data, round(each.at, 3)) for each in answer.events]
        return [answer.status, answer.headers, events, answer.head, answer.cut]
    if isinstance(answer, Polls):
        return [(each.at, each.times, each.every, _said(each.reply)) for each in answer.states]
    return [answer.status, answer.headers, answer.body.read(), answer.took]


def loaded(text: str, folder: Path = Path()) -> Cassette:
    """
    A cassette read from a text, after making sure that every reader of YAML reads it the same.
    """
    value = parsing.parse(text, "x.yaml")
    assert value == yaml.safe_load(text)
    assert value == yaml.load(text, yaml.CSafeLoader)
    return reading.loads(text, folder / "x.yaml")
