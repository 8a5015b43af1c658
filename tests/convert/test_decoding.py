"""
Bodies come out as they were before content-encoding, whether or not the recorder decoded them.
"""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.convert.decoding import decoded


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


ENCODERS = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress}


@given(st.binary(min_size=1), st.sampled_from(sorted(ENCODERS)))
def test_decoding_undoes_encoding(body, name):
    """
    What was compressed comes out as it was.
    """
    assert body == decoded(ENCODERS[name](body), name)


def test_encodings_are_undone_last_first():
    """
    Several encodings are undone in the opposite order, several gzip members are one body.
    """
    assert b"body" == decoded(gzip.compress(zlib.compress(b"body")), "deflate, GZIP")
    assert b"body" == decoded(gzip.compress(b"bo") + gzip.compress(b"dy"), "gzip")
    assert b"body" == decoded(raw_deflate(b"body"), "deflate")


@pytest.mark.parametrize("name", ["", "identity", "gzip", "deflate", "br", "zstd"])
def test_what_the_recorder_decoded_stays(name):
    """
    A readable body stays as it is, whatever the header says.
    """
    assert b'{"a": 1}' == decoded(b'{"a": 1}', name)
    assert b"" == decoded(b"", name)


@pytest.mark.parametrize(
    ("body", "name", "complaint"),
    [
        (gzip.compress(b"x" * 100, mtime=0)[:-9], "gzip", "breaks off"),
        (b"\x1f\x8b\x08\x00xxxxxxxxxx\xff", "gzip", "damaged"),
        (b"\xff\xfe\xfd", "deflate", "not readable as deflate"),
        (b"\xff\xfe\xfd", "br", "still encoded as 'br'"),
    ],
)
def test_what_cannot_be_decoded_is_said(body, name, complaint):
    """
    A damaged body, or one in an encoding that is not known here, is an error that says so.
    """
    with pytest.raises(ValueError, match=complaint):
        decoded(body, name)


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: gzip.compress(data[:9]) * 200])
def test_a_small_body_cannot_become_huge(pack):
    """
    Decompression ends at a limit, however many members the body has.
    """
    with pytest.raises(ValueError, match="larger than 1000 bytes"):
        decoded(pack(b"\0" * 100_000), "gzip", largest=1000)
