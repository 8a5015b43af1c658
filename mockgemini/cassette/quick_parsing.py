"""
YAML as our own writer spells it, to JSON values, many times as fast as a whole YAML parser.

Gives up on everything else: what it does read, `parsing.py` reads as the same.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TypeAlias

from mockgemini.cassette.plain import is_ambiguous, plain_value
from mockgemini.jsontext import Json

DEEPEST = 40
"""Levels of nesting; deeper ones are left to the parser, which counts them."""

_SHORT = 80
"""Characters of a line that is likely to come again, in this cassette or another."""

_Entry: TypeAlias = tuple[int, str, str | None, Json]
"""The column of a key, the key, and its value, or the text that such a value is made from anew."""

_ENTRY = re.compile(r"( *)([A-Za-z_$][A-Za-z0-9_$\-./]*):(?: (.+))?")
_NO_ENTRY: _Entry = (-1, "", None, None)
_BLOCK = re.compile(r"\|(2?)(-?)")
# Of \u without the halves of pairs, which YAML refuses.
_QUOTED = re.compile(r'"((?:[^"\\]++|\\["\\nrt]|\\u(?!d[89a-f])[0-9a-f]{4})*+)"')
_SINGLE = re.compile(r"'([^']*)'")
_NO_PLAIN_STARTS = frozenset(" -?:,[]{}#&*!|>'\"%@`")
_FLOW_PLAIN = re.compile(r"(?:[A-Za-z0-9_/$]|-(?=[0-9]))[^,\[\]{}:?#\"']*")
_FLOW_KEY = re.compile(r"([A-Za-z_$][A-Za-z0-9_$\-./]*): ")


class _Other(Exception):  # noqa: N818 - no error: somebody else reads it
    """
    This is not as we write it.
    """


def quickly(text: str, indent: int = 2) -> dict[str, Json] | None:
    """
    The value of a text that is one mapping, whose keys stand in this column; None where another
    reader has to look at it, be it right or wrong.
    """
    # No tab, no control character, nothing that turns a line around or that YAML refuses.
    if not text.replace("\n", "").isprintable():
        return None
    # A block at an end that is no line's has none either.
    if not text.endswith("\n") and "|" in text:
        return None
    lines = text.rstrip("\n").split("\n")
    reading = _Reading(lines)
    try:
        value = reading.mapping(indent, 0)
    except (_Other, ValueError, IndexError):
        return None
    return value if reading.at == len(lines) else None


class _Reading:
    """
    Goes through the lines; `at` is the next.
    """

    __slots__ = ("_lines", "at")

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.at = 0

    def mapping(self, indent: int, depth: int, first: str = "") -> dict[str, Json]:
        """
        All entries whose keys stand in this column; `first` is what is behind a list's dash.
        """
        if depth > DEEPEST:
            raise _Other
        found: dict[str, Json] = {}
        lines = self._lines
        line = " " * indent + first if first else lines[self.at]
        while True:
            column, name, text, value = _known(line) if len(line) <= _SHORT else _entry(line)
            if column != indent:
                # A line that is further out, or a list's, is for others to see.
                break
            if name in found:
                raise _Other
            self.at += 1
            found[name] = value if text is None else self._behind(text, indent, depth)
            if self.at == len(lines):
                break
            line = lines[self.at]
        if not found:
            raise _Other
        return found

    def _behind(self, text: str, indent: int, depth: int) -> Json:
        """
        What begins behind a key in this column.
        """
        if not text:
            return self._below(indent, depth + 1)
        return self._block(text, indent + 2) if text[0] == "|" else _on_one_line(text, depth)

    def _below(self, indent: int, depth: int) -> Json:
        """
        What stands in the lines below a key in this column.
        """
        if self._lines[self.at].startswith(" " * indent + "- "):
            return self._sequence(indent, depth)
        return self.mapping(indent + 2, depth)

    def _sequence(self, indent: int, depth: int) -> list[Json]:
        items: list[Json] = []
        dash = " " * indent + "- "
        while self.at < len(self._lines):
            line = self._lines[self.at]
            if not line.startswith(dash):
                break
            text = line[indent + 2 :]
            if text[:1] not in {"{", "[", '"', "'"} and _ENTRY.fullmatch(text) is not None:
                items.append(self.mapping(indent + 2, depth + 1, text))
                continue
            self.at += 1
            if text[:1] == "|":
                items.append(self._block(text, indent + 2))
            else:
                items.append(_on_one_line(text, depth))
        return items

    def _block(self, head: str, indent: int) -> str:
        kind = _BLOCK.fullmatch(head)
        if kind is None:
            raise _Other
        start, pad = self.at, " " * indent
        while self.at < len(self._lines) and (
            not self._lines[self.at] or self._lines[self.at].startswith(pad)
        ):
            self.at += 1
        inner = [line[indent:] for line in self._lines[start : self.at]]
        # Where blank lines at an end belong, and where a block begins that has no text in its first
        # line, is for the parser.
        if not inner or not inner[-1].strip(" ") or (not kind[1] and inner[0][:1] in {"", " "}):
            raise _Other
        return "\n".join(inner) + ("" if kind[2] else "\n")


def _entry(line: str) -> _Entry:
    """
    What a line says by itself, where it begins with a key.
    """
    found = _ENTRY.fullmatch(line)
    if found is None or is_ambiguous(found[2]):
        return _NO_ENTRY
    pad, name, text = found.groups("")
    if not text or text[0] in "|{[":
        return len(pad), name, text, None
    return len(pad), name, None, _on_one_line(text, 0)


_known = lru_cache(maxsize=1024)(_entry)


def _on_one_line(text: str, depth: int) -> Json:
    first = text[:1]
    if first.isalpha() and ": " not in text and " #" not in text and text[-1] not in " :":
        return plain_value(text)
    if first in {"{", "["}:
        value, end = _flow(text, 0, depth + 1)
        if end != len(text):
            raise _Other
        return value
    if first in {'"', "'"}:
        value, end = _in_quotes(text, 0)
        if end != len(text):
            raise _Other
        return value
    is_number = first == "-" and text[1:2].isdigit()
    if (first in _NO_PLAIN_STARTS and not is_number) or text[-1] in " :":
        raise _Other
    if ": " in text or " #" in text:
        raise _Other
    return plain_value(text)


def _in_quotes(text: str, at: int) -> tuple[str, int]:
    if text[at] == "'":
        found = _SINGLE.match(text, at)
        if found is None or text.startswith("'", found.end()):
            raise _Other
        return found[1], found.end()
    found = _QUOTED.match(text, at)
    if found is None:
        raise _Other
    inner = found[1]
    if "\\" in inner:
        # These few escapes mean in YAML what they mean in JSON.
        inner = json.loads(f'"{inner}"')
    return inner, found.end()


def _flow(text: str, at: int, depth: int) -> tuple[Json, int]:
    """
    The value in brackets, or the scalar in them, that begins here, and where it ends.
    """
    if depth > DEEPEST:
        raise _Other
    first = text[at]
    if first == "{":
        return _flow_mapping(text, at + 1, depth + 1)
    if first == "[":
        return _flow_sequence(text, at + 1, depth + 1)
    if first in {'"', "'"}:
        return _in_quotes(text, at)
    found = _FLOW_PLAIN.match(text, at)
    if found is None or found[0][-1] == " ":
        raise _Other
    return plain_value(found[0]), found.end()


def _flow_mapping(text: str, at: int, depth: int) -> tuple[Json, int]:
    found: dict[str, Json] = {}
    if text[at] == "}":
        return found, at + 1
    while True:
        key = _FLOW_KEY.match(text, at)
        if key is None or key[1] in found or is_ambiguous(key[1]):
            raise _Other
        found[key[1]], at = _flow(text, key.end(), depth)
        if text[at] == "}":
            return found, at + 1
        at = _behind_comma(text, at)


def _flow_sequence(text: str, at: int, depth: int) -> tuple[Json, int]:
    found: list[Json] = []
    if text[at] == "]":
        return found, at + 1
    while True:
        value, at = _flow(text, at, depth)
        found.append(value)
        if text[at] == "]":
            return found, at + 1
        at = _behind_comma(text, at)


def _behind_comma(text: str, at: int) -> int:
    if not text.startswith(", ", at):
        raise _Other
    return at + 2
