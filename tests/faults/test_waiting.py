import pytest
from stages.faulted import Stage, given

from mockgemini.clock import ManualClock
from mockgemini.errors import UsageError
from mockgemini.faults import Latency, Outage, Reset


@pytest.mark.parametrize("seconds", [0, 0.25, 3])
def test_an_answer_begins_later(seconds):
    """
    By so many seconds of the clock, at any pace.
    """
    told = given(Latency(seconds))

    assert ([seconds], True) == (told.times, told.is_complete)


def test_a_connection_is_reset_before_a_byte():
    """
    Nothing is sent, and what was recorded waits for the next try.
    """
    stage = Stage(Reset())

    told = stage.visit()

    assert (0, [], False) == (told.status, told.chunks, told.is_complete)
    assert stage.player.unused()
    assert 200 == stage.visit().status


def test_an_outage_has_a_beginning_and_an_end():
    """
    Both in seconds since it was set.
    """
    clock = ManualClock()
    clock.advance(100)
    stage = Stage(Outage(lasts=5, begins=10), clock=clock, repeat="cycle")

    seen = []
    for _ in range(5):
        seen.append(stage.visit().status)
        clock.advance(4)

    assert [200, 200, 200, 503, 200] == seen


def test_an_outage_without_end_lasts():
    """
    With the status that was said, and the word to come back at once.
    """
    stage = Stage(Outage(status=502))

    told = [stage.visit() for _ in range(3)]

    assert [502, 502, 502] == [each.status for each in told]
    assert ("retry-after-ms", "1") in told[0].headers


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (Latency, "latency takes seconds, or low and high"),
        (lambda: Outage(lasts="x"), "outage: lasts takes seconds from 0 on, not 'x'"),
        (lambda: Outage(begins=-1), "outage: begins takes seconds"),
        (lambda: Outage(status=200), "outage: status takes a whole number from 400 on"),
    ],
)
def test_what_cannot_be_meant_is_refused(make, words):
    """
    In one sentence that names fault and option.
    """
    with pytest.raises(UsageError) as error:
        make()

    assert words in str(error.value)
