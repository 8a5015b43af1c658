"""
A recorded body becomes a Stream where it is one, with its exact bytes, else a Reply.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.convert.answers import Timing, answer, restored_type
from mockgemini.exchange import Body, Reply, Request, Stream

SSE = (("content-type", "text/event-stream"),)
JSON = (("content-type", "application/json"),)
FRAMES = b'event: a\ndata: {"x":1}\n\nevent: b\ndata: {"x":2}\n\n'


def asked(path="/v1/interactions", query="", body=b"{}"):
    return Request("POST", path, query, (), Body.of(body))


@pytest.mark.parametrize(
    ("request_", "status", "headers", "body", "expected"),
    [
        (asked(), 200, SSE, FRAMES, Stream),
        (asked(), 200, (("content-type", "Text/Event-Stream; charset=utf-8"),), FRAMES, Stream),
        (asked(), 200, SSE, b"", Stream),
        (asked(), 200, SSE, b'{"error":{}}', Stream),
        (asked(), 404, SSE, b'{"error":{}}', Reply),
        (asked(), 404, SSE, FRAMES, Stream),
        (asked(), 200, (), FRAMES, Reply),
        (asked(body=b'{"stream":true}'), 200, (), FRAMES, Stream),
        (asked(body=b'{"stream":false}'), 200, (), FRAMES, Reply),
        (asked(body=b"\xff"), 200, (), FRAMES, Reply),
        (asked(query="alt=sse"), 200, (), FRAMES, Stream),
        (asked(query="stream=true"), 200, (), FRAMES, Stream),
        (asked(query="stream=false"), 200, (), FRAMES, Reply),
        (asked("/v1beta/models/m:streamGenerateContent"), 200, JSON, b"[{}]", Reply),
        (asked("/v1beta/models/m:streamGenerateContent"), 200, (), FRAMES, Stream),
        (asked(body=b'{"stream":true}'), 200, JSON, b'{\n"a":\n"data: x"}', Reply),
    ],
)
def test_a_stream_is_told_by_its_type_or_by_what_was_asked(
    request_, status, headers, body, expected
):
    """
    The content type makes a Stream, or frames with data where a stream was asked for.
    """
    found = answer(request_, status, headers, body, Timing())

    assert expected is type(found)


@given(st.binary(max_size=200))
def test_a_streams_events_are_its_body(body):
    """
    Joined again, the bytes of all events are the body, whatever it holds.
    """
    found = answer(asked(), 200, SSE, body, Timing(0.1, 0.2))

    assert isinstance(found, Stream)
    assert body == found.body


def test_times_that_were_recorded_are_kept():
    """
    Frames with data take the recorded times in order; the others come with the one before.
    """
    body = b": hello\n\n" + FRAMES + b"data: 3\n\n"

    found = answer(asked(), 200, SSE, body, Timing(0.1, 0.9, (0.3, 0.2)))

    assert [0.1, 0.3, 0.3, 0.3] == [event.at for event in found.events]
    assert [None, "a", "b", None] == [event.name for event in found.events]


def test_times_that_were_not_recorded_are_spread():
    """
    Without them the events lie evenly between the head and the last byte.
    """
    found = answer(asked(), 200, SSE, FRAMES, Timing(0.1, 0.5))

    assert (0.1, [0.3, 0.5]) == (found.head, [event.at for event in found.events])


def test_a_reply_takes_its_time():
    """
    A Reply keeps its bytes and the time to the last of them.
    """
    found = answer(asked(), 200, JSON, b"{}", Timing(0.1, 0.5))

    assert (b"{}", 0.5) == (found.body.read(), found.took)


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (200, JSON, FRAMES, None),
        (200, (), b" ", None),
        (200, (), b"plain", None),
        (200, (), b"\xff\xfe", None),
        (200, (), FRAMES, "text/event-stream"),
        (200, (), b'{"a":1}', "application/json"),
        (404, (), b'{"a":1}', "application/json; charset=UTF-8"),
    ],
)
def test_a_missing_content_type_is_told_by_the_body(status, headers, body, expected):
    """
    SDKs decide by the content type, so a scrubbed one is the one that the API sends.
    """
    assert expected == restored_type(status, headers, body)
