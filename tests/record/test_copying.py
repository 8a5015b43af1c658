import gzip

import pytest

from mockgemini.exchange import Event, Payload, Reply, Stream
from mockgemini.record.copying import copy

SSE = (("content-type", "text/event-stream; charset=utf-8"),)
JSON = (("content-type", "application/json"),)


def copied(headers, chunks, cut=None):
    made = copy(200, headers, 0.1)
    for at, chunk in enumerate(chunks, 1):
        made.feed(chunk, float(at))
    return made.answer((("a", "b"),), 9.0, cut), made.note


def test_an_event_is_timed_by_the_chunk_that_completes_it():
    """
    Events get the time of their last byte, and keep their exact bytes.
    """
    answer, _ = copied(SSE, [b"event: a\nda", b"ta: 1\n\ndata: 2\n\n", b": hello\n\n"])

    assert (
        Stream(
            200,
            (("a", "b"),),
            (
                Event(2.0, b"event: a\ndata: 1\n\n", "a", "1"),
                Event(2.0, b"data: 2\n\n", None, "2"),
                Event(3.0, b": hello\n\n"),
            ),
            0.1,
        )
        == answer
    )


@pytest.mark.parametrize(
    ("end", "event"),
    [
        (b"event: a\ndata: {", Event(9.0, b"event: a\ndata: {")),
        (b"data: 1\n", Event(9.0, b"data: 1\n")),
        (b"data: 1\r\r", Event(9.0, b"data: 1\r\r", None, "1")),
        (b"\n\r", Event(9.0, b"\r")),
    ],
)
def test_a_torn_end_is_an_event_without_data(end, event):
    """
    Only a frame that its blank line ends has data; the bytes are kept in any case.
    """
    answer, _ = copied(SSE, [end], "upstream")

    assert (event, "upstream") == (answer.events[-1], answer.cut)


def test_a_packed_stream_is_timed_as_it_unpacks():
    """
    Events of a gzipped stream are timed like any others.
    """
    packer = __import__("zlib").compressobj(wbits=31)
    chunks = [packer.compress(b"data: 1\n\n") + packer.flush(2), packer.flush()]

    answer, note = copied((*SSE, ("content-encoding", "gzip")), chunks)

    assert ((Event(1.0, b"data: 1\n\n", None, "1"),), None) == (answer.events, note)


def test_a_reply_is_its_whole_body():
    """
    Anything that is no event stream is one body, unpacked.
    """
    packed = gzip.compress(b"{}")

    answer, _ = copied((*JSON, ("content-encoding", "gzip")), [packed[:5], packed[5:]])

    assert Reply(200, (("a", "b"),), Payload(b"{}"), 9.0) == answer


def test_half_a_reply_is_worthless():
    """
    A body that was cut off is no answer.
    """
    assert (None, None) == copied(JSON, [b"{"], "upstream")


def test_what_cannot_be_unpacked_is_kept_with_a_note():
    """
    A body in an encoding that we do not know is kept as it is, even a stream's.
    """
    answer, note = copied((*SSE, ("content-encoding", "br")), [b"\x8b\x00"])

    assert b"\x8b\x00" == answer.body.read()
    assert "br" in note
