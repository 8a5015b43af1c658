"""
The decoder of event streams: nothing is lost, and how the bytes are cut does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from fuzz import seeds
from fuzz.target import Target
from mockgemini.sse import Decoder, decode


def check(data: bytes) -> None:
    """
    The first byte says how the rest is cut.
    """
    size, body = (data[0] % 9 + 1, data[1:]) if data else (1, b"")
    whole = decode(body)
    decoder = Decoder()
    cut = [
        frame for at in range(0, len(body), size) for frame in decoder.feed(body[at : at + size])
    ]
    cut += decoder.close()
    assert b"".join(frame.raw for frame in whole) == body
    assert cut == whole, (size, cut, whole)


def inputs() -> Iterator[bytes]:
    """
    Our streams, and lines of all kinds.
    """
    yield from (b"\x01" + stream.body for stream in seeds.streams())
    yield b"\x02\xef\xbb\xbfid: 1\nevent: a\r\ndata: x\rdata\n: c\n\ndata: \xff\n\n\n\r\n{}"
    yield from (b"\x07" + text for text in seeds.recordings(".sse"))


TARGET = Target("sse", check, inputs)
