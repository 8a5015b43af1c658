"""
Colours from dice.
"""

from hypothesis import given
from hypothesis import strategies as st
from samples import given_media

from mockgemini.synthesize.media.colours import between, luma_and_chroma, palette


@given(seed=st.binary(max_size=8), count=st.integers(1, 9), steps=st.integers(1, 70))
def test_colours_are_colours(seed, count, steps):
    """
    Every component of every colour, mixed or turned into luma and chroma, fits a byte.
    """
    found = palette(given_media.dice(seed), count)
    mixed = between(found[0], found[-1], steps)

    assert (count, steps) == (len(found), len(mixed))
    for colour in (*found, *mixed, *map(luma_and_chroma, mixed)):
        assert 0 <= min(colour) <= max(colour) <= 255


def test_grey_has_no_chroma():
    """
    Greys lie in the middle of both axes of colour.
    """
    assert (200, 128, 128) == luma_and_chroma((200, 200, 200))
    assert [(0, 0, 0), (5, 10, 15), (10, 20, 30)] == between((0, 0, 0), (10, 20, 30), 3)
