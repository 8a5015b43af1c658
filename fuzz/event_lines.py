"""
The lines of events: any bytes come back from them, any line is an event or a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from fuzz import seeds
from fuzz.target import Target
from mockgemini.cassette.event_lines import FRAMINGS, EventLineError, framing_of, read, write
from mockgemini.exchange import Event
from mockgemini.sse import decode


def check(data: bytes) -> None:
    """
    The bytes as a stream, and as lines.
    """
    events = tuple(Event(0.5, each.raw, each.name, each.data) for each in decode(data))
    lines, blobs = write(events, framing_of(events), str)
    again = read("".join(f"{line}\n" for line in lines), framing_of(events), blobs.get)
    assert [each.raw for each in events] == [each.raw for each in again]
    for framing in FRAMINGS:
        _read(data.decode(errors="ignore"), framing)


def _read(text: str, framing: str) -> None:
    try:
        events = read(text, framing, lambda _: None)
    except EventLineError:
        return
    lines, blobs = write(events, framing, str)
    again = read("".join(f"{line}\n" for line in lines), framing, blobs.get)
    assert [each.raw for each in events] == [each.raw for each in again]


def inputs() -> Iterator[bytes]:
    """
    Our streams, as they came and as we write them.
    """
    for stream in seeds.streams():
        yield stream.body
        yield "\n".join(write(stream.events, "event", str)[0]).encode()
    yield b'0.100 - x\n0.200 !raw "a\\u0000"\n0.300 !b64 /w==\n'


TARGET = Target("event_lines", check, inputs)
