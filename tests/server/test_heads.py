"""
Heads in bytes: what goes out, and what is looked at again before it does.
"""

import pytest

from mockgemini.server.heads import Head, Heads, encode, passed

JSON = (("content-type", "application/json"),)


def test_a_head_says_how_long_the_body_is():
    """
    As ASGI has it and as HTTP has it; what was said of the recorded body's framing is left out.
    """
    recorded = (*JSON, ("content-length", "9"), ("transfer-encoding", "x"), ("connection", "close"))

    head = Heads().of(200, recorded, 2)

    assert ((b"content-type", b"application/json"), (b"content-length", b"2")) == head.headers
    start = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n"
    assert start + b"hi" == head.whole(b"hi")


def test_a_body_of_unknown_length_is_one_chunk():
    """
    A stream says nothing of its length, so the whole answer is framed as a chunk and an end.
    """
    head = Heads().of(200, (), None)

    start = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    assert start + b"3\r\nabc\r\n0\r\n\r\n" == head.whole(b"abc")
    assert start + b"0\r\n\r\n" == head.whole(b"")


@pytest.mark.parametrize(
    ("headers", "framing", "whole"),
    [
        ((*JSON, ("content-length", "2")), b"content-length: 2\r\n\r\n", b"hi"),
        (JSON, b"transfer-encoding: chunked\r\n\r\n", b"2\r\nhi\r\n0\r\n\r\n"),
    ],
    ids=["its length", "chunks"],
)
def test_what_passes_is_framed_as_it_came(headers, framing, whole):
    """
    Where an answer told no length, it goes on in chunks.
    """
    head = passed(200, headers)

    start = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
    assert (start + framing + whole, encode(headers)) == (head.whole(b"hi"), head.headers)


@pytest.mark.parametrize("status", [204, 304])
def test_what_passes_without_a_body_is_left_to_the_server(status):
    """
    As is what HTTP cannot carry.
    """
    assert (passed(status, JSON).wire, passed(200, (("a", "\n"),)).wire) == (None, None)


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_says_nothing_of_it(status):
    """
    Such a head has no length (RFC 9110, 8.6), and the server sees it before it goes out.
    """
    head = Heads().of(status, JSON, 0)

    assert ((b"content-type", b"application/json"),) == head.headers
    assert head.whole(b"") is None


@pytest.mark.parametrize(
    "header", [("a b", "c"), ("", "c"), ("a", "b\nc"), ("a", "b\x00")], ids=repr
)
def test_what_http_cannot_carry_is_for_the_server_to_refuse(header):
    """
    No header can end the head, or begin another.
    """
    assert Heads().of(200, (header,), 0).wire is None


def test_a_status_may_have_no_name():
    """
    A number without a phrase is a status all the same.
    """
    wire = Heads().of(299, (), 0).wire

    assert wire is not None
    assert wire.startswith(b"HTTP/1.1 299 \r\n")


def test_the_same_headers_are_encoded_once():
    """
    By identity; another status or size makes another head, and so do equal headers elsewhere.
    """
    heads = Heads()

    first = heads.of(200, JSON, 2)

    assert first is heads.of(200, JSON, 2)
    assert [b"3", b"2"] == [
        heads.of(*given).headers[-1][1] for given in [(200, JSON, 3), (201, JSON, 2)]
    ]


def test_not_all_heads_are_remembered():
    """
    Answers that never come again do not stay.
    """
    heads = Heads()

    for number in range(3000):
        assert heads.of(200, (("n", str(number)),), None).headers == ((b"n", b"%d" % number),)

    assert len(heads._known) < 2000


def test_a_head_made_by_hand_goes_the_servers_way():
    """
    Without the bytes of HTTP there is no whole answer.
    """
    assert Head(200, encode((("a", "é"),))).whole(b"x") is None
