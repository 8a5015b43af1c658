"""
The bytes of a body, wherever they lie.
"""

import asyncio
import gc
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini import payload as payloads
from mockgemini.payload import SPOOL_AT, Body, Payload, Spool


async def chunks_of(*chunks):
    """
    A body as it comes from the wire.
    """
    for chunk in chunks:
        yield chunk


def test_a_payload_in_memory():
    """
    Bytes in memory are their own content.
    """
    payload = Payload(b"hello")

    assert b"hello" == payload.read() == b"".join(payload.pieces())
    assert (5, hashlib.sha256(b"hello").hexdigest()) == (payload.size, payload.digest())
    assert payload.digest()[:16] == payload.name


def test_a_payload_in_a_file(tmp_path):
    """
    Bytes in a file are given in pieces, and say the same of themselves.
    """
    data = bytes(range(256)) * 3000
    path = tmp_path / "data"
    path.write_bytes(data)

    payload = Payload(path=path)

    assert Payload(data) == payload
    assert hash(Payload(data)) == hash(payload)
    assert data == payload.read() == b"".join(payload.pieces())
    assert len(data) == payload.size
    assert len(list(payload.pieces())) > 1
    assert str(path) in repr(payload)


def test_a_payload_put_together_when_asked():
    """
    What has to be put together is so once, when first asked for; its name may be known before.
    """
    asked = []

    def load():
        asked.append(1)
        return b"late"

    payload = Payload(load=load, name="0123456789abcdef")

    assert ("0123456789abcdef", []) == (payload.name, asked)
    assert b"late" == payload.read() == payload.read()
    assert [1] == asked


def test_a_kept_file_is_checked_once(tmp_path):
    """
    A file written before is checked when it is read for the first time, and not for its size.
    """
    path, checked = tmp_path / "blob", []
    path.write_bytes(b"data")
    payload = Payload.kept(path, "0123456789abcdef", checked.append)

    assert (4, []) == (payload.size, checked)
    assert b"data" == payload.read() == b"".join(payload.pieces())
    assert [path] == checked


def test_payloads_and_other_things():
    """
    A payload equals payloads of the same bytes and nothing else.
    """
    assert Payload(b"a") == Payload(b"a")
    assert Payload(b"a") != Payload(b"b")
    assert Payload(b"a") != b"a"


@given(st.lists(st.binary(max_size=9)), st.integers(0, 20))
def test_a_spool_keeps_every_byte(chunks, limit):
    """
    What is written comes out again, whether or not it went to a file on the way.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payloads, "SPOOL_AT", limit)
        spool = Spool()

        for chunk in chunks:
            spool.write(chunk)
        payload = spool.payload()

    assert b"".join(chunks) == payload.read()
    assert Payload(b"".join(chunks)).digest() == payload.digest()
    assert (payload.path is not None) is (payload.size > limit)


def test_a_spooled_file_goes_with_its_payload():
    """
    The temporary file of a large body is there as long as its payload, and no longer.
    """
    spool = Spool()
    spool.write(bytes(SPOOL_AT))
    spool.write(b"x")
    payload = spool.payload()
    path = payload.path
    assert path.exists()
    del payload
    gc.collect()
    assert not path.exists()


def test_a_body_is_read_once():
    """
    A body that came in chunks is whole after anybody has read it, for every later reader.
    """
    body = Body(chunks_of(b"ab", b"c"))

    async def read():
        first = [chunk async for chunk in body.chunks()]
        again = [chunk async for chunk in body.chunks()]
        return first, again, await body.whole()

    assert not body.is_whole
    first, again, whole = asyncio.run(read())

    assert [b"ab", b"c"] == first
    assert [b"abc"] == again
    assert whole is body.payload
    assert body.is_whole


def test_a_body_is_made_whole():
    """
    Whoever asks for the whole body gets it, read to the end.
    """
    assert Payload(b"abc") == asyncio.run(Body(chunks_of(b"ab", b"c")).whole())


def test_a_body_that_was_not_read():
    """
    The payload of a body that was not read yet is not there.
    """
    with pytest.raises(AssertionError, match="await whole"):
        Body(chunks_of(b"")).payload  # noqa: B018 - asking is the point


def test_bodies_that_are_whole_from_the_start():
    """
    A body of bytes, of a payload, or of nothing is whole.
    """
    payload = Payload(b"a")

    assert payload is Body.of(payload).payload
    assert payload == Body.of(b"a").payload
    assert b"" == Body().payload.read()
