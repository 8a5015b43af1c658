"""
The stream of pictures in a film.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.media.h264 import Frames

BYTES = st.integers(16, 235)


@given(
    size=st.tuples(st.integers(8, 200), st.integers(8, 200)),
    colours=st.lists(st.tuples(BYTES, BYTES, BYTES), min_size=1, max_size=8),
    number=st.integers(0, 40),
)
def test_nothing_looks_like_a_start_code(size, colours, number):
    """
    Whatever the colours, no unit holds what only stands between units (7.4.1).
    """
    frames = Frames(size[0] * 2, size[1] * 2)

    units = [frames.sequence(), frames.picture(), *frames.bands(colours, number)]

    for unit in (*units, *frames.again(number + 1)):
        assert re.search(rb"\x00\x00[\x00-\x02]", unit) is None
        assert re.search(rb"\x00\x00\x03[^\x00-\x03]", unit) is None


def test_every_colour_gets_a_band_where_there_is_room():
    """
    A picture of two rows of macroblocks has two bands at most.
    """
    colours = [(100, 100, 100)] * 6

    assert 6 == len(Frames(64, 720).bands(colours, 0))
    assert 2 == len(Frames(64, 32).bands(colours, 0))


@pytest.mark.parametrize(
    ("size", "level"),
    [
        ((640, 360), 30),
        ((1280, 720), 31),
        ((1920, 1080), 40),
        ((3840, 2160), 51),
        ((9999, 9999), 62),
    ],
)
def test_the_level_fits_the_size(size, level):
    """
    A decoder learns from the level what it has to be able to do.
    """
    assert level == Frames(*size).level
