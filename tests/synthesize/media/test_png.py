"""
Pictures that are PNGs.
"""

import struct
import time
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import given_media

from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.media.reading import image_size
from mockgemini.synthesize.media.sizes import ASPECT_RATIOS, picture_size


def chunks(data):
    """
    The chunks of a PNG, each with a checksum that is right.
    """
    found, at = {}, 8
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        assert zlib.crc32(kind + body) == struct.unpack_from(">I", data, at + 8 + size)[0]
        found[kind] = body
        at += 12 + size
    return found


@given(width=st.integers(1, 300), height=st.integers(1, 300), seed=st.binary(max_size=4))
def test_every_pixel_is_there_and_has_a_colour(width, height, seed):
    """
    A PNG of any size holds one filter and all pixels for every row, and only colours it defines.
    """
    found = chunks(png(width, height, given_media.dice(seed)))

    rows = zlib.decompress(found[b"IDAT"])

    assert (width + 1) * height == len(rows)
    assert {rows[at] for at in range(0, len(rows), width + 1)} <= {0, 2}
    assert max(rows) < len(found[b"PLTE"]) / 3


def test_a_picture_depends_on_the_dice_alone():
    """
    The same dice give the same bytes, other dice another picture.
    """
    assert png(99, 70, given_media.dice(b"1")) == png(99, 70, given_media.dice(b"1"))
    assert png(99, 70, given_media.dice(b"1")) != png(99, 70, given_media.dice(b"2"))


@pytest.mark.parametrize("ratio", ASPECT_RATIOS)
def test_pictures_are_small_and_quickly_made(ratio):
    """
    At 1K no picture has more than 60 KB, nor takes longer than anyone would notice.
    """
    start = time.perf_counter()

    data = png(*picture_size(ratio), given_media.dice())

    assert len(data) <= 60_000
    assert picture_size(ratio) == image_size(data)
    assert time.perf_counter() - start < 0.25


def test_another_library_sees_the_picture():
    """
    Pillow reads the size that was asked for, and more than one colour.
    """
    images = pytest.importorskip("PIL.Image")

    with images.open(BytesIO(png(333, 222, given_media.dice()))) as image:
        image.load()

        assert (333, 222) == image.size
        assert len(image.convert("RGB").getcolors(99_999)) > 10
