"""
HTTP Archives come out with their bodies, times and streams.
"""

import base64
import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.convert import har
from mockgemini.convert.places import Place
from mockgemini.errors import CassetteError

URL = "https://generativelanguage.googleapis.com/v1/interactions?key=AIzaSy"
FRAMES = 'event: a\ndata: {"x":1}\n\nevent: done\ndata: [DONE]\n\n'
EVENT_STREAM = {"mimeType": "text/event-stream", "text": FRAMES}


def entry(content=None, posted=None, **given):
    answered = [{"name": "Content-Type", "value": (content or {}).get("mimeType", "x/y")}]
    answered += given.pop("headers", [])
    return {
        "startedDateTime": "2026-08-10T16:48:26.000Z",
        "request": {
            "method": "POST",
            "url": URL,
            "headers": [{"name": ":authority", "value": "x"}, {"name": "Range", "value": "y"}],
            **({"postData": posted} if posted else {}),
        },
        "response": {"status": 200, "headers": answered, "content": content or {"size": 0}},
        **given,
    }


def made(*entries):
    return har.read(Place({"log": {"version": "1.2", "entries": list(entries)}}, "a.har"))


def packed(data):
    return base64.b64encode(data).decode()


def test_an_entry_becomes_an_exchange():
    """
    Method, path, kept headers, bodies, status and date come out; keys and pseudo-headers do not.
    """
    found = made(entry({"mimeType": "application/json", "text": '{"a":1}'}, {"text": '{"b":2}'}))

    (exchange,) = found.exchanges
    assert "POST /v1/interactions" == str(exchange.request)
    assert (("range", "y"),) == exchange.request.headers
    assert b'{"b":2}' == exchange.request.body.payload.read()
    assert b'{"a":1}' == exchange.answer.body.read()
    assert ("HAR", "2026-08-10T16:48:26Z", []) == (found.kind, found.recorded, found.warnings)


@given(st.binary(min_size=1))
def test_binary_bodies_are_exact(body):
    """
    What an archive holds in base64 comes out as it was, in both directions.
    """
    encoded = {"mimeType": "x/y", "encoding": "base64", "text": packed(body)}

    (exchange,) = made(entry(encoded, encoded)).exchanges

    assert body == exchange.answer.body.read() == exchange.request.body.payload.read()


def test_compressed_chunks_of_polly_are_put_together():
    """
    A JSON list of base64 chunks is one body, then decompressed.
    """
    body = gzip.compress(b"hello")
    chunks = json.dumps([packed(body[:7]), packed(body[7:])])
    encoding = {"name": "content-encoding", "value": "gzip"}

    found = made(entry({"encoding": "base64", "text": chunks, "size": 5}, headers=[encoding]))

    assert b"hello" == found.exchanges[0].answer.body.read()


@pytest.mark.parametrize("text", ["x", "[", "[1]", '["x"]'])
def test_what_is_not_base64_is_said(text):
    """
    Damaged base64 is one sentence with its place.
    """
    with pytest.raises(CassetteError, match=r"^a.har: expected .* at /log/entries/0/response"):
        made(entry({"encoding": "base64", "text": text}))


def test_forms_are_put_together():
    """
    A form that was kept in parts is encoded again.
    """
    params = [{"name": "a b", "value": "é"}, {"name": "c"}]

    found = made(entry(posted={"mimeType": "application/x-www-form-urlencoded", "params": params}))

    assert b"a+b=%C3%A9&c=" == found.exchanges[0].request.body.payload.read()


@pytest.mark.parametrize(
    "lost",
    [
        entry({"mimeType": "x/y", "size": 100_000}),
        entry({"mimeType": "x/y", "size": 0, "_file": "body.bin"}),
        entry(posted={"mimeType": "x/y", "_file": "body.bin"}),
        entry(posted={"mimeType": "multipart/form-data", "params": [{"name": "f"}]}),
    ],
)
def test_what_the_archive_does_not_hold_is_skipped(lost):
    """
    An exchange whose body is elsewhere is left out, and said so.
    """
    found = made(lost, entry())

    assert 1 == len(found.exchanges)
    assert ["an exchange lacks a body that the archive does not hold: skipped"] == found.warnings


def test_the_rest_of_the_page_is_skipped():
    """
    Other hosts, other schemes, preflights and aborted requests are left out, whatever they hold.
    """
    other, image, preflight, aborted = entry({"size": 9}), entry({"size": 9}), entry(), entry()
    other["request"]["url"] = "https://fonts.example/x"
    image["request"]["url"] = "data:image/png;base64,xx"
    preflight["request"]["method"] = "OPTIONS"
    aborted["response"]["status"] = 0

    found = made(other, image, preflight, aborted)

    assert [] == found.exchanges
    assert 4 == len(found.warnings)


def test_times_are_the_servers():
    """
    Waiting is until the head and receiving until the end; blocking was the client's.
    """
    timings = {"blocked": 900, "connect": -1, "send": 1, "wait": 80, "receive": 1000}

    (exchange,) = made(entry({"text": "x"}, timings=timings)).exchanges

    assert 1.08 == exchange.answer.took


def test_events_are_spread_over_the_receiving():
    """
    Without times of their own the events of a stream lie evenly, which is said.
    """
    found = made(entry(EVENT_STREAM, timings={"wait": 80, "receive": 1000}))

    stream = found.exchanges[0].answer
    assert FRAMES.encode() == stream.body
    assert (0.08, [0.58, 1.08]) == (stream.head, [event.at for event in stream.events])
    assert [har.SPREAD] == found.warnings


def test_a_browsers_event_times_are_taken():
    """
    Where the browser noted when each event came, those are the times.
    """
    messages = [{"time": 1786380506.25, "data": "1"}, {"time": 1786380506.9, "data": "2"}]
    timings = {"wait": 80, "receive": 1000}

    found = made(entry(EVENT_STREAM, timings=timings, _eventSourceMessages=messages))

    assert [0.25, 0.9] == pytest.approx([event.at for event in found.exchanges[0].answer.events])
    assert [] == found.warnings
