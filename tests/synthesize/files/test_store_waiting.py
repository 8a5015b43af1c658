"""
Files that take their time: how long they are in processing, and when they are gone.
"""

import pytest
from stages.asked_files import get, listed, store, told, upload

from mockgemini.clock import RECORDED, ManualClock, Pace
from mockgemini.synthesize.files import Processing

DAYS_2 = 48 * 3600.0


@pytest.mark.parametrize("mime_type", ["video/mp4", "audio/wav"])
def test_a_film_has_to_be_waited_for(mime_type):
    """
    At pace instant the first GET finds a film or a sound in processing, the second one active.
    """
    files = store()
    file = upload(files, mime_type=mime_type)

    states = [told(get(files, file["name"]))["state"] for _ in range(3)]

    assert ["PROCESSING", "PROCESSING", "ACTIVE", "ACTIVE"] == [file["state"], *states]


@pytest.mark.parametrize("polls", [0, 2])
def test_how_often_is_a_setting(polls):
    """
    So many polls find it in processing; none at all makes it active at once.
    """
    files = store(processing=Processing(polls=polls))
    file = upload(files, mime_type="video/mp4")

    states = [told(get(files, file["name"]))["state"] for _ in range(4)]

    assert polls == states.count("PROCESSING")
    assert ("PROCESSING" if polls else "ACTIVE") == file["state"]


@pytest.mark.parametrize("pace", [RECORDED, Pace(0.5)])
def test_at_other_paces_the_clock_decides(pace):
    """
    A film is active when its seconds have passed, times the pace's factor, however often one looks.
    """
    clock = ManualClock()
    files = store(pace=pace, clock=clock, processing=Processing(seconds=10))
    file = upload(files, mime_type="video/mp4")

    clock.advance(9.9 * pace.factor)
    assert {"PROCESSING"} == {told(get(files, file["name"]))["state"] for _ in range(5)}

    clock.advance(0.1 * pace.factor)
    now = told(get(files, file["name"]))
    assert "ACTIVE" == now["state"]
    assert now["createTime"] < now["updateTime"]


def test_who_only_waits_is_served_too():
    """
    A client that sleeps instead of asking finds its film active, at pace instant as well.
    """
    clock = ManualClock()
    files = store(clock=clock)
    file = upload(files, mime_type="video/mp4")

    assert not files.find(file["uri"]).is_active
    clock.advance(5)
    assert files.find(file["uri"]).is_active


def test_without_seconds_nothing_takes_time():
    """
    Processing that takes no seconds is over before it is told, at any pace but instant.
    """
    files = store(pace=RECORDED, processing=Processing(seconds=0))

    assert "ACTIVE" == upload(files, mime_type="video/mp4")["state"]


def test_a_list_is_a_look():
    """
    A client may wait for a film by listing its files.
    """
    files = store()
    upload(files, mime_type="video/mp4")

    states = [listed(files)["files"][0]["state"] for _ in range(2)]

    assert ["PROCESSING", "ACTIVE"] == states


def test_a_file_lives_for_two_days():
    """
    After 48 hours by the clock a file is gone, as its expiration time said.
    """
    clock = ManualClock()
    files = store(clock=clock)
    file = upload(files)

    clock.advance(DAYS_2 - 1)
    assert 200 == get(files, file["name"]).status

    clock.advance(1)
    assert 403 == get(files, file["name"]).status
    assert ({}, 0) == (listed(files), len(files))
    assert file["expirationTime"].startswith("2026-01-03T00:00:00.000000")
