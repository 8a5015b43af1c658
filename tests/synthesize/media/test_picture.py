"""
The format of a picture.
"""

import pytest
from samples import given_media

from mockgemini.synthesize.media.picture import picture
from mockgemini.synthesize.media.reading import Reading, read


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, "image/png"),
        ("image/png", "image/png"),
        ("image/JPEG", "image/jpeg"),
        ("image/jpg", "image/jpeg"),
        ("image/webp", "image/png"),
    ],
)
def test_a_picture_says_what_it_is(asked, given):
    """
    JPEG comes where it was asked for, PNG else; what comes is what it says it is.
    """
    made = picture(40, 30, given_media.dice(), asked)

    assert given == made.mime_type
    assert Reading(given, pixels=(40, 30)) == read(made.data)
