"""
A place in somebody else's file: the value that stands there, and words for where that is.

Whatever is not as a reader expects becomes one sentence with file and line; values are never quoted
in it, because they may be secrets.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from mockgemini.errors import CassetteError
from mockgemini.exchange import Headers
from mockgemini.jsontext import COMPACT, Json, pointer

Plain: TypeAlias = "bool | int | float | str | bytes | Sequence[Plain] | Mapping[str, Plain] | None"
"""What a file may hold: JSON's values, and bytes where the format has them."""

_KINDS = {
    type(None): "nothing",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a text",
    bytes: "bytes",
    list: "a list",
    dict: "a mapping",
}


@dataclass(frozen=True, slots=True)
class Place:
    """
    `path` is a JSON Pointer into `file`; `line` is 0 where lines are not known.

    `lines` gives the line of each container below, by its `id`.
    """

    value: Plain
    file: str
    path: str = ""
    line: int = 0
    lines: Mapping[int, int] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def get(self, *names: str) -> Place:
        """
        What stands under the first of `names` that is there; a place that holds None if none is.
        """
        mapping = self._mapping()
        name = next((name for name in names if name in mapping), names[0])
        return self._below(name, mapping.get(name))

    def has(self, *names: str) -> bool:
        """
        Is this a mapping with one of these keys?
        """
        return isinstance(self.value, dict) and any(name in self.value for name in names)

    def fields(self) -> list[tuple[str, Place]]:
        """
        The keys of a mapping and what stands under them; nothing where None stands.
        """
        return [(name, self._below(name, value)) for name, value in self._mapping().items()]

    def items(self) -> list[Place]:
        """
        The items of a list; nothing where None stands.
        """
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.expected("a list")
        return [self._below(index, value) for index, value in enumerate(self.value)]

    def headers(self) -> Headers:
        """
        Header lines: a mapping of names to one value or a list of them, or a list of mappings with
        `name` and `value`.
        """
        if isinstance(self.value, list):
            return tuple(
                (each.get("name").text(), each.get("value").text("")) for each in self.items()
            )
        return tuple(
            (name, value.text(""))
            for name, below in self.fields()
            for value in (below.items() if isinstance(below.value, list) else [below])
        )

    def text(self, default: str | None = None) -> str:
        """
        The text, numbers spelled out; `default` where None stands, an error if there is none.
        """
        if self.value is None and default is not None:
            return default
        if isinstance(self.value, bytes):
            return self.value.decode("latin-1")
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, (int, float)) and not isinstance(self.value, bool):
            return str(self.value)
        raise self.expected("a text")

    def whole(self, default: int | None = None) -> int:
        """
        The whole number; `default` where None stands, an error if there is none.
        """
        if self.value is None and default is not None:
            return default
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        raise self.expected("a whole number")

    def number(self, default: float = 0.0) -> float:
        """
        The number; `default` where None stands.
        """
        if self.value is None:
            return default
        if isinstance(self.value, (int, float)) and not isinstance(self.value, bool):
            return float(self.value)
        raise self.expected("a number")

    def seconds(self, unit: float = 1.0) -> float:
        """
        A time in seconds, given in `unit`s of them; 0 where it is absent, negative or beyond a day.
        """
        value = self.number() * unit
        # The comparison is false for NaN, too.
        return value if 0 < value < _LONGEST else 0.0

    def base64(self) -> bytes:
        """
        The bytes that a text spells in base64, in either alphabet.
        """
        text = self.text("").translate(_URL_SAFE)
        try:
            return b64decode(text + "=" * (-len(text) % 4))
        except (binascii.Error, ValueError):
            raise self.expected("base64") from None

    def data(self) -> bytes:
        """
        A body: bytes as they are, a text in UTF-8, none where None stands.
        """
        if isinstance(self.value, bytes):
            return self.value
        try:
            return self.text("").encode()
        except UnicodeEncodeError:
            raise self.error("the text holds half a character, which has no bytes") from None

    def json(self) -> bytes:
        """
        The value written again as compact JSON.
        """
        try:
            return COMPACT.encode(self._json(self.value)).encode()
        except (ValueError, RecursionError):
            raise self.error("the value cannot be written as JSON") from None

    def expected(self, what: str) -> CassetteError:
        """
        The error that something else belongs here.
        """
        found = "something else" if what == "base64" else _KINDS[type(self.value)]
        return self.error(f"expected {what}, found {found}")

    def error(self, problem: str) -> CassetteError:
        """
        The error that names this place.
        """
        at = f" at {self.path}" if self.path else ""
        return CassetteError(f"{self}: {problem}{at}")

    def _mapping(self) -> Mapping[str, Plain]:
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            raise self.expected("a mapping")
        return self.value

    def _below(self, step: str | int, value: Plain) -> Place:
        line = self.lines.get(id(value), self.line)
        return Place(value, self.file, self.path + pointer(step), line, self.lines)

    def _json(self, value: Plain) -> Json:
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, Mapping):
            return {name: self._json(below) for name, below in value.items()}
        if isinstance(value, bytes):
            raise self.error("bytes cannot be written as JSON")
        return [self._json(below) for below in value]


# A day: beyond that a recorded time is a mistake, and infinities would never end.
_LONGEST = 86_400.0
_URL_SAFE = str.maketrans("-_", "+/", "\r\n")
