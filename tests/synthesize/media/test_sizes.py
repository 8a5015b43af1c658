"""
Sizes from words.
"""

import pytest

from mockgemini.synthesize.media.sizes import (
    ASPECT_RATIOS,
    IMAGE_SIZES,
    film_size,
    picture_size,
    seconds_of,
)
from mockgemini.wire.refusal import Refused


@pytest.mark.parametrize("size", IMAGE_SIZES)
@pytest.mark.parametrize("ratio", ASPECT_RATIOS)
def test_a_picture_has_the_ratio_it_is_asked_for(ratio, size):
    """
    Width to height is what the ratio says, give or take what suits the model.
    """
    wide, high = map(int, ratio.split(":"))

    width, height = picture_size(ratio, size)

    assert pytest.approx(wide / high, rel=0.05) == width / height


def test_what_is_left_open_is_square_and_wide():
    """
    A picture is square and 1K, a film is wide and 720p, unless the request says otherwise.
    """
    assert (1024, 1024) == picture_size()
    assert (4096, 4096) == picture_size("1:1", "4k")
    assert (512, 512) == picture_size(None, "512")
    assert (1280, 720) == film_size()
    assert (1080, 1920) == film_size("9:16", "1080p")


@pytest.mark.parametrize(
    ("words", "ask"),
    [
        ("The value '7:5' is not supported for 'aspect_ratio' at 'response_format'.", "7:5"),
        ("The value '3K' is not supported for 'image_size' at 'response_format'.", "3K"),
    ],
)
def test_another_word_is_refused(words, ask):
    """
    A word that is none of Google's is refused in Google's words, with all that are.
    """
    with pytest.raises(Refused, match="Supported values: '") as caught:
        picture_size(ask if ":" in ask else None, None if ":" in ask else ask, "response_format")

    assert str(caught.value).startswith(words)


def test_a_duration_is_seconds():
    """
    `8s` is eight seconds, an hour is a minute, nothing is what the caller says, the rest refused.
    """
    assert 8.0 == seconds_of("8s", 1)
    assert 2.5 == seconds_of("2.5s", 1)
    assert 60.0 == seconds_of("3600s", 1)
    assert 4.0 == seconds_of(None, 4.0)
    with pytest.raises(Refused, match=r"^Invalid input at 'duration'\.$"):
        seconds_of("soon", 1)
