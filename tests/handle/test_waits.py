"""
Waits that are skipped.
"""

import asyncio
import gc
import linecache
import subprocess
import sys
import threading
import time
from time import sleep as imported_sleep

import anyio
import pytest

from mockgemini import MockGemini
from mockgemini.errors import UsageError
from mockgemini.handle.waits import Waits
from mockgemini.server.running import THREAD

LONG = 3600


@pytest.fixture
def waits():
    """
    Waits are skipped while a test runs.
    """
    with Waits(lambda: 7.0).begin() as begun:
        yield begun


def test_waits_take_no_time(waits):
    """
    Whoever sleeps, in whichever library, goes on at once; how long it would have been is noted.
    """

    async def work():
        await asyncio.sleep(LONG + 1)
        await anyio.sleep(LONG + 2)
        return await asyncio.sleep(LONG + 3, "done")

    time.sleep(LONG)

    assert "done" == asyncio.run(work())
    assert [LONG, LONG + 1, LONG + 2, LONG + 3] == waits.seconds
    assert (4, 4 * LONG + 6) == (len(waits), waits.total)
    assert "<Waits [3600.0, " in repr(waits)


def test_a_wait_has_its_place(waits):
    """
    Each wait tells file and line, and the moment.
    """
    time.sleep(LONG)

    (wait,) = waits
    path, _, line = wait.place.rpartition(":")

    assert (__file__, 7.0) == (path, wait.moment)
    assert "    time.sleep(LONG)" == linecache.getline(path, int(line)).rstrip()


def test_imported_names_are_met(waits):
    """
    A function that was imported by name before is skipped, too.
    """
    imported_sleep(LONG)

    assert [LONG] == waits.seconds


def test_others_get_their_turn(waits):
    """
    A wait that is skipped still lets other tasks run.
    """
    seen = []

    async def work(name):
        for _ in range(2):
            seen.append(name)
            await asyncio.sleep(LONG)

    async def both():
        await asyncio.gather(work("a"), work("b"))

    asyncio.run(both())

    assert ["a", "b", "a", "b"] == seen
    assert 4 == len(waits)


def test_no_wait_is_none(waits):
    """
    Sleeping for nothing, or for ever, is left alone, and so are mistakes.
    """

    async def work():
        await asyncio.sleep(0)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anyio.sleep(float("inf")), 0.01)

    time.sleep(0)
    asyncio.run(work())
    with pytest.raises(ValueError, match="non-negative"):
        time.sleep(-1)

    assert [] == waits.seconds


def test_the_server_waits(waits):
    """
    The thread of a server behind a test is not touched.
    """
    took = []

    def work():
        start = time.perf_counter()
        time.sleep(0.02)
        took.append(time.perf_counter() - start)

    thread = threading.Thread(target=work, name=THREAD)
    thread.start()
    thread.join()

    assert took[0] >= 0.02
    assert [] == waits.seconds


def test_pythons_library_waits(waits):
    """
    What the library itself waits for takes its time: here a process.
    """
    program = [sys.executable, "-S", "-c", "import time; time.sleep(0.05)"]

    assert 0 == subprocess.Popen(program).wait(timeout=30)
    assert [] == waits.seconds


def test_all_is_as_before():
    """
    When it is over, everybody has Python's own functions again; who kept ours waits by it.
    """
    before = (time.sleep, asyncio.sleep, anyio.sleep, imported_sleep)
    with Waits(time.monotonic).begin() as waits:
        kept = time.sleep
        assert kept is not before[0]
    start = time.perf_counter()
    kept(0.01)
    waits.close()

    assert before == (time.sleep, asyncio.sleep, anyio.sleep, imported_sleep)
    assert time.perf_counter() - start >= 0.01
    assert [] == waits.seconds


def test_two_at_a_time():
    """
    The last one notes; when both are over, all is as before.
    """
    before = time.sleep
    with Waits(time.monotonic).begin() as first, Waits(time.monotonic).begin() as last:
        time.sleep(LONG)

    assert ([], [LONG], before) == (first.seconds, last.seconds, time.sleep)


def test_what_others_replaced_is_theirs():
    """
    Who has put another function there meanwhile keeps it.
    """
    before, other = time.sleep, print
    waits = Waits(time.monotonic).begin()
    try:
        time.sleep = other
        waits.close()
        assert other is time.sleep
    finally:
        time.sleep = before


def test_a_mock_skips_until_it_stops():
    """
    With MockGemini waits are skipped until `stop`, or the end of a block.
    """
    before = time.sleep
    with MockGemini() as mock:
        with mock.skip_waits() as waits:
            time.sleep(LONG)
        assert before is time.sleep
        again = mock.skip_waits()
        once_more = mock.skip_waits()
        time.sleep(LONG)

    assert ([LONG], [], [LONG]) == (waits.seconds, again.seconds, once_more.seconds)
    assert before is time.sleep
    with pytest.raises(UsageError, match="start it before"):
        mock.skip_waits()


def test_skipping_costs_little():
    """
    To begin and to end is a matter of milliseconds, however many modules there are.
    """
    gc.collect()
    start = time.perf_counter()
    for _ in range(5):
        Waits(time.monotonic).begin().close()

    assert time.perf_counter() - start < 0.5
