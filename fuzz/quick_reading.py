"""
The quick reader against the parser: what it does read, both read as the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from fuzz import seeds
from fuzz.target import Target
from mockgemini.cassette.parsing import parse
from mockgemini.cassette.quick_parsing import quickly


def check(data: bytes) -> None:
    """
    The first byte says in which column the keys stand.
    """
    indent, text = (data[0] % 2 * 2, data[1:].decode(errors="ignore")) if data else (0, "")
    quick = quickly(text, indent)
    if quick is not None:
        slow = parse(text, "fuzzed.yaml")
        assert (quick, repr(quick)) == (slow, repr(slow))


def inputs() -> Iterator[bytes]:
    """
    The exchanges of our cassettes, and the headers.
    """
    for path in seeds.cassettes():
        head, *parts = path.read_text(encoding="utf-8").split("\n- request:")
        yield b"\x00" + head.encode()
        yield from (b"\x01  request:" + part.encode() for part in parts)
    for scalar in (
        '"\\u00e9\\n"',
        "'it''s'",
        "-1.5",
        "1e3",
        "~",
        "a: b",
        "[1, {a: b}]",
        "|2-\n   x",
    ):
        item = f"  - {scalar}\n  - c: {scalar}\n    d: {{e: {scalar}}}\n"
        yield f"\1  a: {scalar}\n  b:\n{item}".encode()


TARGET = Target("quick_reading", check, inputs)
