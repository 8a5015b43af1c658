"""
Films.
"""

import time
from io import BytesIO

import pytest
from samples import given_media

from mockgemini.synthesize.media.mp4 import mp4
from mockgemini.synthesize.media.reading import Reading, read
from mockgemini.synthesize.media.sizes import RESOLUTIONS, film_size


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_a_film_is_as_long_as_asked_and_small(resolution):
    """
    Eight seconds of any size are told as such, in less than 300 KB, at once.
    """
    start = time.perf_counter()

    data = mp4(*film_size("16:9", resolution), 8, given_media.dice())

    assert Reading("video/mp4", seconds=8.0) == read(data)
    assert len(data) < 300_000
    assert time.perf_counter() - start < 0.25


def test_a_film_depends_on_the_dice_alone():
    """
    The same dice give the same bytes, other dice another film.
    """
    assert mp4(64, 48, 1, given_media.dice(b"1")) == mp4(64, 48, 1, given_media.dice(b"1"))
    assert mp4(64, 48, 1, given_media.dice(b"1")) != mp4(64, 48, 1, given_media.dice(b"2"))


def test_the_shortest_film_has_a_picture():
    """
    No time at all is one frame.
    """
    assert Reading("video/mp4", seconds=1 / 24) == read(mp4(64, 48, 0, given_media.dice()))


@pytest.mark.parametrize("size", [(640, 360), (720, 1280), (1920, 1080), (34, 50)])
def test_another_player_shows_the_film(size):
    """
    FFmpeg's libraries find every frame in the size that was asked for, and see it change.
    """
    av = pytest.importorskip("av")

    with av.open(BytesIO(mp4(*size, 2, given_media.dice()))) as film:
        frames = list(film.decode(video=0))

    assert 48 == len(frames)
    assert {size} == {(frame.width, frame.height) for frame in frames}
    first, same, other = (bytes(frames[n].planes[0]) for n in (0, 23, 24))
    assert first == same != other
