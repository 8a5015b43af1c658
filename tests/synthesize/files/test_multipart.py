"""
Bodies in parts.
"""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.exchange import Payload, Spool
from mockgemini.synthesize.files.multipart import parts
from mockgemini.wire.refusal import Refused

TYPE = "multipart/related; boundary=frontier"


def body(metadata, data, head=b"Content-Type: image/gif\r\n", end=b"--\r\n"):
    """
    Two parts.
    """
    first = b"--frontier\r\nContent-Type: application/json\r\n\r\n" + metadata
    return first + b"\r\n--frontier\r\n" + head + b"\r\n" + data + b"\r\n--frontier" + end


@given(metadata=st.binary(max_size=30), data=st.binary(max_size=300), quoted=st.booleans())
def test_parts_come_out_as_they_went_in(metadata, data, quoted):
    """
    Whatever bytes the parts have, they are the parts; the boundary may be quoted.
    """
    content_type = 'multipart/related; boundary="frontier"; x=y' if quoted else TYPE

    found = parts(content_type, Payload(body(metadata, data)))

    assert (metadata, "image/gif", data) == (found.metadata, found.mime_type, found.payload.read())


@pytest.mark.parametrize("size", [262_130 + n for n in range(40)])
def test_a_boundary_may_lie_across_two_pieces(size):
    """
    Wherever a body is cut for reading, its boundary is found.
    """
    data = b"\r\n--fronti" + bytes(size)

    assert data == parts(TYPE, Payload(body(b"{}", data))).payload.read()


def test_a_part_need_not_tell_its_type():
    """
    Without a content type the second part has none.
    """
    assert parts(TYPE, Payload(body(b"{}", b"x", head=b""))).mime_type is None


@pytest.mark.parametrize(
    ("content_type", "text", "words"),
    [
        ("multipart/related", b"", "names its boundary; 'multipart/related' does not"),
        (TYPE, b"", "ends before the second"),
        (TYPE, b"--frontier\r\n\r\n{}\r\n--frontier--", "ends before the second"),
        (TYPE, bytes(3_000_000), "ends before the second"),
        (TYPE, body(b"{}", b"x")[:-14], "breaks off"),
    ],
)
def test_what_is_not_two_parts_is_refused(content_type, text, words):
    """
    A missing boundary and parts that break off are told as such.
    """
    with pytest.raises(Refused, match=words):
        parts(content_type, Payload(text))


def test_a_large_part_stays_on_disk():
    """
    Twenty megabytes are taken apart in a few hundred kilobytes of memory.
    """
    spool = Spool()
    spool.write(body(b"{}", b"")[: -len(b"\r\n--frontier--\r\n")])
    for _ in range(20):
        spool.write(bytes(1_000_000))
    spool.write(b"\r\n--frontier--\r\n")
    whole = spool.payload()

    tracemalloc.start()
    found = parts(TYPE, whole)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert 20_000_000 == found.payload.size
    assert peak < 4_000_000
