"""
JSON values as YAML that people like to read, line by line.

The libraries' writers turn a whole text into one quoted line for a single emoji, or spoil NEL; ours
keeps texts as blocks. What it writes, any YAML 1.1 or 1.2 reader reads as the same JSON value.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from functools import lru_cache

from mockgemini.cassette.plain import is_ambiguous
from mockgemini.jsontext import Json

WIDTH = 110
"""Small lists and mappings stay on one line up to this column."""

LONG_QUOTED = 60
"""Texts longer than this that would need quotes stand in a block of their own."""

LONGEST_KEY = 500
"""YAML's readers give up looking for the colon behind a key after 1024 characters."""

UNSAFE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
)
"""As in a regular expression's brackets: what YAML refuses or folds, and what
turns a line around."""

_UNSAFE = re.compile(f"[{UNSAFE}]")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~<=.+0-9]([^\n\t]*[^\s:])?")
_NOT_PLAIN = re.compile(r": | #")
# PyYAML's own scanner ends a plain text in brackets at a question mark.
_FLOW = re.compile(r"[,\[\]{}:?]")
_ESCAPES = {"\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPED = re.compile(f'["\\\\\t\n{UNSAFE}]')


class NotStructuredError(ValueError):
    """
    The value cannot stand in YAML as structure (a key is too long); it has to be kept as text.
    """


def emit(value: Json, indent: int) -> list[str]:
    """
    The lines of a value whose first column is `indent`.
    """
    if isinstance(value, dict) and value:
        return _mapping(value, indent)
    if isinstance(value, list) and value:
        return _sequence(value, indent)
    return _scalar_lines("", value, indent)


def entry(key: str, value: Json, indent: int) -> list[str]:
    """
    The lines of `key: value` in a mapping whose first column is `indent`.
    """
    head = f"{' ' * indent}{_key(key)}:"
    if not isinstance(value, (dict, list)) or not value:
        return _scalar_lines(f"{head} ", value, indent + 2)
    if (flow := flow_text(value, WIDTH - len(head) - 1)) is not None:
        return [f"{head} {flow}"]
    return [head, *emit(value, indent if isinstance(value, list) else indent + 2)]


def scalar(
    value: bool | float | str | None,  # noqa: FBT001 - it is a value
    *,
    in_flow: bool = False,
) -> str:
    """
    One value on one line.
    """
    if isinstance(value, str):
        return _string(value, in_flow=in_flow)
    if isinstance(value, float):
        mantissa, exponent, digits = repr(value).partition("e")
        return mantissa + ("" if "." in mantissa or not exponent else ".0") + exponent + digits
    return json.dumps(value)


def flow_text(value: Json, room: float = math.inf) -> str | None:
    """
    A value in brackets on one line; None where a text in it wants lines of its own, or where it
    takes more than `room` columns.
    """
    if isinstance(value, dict):
        named = ((f"{_key(key, in_flow=True)}: ", item) for key, item in value.items())
        return _in_brackets("{}", named, room)
    if isinstance(value, list):
        return _in_brackets("[]", (("", item) for item in value), room)
    # However it is spelled, a text does not become shorter.
    if isinstance(value, str) and (len(value) > room or "\n" in value.rstrip("\n")):
        return None
    text = scalar(value, in_flow=True)
    return text if len(text) <= room else None


def _in_brackets(brackets: str, items: Iterable[tuple[str, Json]], room: float) -> str | None:
    texts: list[str] = []
    room -= len(brackets)
    for head, item in items:
        room -= len(head) + (len(", ") if texts else 0)
        # Most values are too long, and to see that at the first text saves the others.
        if (text := flow_text(item, room)) is None:
            return None
        room -= len(text)
        texts.append(head + text)
    return brackets[0] + ", ".join(texts) + brackets[1]


def quoted(text: str) -> str:
    """
    In double quotes, on one line; whatever cannot be seen or is not allowed is escaped.
    """
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _mapping(value: dict[str, Json], indent: int) -> list[str]:
    return [line for key, item in value.items() for line in entry(key, item, indent)]


def _sequence(value: list[Json], indent: int) -> list[str]:
    lines: list[str] = []
    for item in value:
        is_nested = isinstance(item, (dict, list))
        flow = flow_text(item, WIDTH - indent - 2) if is_nested else None
        if flow is not None:
            lines.append(f"{' ' * indent}- {flow}")
            continue
        first, *rest = emit(item, indent + 2)
        lines += [f"{' ' * indent}- {first[indent + 2 :]}", *rest]
    return lines


def _scalar_lines(head: str, value: Json, indent: int) -> list[str]:
    start = head or " " * indent
    if isinstance(value, dict):
        return [start + "{}"]
    if isinstance(value, list):
        return [start + "[]"]
    if isinstance(value, str) and "\n" in value:
        return _text(start, value, indent)
    line = scalar(value)
    if isinstance(value, str) and len(value) > LONG_QUOTED and line[0] in "\"'":
        return _text(start, value, indent)
    return [start + line]


def _text(start: str, text: str, indent: int) -> list[str]:
    pad = " " * indent
    body = text.removesuffix("\n")
    lines = body.split("\n")
    is_printable = text.replace("\n", "").isprintable()
    is_plain_block = not (
        (not is_printable and _UNSAFE.search(text))
        or body.endswith("\n")
        or not body
        or any(line != line.rstrip(" \t") for line in lines)
    )
    if is_plain_block:
        indicator = "2" if lines[0][:1] in {" ", "\t", ""} else ""
        header = f"{start}|{indicator}{'' if text.endswith(chr(10)) else '-'}"
        return [header, *(pad + line if line else "" for line in lines)]
    pieces = re.findall(r"[^\n]*\n|[^\n]+", text)
    inner = [_ESCAPED.sub(_escape, piece) for piece in pieces]
    inner = [inner[0], *(f"\\{piece}" if piece[0] == " " else piece for piece in inner[1:])]
    rest = [f"{pad}{piece}\\" for piece in inner[1:-1]]
    if len(inner) == 1:
        return [f'{start}"{inner[0]}"']
    return [f'{start}"{inner[0]}\\', *rest, f'{pad}{inner[-1]}"']


def _string(text: str, *, in_flow: bool) -> str:
    # What can be printed is safe, and that is seen much faster.
    if not text.isprintable() and (_UNSAFE.search(text) or "\n" in text or "\t" in text):
        return quoted(text)
    is_plain = (
        _PLAIN.fullmatch(text) is not None
        and not _NOT_PLAIN.search(text)
        and not (in_flow and _FLOW.search(text))
        and not is_ambiguous(text)
    )
    if is_plain:
        return text
    return quoted(text) if "'" in text else f"'{text}'"


@lru_cache(maxsize=1024)
def _key(key: str, *, in_flow: bool = False) -> str:
    text = _string(key, in_flow=in_flow)
    if len(text) > LONGEST_KEY:
        raise NotStructuredError(f"a key of {len(key)} characters")
    return text


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
