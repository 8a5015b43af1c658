"""
YAML as our own writer spells it, to JSON values, many times as fast as a whole YAML parser.

Gives up on everything else: what it does read, `parsing.py` reads as the same.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TypeAlias

from mockgemini.cassette.plain import WORDS, plain_value
from mockgemini.jsontext import Json

DEEPEST = 40
"""
Levels of nesting line by line, and again in the brackets of one line; deeper ones are left to the
parser, which counts them.
"""

_SHORT = 80
"""Characters of a line that is likely to come again, in this cassette or another."""

_Entry: TypeAlias = tuple[int, str, str | None, Json]
"""
The column of a key, the key, None, and its value; where that is no scalar, a text instead of None:
what stands behind the key (nothing, or a block's head), or `{}` if the value has to be copied.
"""

_ENTRY = re.compile(r"( *)([A-Za-z_$][A-Za-z0-9_$\-./]*):(?: (.+))?")
_BEGINS_WITH_KEY = re.compile(r"[A-Za-z_$][A-Za-z0-9_$\-./]*:(?: |$)")
_NO_ENTRY: _Entry = (-1, "", None, None)
_BEHIND_ALL = "\n"
"""Stands behind the last line, and is none."""

_PRINTABLE = bytes(range(ord(" "), ord("~") + 1)) + b"\n"
_BLOCK = re.compile(r"\|(2?)(-?)")
# Of \u without the halves of pairs, which YAML refuses.
_QUOTED = re.compile(r'"(?:[^"\\]++|\\["\\nrt]|\\u(?!d[89a-f])[0-9a-f]{4})*+"')
_SINGLE = re.compile(r"'([^']*)'")
_NO_PLAIN_STARTS = frozenset(" -?:,[]{}#&*!|>'\"%@`")
_IN_FLOW = r"(?:[A-Za-z0-9_/$]|-(?=[0-9]))(?:[^,\[\]{}:?#\"']*[^,\[\]{}:?#\"' ])?"
_FLOW_PLAIN = re.compile(_IN_FLOW)
_FLOW_ENTRY = re.compile(rf"([A-Za-z_$][A-Za-z0-9_$\-./]*): (?:({_IN_FLOW})(?:, |(?=}})))?")


class _Other(Exception):  # noqa: N818 - no error: somebody else reads it
    """
    This is not as we write it.
    """


def quickly(text: str, indent: int = 2) -> dict[str, Json] | None:
    """
    The value of a text that is one mapping, whose keys stand in this column; None where another
    reader has to look at it, be it right or wrong.
    """
    # A block at an end that is no line's has none either.
    if not _is_printable(text) or (not text.endswith("\n") and "|" in text):
        return None
    lines = text.rstrip("\n").split("\n")
    lines.append(_BEHIND_ALL)
    reading = _Reading(lines)
    try:
        value = reading.mapping(indent, 0)
    except (_Other, ValueError, IndexError):
        return None
    return value if lines[reading.at] is _BEHIND_ALL else None


def _is_printable(text: str) -> bool:
    """
    No tab, no control character, nothing that turns a line around or that YAML refuses.
    """
    if text.isascii():
        # Tells the same of ASCII, in a third of the time.
        return not text.encode().translate(None, _PRINTABLE)
    return text.replace("\n", "").isprintable()


class _Reading:
    """
    Goes through the lines; `at` is the next.
    """

    __slots__ = ("_lines", "at")

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.at = 0

    def mapping(self, indent: int, depth: int) -> dict[str, Json]:
        """
        All entries whose keys stand in this column.
        """
        if depth > DEEPEST:
            raise _Other
        found: dict[str, Json] = {}
        lines = self._lines
        while True:
            line = lines[self.at]
            column, name, text, value = (
                _known(line) if len(line) <= _SHORT else _entry(line, indent)
            )
            if column != indent:
                # A line that is further out, or a list's, is for others to see.
                break
            if name in found:
                raise _Other
            self.at += 1
            if text is None:
                found[name] = value
            elif not text:
                found[name] = self._below(indent, depth + 1)
            else:
                found[name] = _anew(value) if text == "{}" else self._block(text, indent + 2)
        if not found:
            raise _Other
        return found

    def _below(self, indent: int, depth: int) -> Json:
        """
        What stands in the lines below a key in this column.
        """
        if self._lines[self.at].startswith(" " * indent + "- "):
            return self._sequence(indent, depth)
        return self.mapping(indent + 2, depth)

    def _sequence(self, indent: int, depth: int) -> list[Json]:
        items: list[Json] = []
        lines, dash = self._lines, " " * indent + "- "
        while (line := lines[self.at]).startswith(dash):
            text = line[indent + 2 :]
            if _BEGINS_WITH_KEY.match(text) is not None:
                # Its other entries stand in the column behind the dash.
                lines[self.at] = " " * (indent + 2) + text
                items.append(self.mapping(indent + 2, depth + 1))
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
        lines = self._lines
        while not (line := lines[self.at]) or line.startswith(pad):
            self.at += 1
        inner = [line[indent:] for line in lines[start : self.at]]
        # Where blank lines at an end belong, and where a block begins that has no text in its first
        # line, is for the parser.
        if not inner or not inner[-1].strip(" ") or (not kind[1] and inner[0][:1] in {"", " "}):
            raise _Other
        return "\n".join(inner) + ("" if kind[2] else "\n")


def _entry(line: str, indent: int = 0) -> _Entry:
    """
    What a line says by itself, where it begins with a key.
    """
    found = _ENTRY.fullmatch(line) if line.startswith(" " * indent) else None
    if found is None or found[2] in WORDS:
        return _NO_ENTRY
    pad, name, text = found.groups("")
    if not text or text[0] == "|":
        return len(pad), name, text, None
    return len(pad), name, "{}" if text[0] in "{[" else None, _on_one_line(text, 0)


_known = lru_cache(maxsize=1024)(_entry)


def _anew(value: Json) -> Json:
    """
    The same, of which whoever gets it may change what he likes.
    """
    if isinstance(value, dict):
        return {key: _anew(item) for key, item in value.items()}
    return [_anew(item) for item in value] if isinstance(value, list) else value


def _on_one_line(text: str, depth: int) -> Json:
    first = text[:1]
    if first.isalpha() and not _ends_early(text):
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
    if (first in _NO_PLAIN_STARTS and not is_number) or _ends_early(text):
        raise _Other
    return plain_value(text)


def _ends_early(text: str) -> bool:
    """
    Whether a text without quotes goes on, in YAML, as something else.
    """
    # One character is looked for much faster than two.
    return text[-1] in " :" or (":" in text and ": " in text) or ("#" in text and " #" in text)


def _in_quotes(text: str, at: int) -> tuple[str, int]:
    if text[at] == "'":
        found = _SINGLE.match(text, at)
        if found is None or text.startswith("'", found.end()):
            raise _Other
        return found[1], found.end()
    end = text.find('"', at + 1)
    if end > 0 and text.find("\\", at, end) < 0:
        return text[at + 1 : end], end + 1
    found = _QUOTED.match(text, at)
    if found is None:
        raise _Other
    # These few escapes mean in YAML what they mean in JSON.
    return json.loads(found[0]), found.end()


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
    if found is None:
        raise _Other
    return plain_value(found[0]), found.end()


def _flow_mapping(text: str, at: int, depth: int) -> tuple[Json, int]:
    found: dict[str, Json] = {}
    while text[at] != "}":
        entry = _FLOW_ENTRY.match(text, at)
        if entry is None:
            raise _Other
        (name, plain), at = entry.groups(), entry.end()
        if name in found or name in WORDS:
            raise _Other
        if plain is not None:
            found[name] = plain_value(plain)
            continue
        found[name], at = _flow(text, at, depth)
        if text[at] != "}":
            at = _behind_comma(text, at)
    return found, at + 1


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
