import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.record.decoding import decoding


def bare(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate ": bare,
    "identity": bytes,
}


@pytest.mark.parametrize("name", PACKED)
@given(data=st.binary(max_size=200), size=st.integers(1, 50))
def test_any_chunking_unpacks_to_the_same(name, data, size):
    """
    However the bytes are cut, what was packed comes out.
    """
    packed, undo = PACKED[name](data), decoding(name)

    plain = b"".join(undo.feed(packed[at : at + size]) for at in range(0, len(packed), size))

    assert data == plain


def test_several_members_are_one_body():
    """
    Members of gzip one after another are one body.
    """
    assert b"onetwo" == decoding("gzip").feed(gzip.compress(b"one") + gzip.compress(b"two"))


@pytest.mark.parametrize("name", [None, "", "identity"])
def test_nothing_is_undone_where_nothing_was_done(name):
    """
    Without an encoding the bytes are the body.
    """
    assert b"\x1f\x8b" == decoding(name).feed(b"\x1f\x8b")


@pytest.mark.parametrize("name", ["br", "zstd", "gzip, br"])
def test_other_encodings_are_not_known(name):
    """
    What we cannot undo is said, not guessed.
    """
    assert decoding(name) is None


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_what_is_not_packed_is_an_error(name):
    """
    Bytes that are not what they claim to be raise zlib's error.
    """
    with pytest.raises(zlib.error):
        decoding(name).feed(b"{'plain': 'text'} and more of it")
