"""
Pictures that are JPEGs.
"""

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import given_media

from mockgemini.synthesize.media.jpeg import jpeg
from mockgemini.synthesize.media.reading import image_size


@given(width=st.integers(1, 500), height=st.integers(1, 500), seed=st.binary(max_size=4))
def test_every_row_of_tiles_is_there(width, height, seed):
    """
    A JPEG of any size tells it, and has as many intervals as rows of tiles, numbered in order.
    """
    data = jpeg(width, height, given_media.dice(seed))

    scan = data[data.index(b"\xff\xda") + 14 : -2]
    marks = [second - 0xD0 for first, second in pairwise(scan) if first == 0xFF and second]

    assert (width, height) == image_size(data)
    assert [n % 8 for n in range(-(-height // 16) - 1)] == marks
    assert data.endswith(b"\xff\xd9")


def test_a_picture_depends_on_the_dice_alone():
    """
    The same dice give the same bytes, other dice another picture.
    """
    assert jpeg(99, 70, given_media.dice(b"1")) == jpeg(99, 70, given_media.dice(b"1"))
    assert jpeg(99, 70, given_media.dice(b"1")) != jpeg(99, 70, given_media.dice(b"2"))


@pytest.mark.parametrize("size", [(1, 1), (17, 5), (1024, 1024), (3072, 384)])
def test_another_library_sees_the_picture(size):
    """
    Pillow decodes it to the last tile and sees bands of different colour.
    """
    images = pytest.importorskip("PIL.Image")

    with images.open(BytesIO(jpeg(*size, given_media.dice()))) as image:
        image.load()

        assert size == image.size
        assert size == (1, 1) or len(image.getcolors(99_999)) > 1
