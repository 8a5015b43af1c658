import pytest
from stages.faulted import BODY, EVENTS, RAW, REPLY, STREAM, Stage, given

from mockgemini.clock import RECORDED
from mockgemini.errors import UsageError
from mockgemini.faults import Chunks, Cut, Stall

WHOLE = b"".join(RAW)


@pytest.mark.parametrize("events", range(len(RAW) + 1))
def test_a_stream_is_cut_after_any_event(events):
    """
    So many events come, to the byte, and the connection ends without its end.
    """
    told = given(Cut(after_events=events))

    assert b"".join(RAW[:events]) == told.body
    assert (200, False) == (told.status, told.is_complete)


def test_a_cut_within_an_event_leaves_half_of_it():
    """
    What comes of the next event is no event.
    """
    told = given(Cut(after_events=2, within="event"))

    assert RAW[0] + RAW[1] + RAW[2][: len(RAW[2]) // 2] == told.body


def test_a_cut_within_a_character_leaves_half_of_it():
    """
    The bytes end in the middle of the first character beyond ASCII, behind so many events.
    """
    told = given(Cut(after_events=1, within="character"))

    assert told.body.endswith(b" kr\xc3")
    assert WHOLE.startswith(told.body)


@pytest.mark.parametrize(
    "cut",
    [
        Cut(after_events=9),
        Cut(after_events=8, within="event"),
        Cut(after_events=5, within="character"),
        Cut(after_bytes=10_000),
    ],
)
def test_a_place_that_is_not_there_is_waited_for(cut):
    """
    A cut waits for an answer that reaches its place; the others are whole, and it is not spent.
    """
    stage = Stage(cut)

    told = stage.visit()

    assert (WHOLE, True) == (told.body, told.is_complete)
    assert 0 == stage.world.faults.armed[0].occasion.acted


@pytest.mark.parametrize("size", [0, 1, len(RAW[0]), len(RAW[0]) + 1, len(WHOLE) - 1])
def test_a_stream_is_cut_after_any_byte(size):
    """
    Bytes are counted over all events.
    """
    told = given(Cut(after_bytes=size))

    assert (WHOLE[:size], False) == (told.body, told.is_complete)


def test_a_reply_is_cut_and_its_head_had_promised_more():
    """
    The head tells the length of the whole body.
    """
    told = given(Cut(after_bytes=10), answer=REPLY)

    assert (BODY[:10], False) == (told.body, told.is_complete)
    assert ("content-length", str(len(BODY))) in told.headers


def test_a_reply_has_no_events_and_is_shorter_than_one_may_say():
    """
    Where there is nothing to cut, nothing is.
    """
    for cut in (Cut(after_events=1), Cut(after_bytes=len(BODY))):
        assert BODY == given(cut, answer=REPLY).body


def test_a_cut_can_reset_the_connection():
    """
    The bytes before it may have come, and no end does.
    """
    told = given(Cut(after_events=1, how="reset"))

    assert (RAW[0], False) == (told.body, told.is_complete)


def test_a_stall_lasts_until_the_client_leaves():
    """
    The first events come, then nothing, and the connection stays open.
    """
    stage = Stage(Stall(after_events=2))

    told = stage.visit(stays_for=len(RAW[0] + RAW[1]))

    assert (RAW[0] + RAW[1], False) == (told.body, told.is_complete)
    assert next(iter(stage.world.journal)).client_left


def test_a_reply_stalls_within_its_body():
    """
    Half a body, and silence.
    """
    told = Stage(Stall(after_bytes=5), answer=REPLY).visit(stays_for=5)

    assert (BODY[:5], False) == (told.body, told.is_complete)


@pytest.mark.parametrize("where", [{"after_events": 2}, {"after_bytes": len(RAW[0] + RAW[1])}])
def test_a_stall_may_end(where):
    """
    With seconds all of it comes, the rest after them, whatever the pace.
    """
    told = given(Stall(**where, seconds=30))

    assert (WHOLE, True) == (told.body, told.is_complete)
    assert [0, 0, 30] == told.times[:3]


def test_a_stall_may_end_within_an_event():
    """
    Bytes are counted over all events.
    """
    told = given(Stall(after_bytes=5, seconds=30))

    assert [(RAW[0][:5], 0), (RAW[0][5:], 30)] == list(
        zip(told.chunks[:2], told.times[:2], strict=True)
    )


def test_at_recorded_pace_a_stall_delays_what_is_due():
    """
    What would have come meanwhile comes when it is over, and later events when they are due.
    """
    told = given(Stall(after_events=2, seconds=0.25), pace=RECORDED)

    assert [0.05, 0.1, 0.35, 0.35, 0.4] == pytest.approx(told.times[:5])


@pytest.mark.parametrize("stall", [Stall(after_events=9, seconds=1), Stall(after_events=9)])
def test_a_stall_waits_for_a_stream_that_is_long_enough(stall):
    """
    Shorter ones are whole.
    """
    assert WHOLE == given(stall).body
    assert BODY == given(Stall(after_events=0, seconds=1), answer=REPLY).body


def test_cuts_and_stalls_meet_other_faults():
    """
    Waits and small sends are the rest's, where an answer is cut as well.
    """
    told = given(Chunks(7), Stall(after_events=1, seconds=5), Cut(after_events=2))

    assert (RAW[0] + RAW[1], False) == (told.body, told.is_complete)
    assert {0.0, 5.0} == set(told.times)
    assert max(len(chunk) for chunk in told.chunks) == 7


def test_a_silence_at_the_end_is_before_the_end():
    """
    A wait behind the last byte keeps the stream open for so long.
    """
    told = given(Stall(after_events=len(EVENTS), seconds=5))

    assert (WHOLE, 5.0, True) == (told.body, told.times[-1], told.is_complete)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (Cut, "cut takes one of after_events, after_bytes, not none"),
        (lambda: Cut(1, 2), "not after_events and after_bytes"),
        (lambda: Cut(-1), "cut: after_events takes a whole number from 0 on, not -1"),
        (lambda: Cut(True), "not True"),
        (lambda: Cut(after_bytes=1.5), "cut: after_bytes takes a whole number"),
        (lambda: Cut(1, within="word"), "cut: within takes event, character, not 'word'"),
        (lambda: Cut(after_bytes=1, within="event"), "cut: within with takes one of after_events"),
        (lambda: Cut(1, how="softly"), "cut: how takes close, reset, not 'softly'"),
        (lambda: Stall(1, seconds=-1), "stall: seconds takes seconds from 0 on, not -1"),
        (Stall, "stall takes one of"),
    ],
)
def test_what_cannot_be_meant_is_refused(make, words):
    """
    In one sentence that names fault and option.
    """
    with pytest.raises(UsageError) as error:
        make()

    assert words in str(error.value)


def test_a_stream_that_was_recorded_torn_is_cut_as_others_are():
    """
    The recorded end is further off.
    """
    torn = type(STREAM)(200, STREAM.headers, EVENTS[:5], cut="upstream")

    assert RAW[0] == given(Cut(1), answer=torn).body
    assert not given(Chunks(5), answer=torn).is_complete
