"""
Server-sent events, against the text of the standard and against any way of cutting the bytes.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.sse import Decoder, Frame, decode, encode

lines = [b"data", b":", b" ", b"x", b"event: e", b"data: d", b":c", b"id: 7"]
pieces = st.sampled_from(
    [*lines, b"\r", b"\n", b"\r\n", b"\xef\xbb\xbf", b"\xff", b"\0", "é".encode()]
)
bodies = st.lists(pieces, max_size=20).map(b"".join)


def cut(body, places):
    """
    The body in chunks that end at `places`.
    """
    ends = sorted({place % (len(body) + 1) for place in places})
    return [body[a:b] for a, b in zip([0, *ends], [*ends, len(body)], strict=True)]


@given(bodies, st.lists(st.integers(0, 200)))
def test_chunking_does_not_matter(body, places):
    """
    However the bytes are cut, the same frames come out.
    """
    decoder = Decoder()

    frames = [frame for chunk in cut(body, places) for frame in decoder.feed(chunk)]
    frames += decoder.close()

    assert decode(body) == frames


@given(bodies)
def test_no_byte_is_lost(body):
    """
    The frames' bytes, joined, are the body.
    """
    assert body == b"".join(frame.raw for frame in decode(body))


@given(bodies)
def test_a_frame_comes_as_soon_as_it_is_whole(body):
    """
    Fed byte by byte, a frame comes with its last byte, or after a CR with the one behind that.
    """
    decoder = Decoder()

    early = []
    for at in range(len(body)):
        frames = decoder.feed(body[at : at + 1])
        assert all(frame.raw.endswith((b"\n", b"\r")) for frame in frames)
        early += frames

    assert early == decode(body)[: len(early)]
    assert decoder.rest == body[sum(len(frame.raw) for frame in early) :]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        pytest.param(
            ["data: This is the first message.", "", "data: This is the second", "data: line.", ""],
            [(None, "This is the first message."), (None, "This is the second\nline.")],
            id="two messages, one of two lines",
        ),
        pytest.param(
            ["event: add", "data: 73857293", "", "event: remove", "data: 2153", ""],
            [("add", "73857293"), ("remove", "2153")],
            id="named events",
        ),
        pytest.param(
            ["data: YHOO", "data: +2", "data: 10", ""], [(None, "YHOO\n+2\n10")], id="three lines"
        ),
        pytest.param(
            ["data", "", "data", "data", "", "data:"],
            [(None, ""), (None, "\n"), (None, None)],
            id="the last block is discarded",
        ),
        pytest.param(
            ["data:test", "", "data: test", ""], [(None, "test"), (None, "test")], id="one space"
        ),
        pytest.param([": comment", ""], [(None, None)], id="a comment"),
        pytest.param(["data:  test", ""], [(None, " test")], id="only one space is dropped"),
        pytest.param(["retry: 10", "foo: bar", ""], [(None, None)], id="other fields"),
    ],
)
def test_the_standards_examples(end, stream, expected):
    """
    The examples of the WHATWG text mean what it says they mean, with any line end.
    """
    body = end.join([*stream, ""]).encode()

    frames = decode(body)

    assert expected == [(frame.name, frame.data) for frame in frames]


def test_ids():
    """
    An id is given where there is one, an empty one too; one that holds NUL is none.
    """
    body = b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\nid: a\0\n\n"

    assert [None, "1", "", None] == [frame.id for frame in decode(body)]


def test_byte_order_mark():
    """
    One byte order mark before the stream is passed over, though it stays in the bytes.
    """
    body = b"\xef\xbb\xbfdata: a\n\n\xef\xbb\xbfdata: b\n\n"

    first, second = decode(body)

    assert (b"\xef\xbb\xbfdata: a\n\n", "a") == (first.raw, first.data)
    assert second.data is None


def test_a_torn_end_is_no_event():
    """
    What has no blank line behind it keeps its bytes and has neither name nor data.
    """
    assert [Frame(b"event: e\ndata: d\n", None, None)] == decode(b"event: e\ndata: d\n")
    assert [Frame(b"data: d\r\n", None, None)] == decode(b"data: d\r\n")


def test_not_utf_8():
    """
    A frame that is not UTF-8 keeps its bytes and has neither name nor data.
    """
    assert [Frame(b"data: \xff\n\n", None, None)] == decode(b"data: \xff\n\n")


@given(st.text("abc.-", min_size=1), st.text("ab: é🙂", min_size=1))
def test_encode(name, data):
    """
    What is encoded is decoded again.
    """
    assert [(name, data)] == [(each.name, each.data) for each in decode(encode(name, data))]
