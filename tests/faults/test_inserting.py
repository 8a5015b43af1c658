import json

import pytest
from samples.shared import RECORDINGS, needs_recordings
from stages.faulted import BODY, RAW, REPLY, given

from mockgemini import sse
from mockgemini.errors import UsageError
from mockgemini.faults import BareError, Duplicate, ErrorEvent, Keepalive, Reorder, UnknownEvent
from mockgemini.faults.inserting import REFUSED, UNAVAILABLE

WHOLE = b"".join(RAW)
COMMENT = b": keepalive\n\n"


def joined(*parts):
    return b"".join(parts)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (BareError(), joined(*RAW[:2], UNAVAILABLE)),
        (BareError(0, "refusal"), REFUSED),
        (
            ErrorEvent(1, "not_found", "Gone."),
            joined(
                RAW[0],
                b'event: error\ndata: {"error":{"message":"Gone.","code":"not_found"},'
                b'"event_type":"error"}\n\n',
            ),
        ),
        (
            ErrorEvent(1, is_empty=True),
            joined(RAW[0], b"event: error\ndata: {}\n\n", *RAW[1:]),
        ),
        (
            UnknownEvent(1, "new"),
            joined(RAW[0], b'event: new\ndata: {"event_type":"new"}\n\n', *RAW[1:]),
        ),
        (Duplicate(4), joined(*RAW[:4], *RAW[3:])),
        (Reorder(3), joined(*RAW[:3], RAW[4], RAW[3], *RAW[5:])),
        (
            Keepalive(3),
            joined(COMMENT, *RAW[:3], COMMENT, *RAW[3:6], COMMENT, *RAW[6:]),
        ),
    ],
    ids=lambda value: value.NAME if hasattr(value, "NAME") else "",
)
def test_the_wire_shows_it(fault, expected):
    """
    The events are the recorded ones, to the byte, but for what the fault adds or moves.
    """
    told = given(fault)

    assert (expected, True) == (told.body, told.is_complete)


def test_no_comment_comes_behind_the_end():
    """
    Every event has its comment but the last one.
    """
    told = given(Keepalive())

    assert len(RAW) - 1 == told.body.count(COMMENT)
    assert told.body.endswith(b"\n\nevent: done\ndata: [DONE]\n\n")


@pytest.mark.parametrize(
    "fault",
    [
        BareError(8),
        ErrorEvent(8),
        ErrorEvent(8, is_empty=True),
        UnknownEvent(8),
        Duplicate(9),
        Reorder(7),
    ],
)
def test_a_stream_that_ends_before_is_left_alone(fault):
    """
    So is an answer that is none.
    """
    assert WHOLE == given(fault).body
    assert BODY == given(fault, answer=REPLY).body
    assert BODY == given(Keepalive(), answer=REPLY).body


@needs_recordings
def test_the_bare_error_is_the_real_one():
    """
    It says what the front end said in the middle of a real stream, at the same place.
    """
    path = RECORDINGS / "forum/outputs/deep_research_stream_cut_by_503.sse.txt"
    frames = sse.decode(path.read_bytes())

    assert json.loads(frames[-1].raw) == json.loads(UNAVAILABLE)
    assert (None, None) == (frames[-1].name, sse.decode(UNAVAILABLE)[0].data)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: BareError(what="x"), "bare_error: what takes unavailable, refusal, not 'x'"),
        (lambda: ErrorEvent(code="a\nb"), "error_event: code takes a printable text"),
        (lambda: ErrorEvent(is_empty=1), "error_event: is_empty takes true or false, not 1"),
        (lambda: UnknownEvent(name=3), "unknown_event: name takes a printable text, not 3"),
        (lambda: Duplicate(0), "duplicate: after_events takes a whole number from 1 on, not 0"),
        (lambda: Reorder(None), "reorder: after_events takes a whole number"),
        (lambda: Keepalive(0), "keepalive: every takes a whole number from 1 on"),
    ],
)
def test_what_cannot_be_meant_is_refused(make, words):
    """
    In one sentence that names fault and option.
    """
    with pytest.raises(UsageError) as error:
        make()

    assert words in str(error.value)
