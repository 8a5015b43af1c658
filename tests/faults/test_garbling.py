import json

import pytest
from stages.faulted import BODY, RAW, REPLY, STREAM, Stage, given

from mockgemini import sse
from mockgemini.errors import UsageError
from mockgemini.faults import ContentType, Crlf, TruncatedJson

WHOLE = b"".join(RAW)


def test_lines_may_end_with_carriage_returns():
    """
    Every line of a stream does, and its events are the same to whoever follows the standard.
    """
    told = given(Crlf())

    assert WHOLE.replace(b"\n", b"\r\n") == told.body
    frames = sse.decode(told.body)
    assert [(each.name, each.data) for each in sse.decode(WHOLE)] == [
        (each.name, each.data) for each in frames
    ]


def test_lines_that_end_so_are_left_alone():
    """
    Twice is as once; and a reply has no lines.
    """
    assert given(Crlf(times=1)).body == given(Crlf(), Crlf()).body
    assert BODY == given(Crlf(), answer=REPLY).body


@pytest.mark.parametrize(("answer", "body"), [(STREAM, WHOLE), (REPLY, BODY)])
def test_an_answer_may_say_that_it_is_a_page(answer, body):
    """
    The bytes stay; the type is another, and there is only one.
    """
    told = given(ContentType(), answer=answer)

    types = [value for name, value in told.headers if name == "content-type"]
    assert (["text/html; charset=utf-8"], body) == (types, told.body)


@pytest.mark.parametrize(("size", "expected"), [(None, len(BODY) // 2), (0, 0), (3, 3)])
def test_json_may_end_too_soon_and_nobody_says_so(size, expected):
    """
    The length is that of what comes: HTTP is content, and the JSON is none.
    """
    told = given(TruncatedJson(size), answer=REPLY)

    assert (BODY[:expected], True) == (told.body, told.is_complete)
    assert ("content-length", str(expected)) in told.headers
    with pytest.raises(json.JSONDecodeError):
        told.json  # noqa: B018


def test_there_must_be_something_to_leave_out():
    """
    A shorter reply, and a stream, are given whole.
    """
    stage = Stage(TruncatedJson(len(BODY)), answer=REPLY)

    assert BODY == stage.visit().body
    assert WHOLE == given(TruncatedJson()).body


def test_what_cannot_be_meant_is_refused():
    """
    In one sentence that names fault and option.
    """
    with pytest.raises(UsageError, match="content_type: value takes a printable text"):
        ContentType("a\r\nset-cookie: b")
    with pytest.raises(UsageError, match="truncated_json: after_bytes takes a whole number"):
        TruncatedJson("half")
