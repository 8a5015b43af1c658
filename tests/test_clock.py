"""
Clocks and paces.
"""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from mockgemini.clock import INSTANT, RECORDED, EpochClock, ManualClock, Pace, RealClock
from mockgemini.errors import UsageError


def test_real_clock_waits():
    """
    The real clock's time passes while it sleeps, and it knows the day.
    """
    clock = RealClock()
    before = clock.now()

    asyncio.run(clock.sleep(0.01))
    asyncio.run(clock.sleep(-1))

    assert clock.now() - before >= 0.01
    assert abs(clock.today() - datetime.now(UTC)) < timedelta(seconds=5)


def test_manual_clock_does_not_wait():
    """
    A manual clock's time passes by sleeping and advancing only, and the calendar's with it.
    """
    clock = ManualClock(datetime(2026, 6, 3, tzinfo=UTC))

    asyncio.run(clock.sleep(3600))
    asyncio.run(clock.sleep(-5))
    clock.advance(60)

    assert clock.now() == 3660
    assert datetime(2026, 6, 3, 1, 1, tzinfo=UTC) == clock.today()


def test_a_day_that_never_ends():
    """
    An epoch clock waits like the real one, on a day that stays.
    """
    clock = EpochClock(datetime(2026, 6, 3, tzinfo=UTC))
    before = clock.now()

    asyncio.run(clock.sleep(0.01))

    assert clock.now() - before >= 0.01
    assert datetime(2026, 6, 3, tzinfo=UTC) == clock.today()


def test_sleeping_lets_others_run():
    """
    A sleep of nothing gives way to others once.
    """
    seen = []

    async def both():
        other = asyncio.create_task(ManualClock().sleep(0))
        other.add_done_callback(lambda _: seen.append("other"))
        await ManualClock().sleep(0)
        await other
        await ManualClock().sleep(0)

    asyncio.run(both())

    assert ["other"] == seen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("instant", INSTANT),
        ("recorded", RECORDED),
        ("0.5", Pace(0.5)),
        (2, Pace(2.0)),
        ("0", INSTANT),
    ],
)
def test_pace(text, expected):
    """
    A pace is a word or a factor.
    """
    pace = Pace.parse(text)

    assert expected == pace
    assert (pace.factor == 0) is pace.is_instant


@pytest.mark.parametrize("text", ["", "fast", "-1", "nan", "inf", -0.5, True])
def test_no_pace(text):
    """
    Anything else is refused, quoting it.
    """
    with pytest.raises(UsageError, match="pace takes instant, recorded or a factor") as caught:
        Pace.parse(text)

    assert repr(text) in str(caught.value)
