"""
Types from first bytes.
"""

import pytest
from samples import given_media

from mockgemini.synthesize.media.sniffing import sniff

GIVEN = {**given_media.PICTURES, **given_media.SOUNDS, **given_media.FILMS}


@pytest.mark.parametrize("name", GIVEN)
def test_a_beginning_tells_the_type(name):
    """
    The first bytes suffice to know what kind of media they begin.
    """
    mime_type, _, data = GIVEN[name]

    assert mime_type == sniff(data[:40])


@pytest.mark.parametrize(
    ("data", "mime_type"),
    [
        (b"\n%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"\0\0\0\x18ftypavif", "image/avif"),
        (b"\0\0\0\x18ftyp3gp5", "video/3gpp"),
        (b"BMW is no picture, although it begins like one", None),
        (b"", None),
    ],
)
def test_others_are_known_by_their_magic_too(data, mime_type):
    """
    Documents, rarer films and what is no media at all.
    """
    assert mime_type == sniff(data)
