"""
Other tools' YAML, read so that a hostile file can neither run code nor exhaust the machine.

Values are built from libyaml's events, not by its composer, which is recursive. The plain words are
those on which YAML 1.1 and 1.2 agree; a date stays a text.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TypeAlias

import yaml

from mockgemini.convert.places import Place, Plain
from mockgemini.errors import CassetteError

DEEPEST = 100
"""Levels of nesting that are read."""

LARGEST = 16_000_000
"""Nodes, and 64-character pieces of text, that a file may have once its aliases are expanded."""

_Loader: type[yaml.SafeLoader]
try:
    from yaml import CSafeLoader as _Loader  # type: ignore[assignment]
except ImportError:  # pragma: no cover - every wheel of PyYAML brings libyaml
    _Loader = yaml.SafeLoader

_WORDS: dict[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,1000})")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?")
_BINARY = ("tag:yaml.org,2002:binary", "!binary")
_TEXT = ("tag:yaml.org,2002:str", "!")

_Container: TypeAlias = "list[Plain] | dict[str, Plain]"


def load(text: str, file: str) -> list[Place]:
    """
    The documents of a file; a CassetteError names `file:line` and what is wrong there.
    """
    try:
        return _Builder(file).build(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CassetteError(f"{file}:{line}: not readable as YAML: {error.problem}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise CassetteError(f"{file}:{line}: not readable as YAML: {error.reason}") from None


class _Builder:
    """
    Puts one file's events together.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._lines: dict[int, int] = {}
        self._documents: list[Place] = []
        self._root: Plain = None
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Plain, int]] = {}
        self._size = 0

    def build(self, text: str) -> list[Place]:
        loader = _Loader(text)
        try:
            while not isinstance(event := _next(loader), yaml.StreamEndEvent):
                self._take(event)
        finally:
            loader.dispose()
        return self._documents

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._start({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._start([], event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._end()
        elif isinstance(event, yaml.AliasEvent):
            self._take_alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._root, self._anchors = None, {}
        elif isinstance(event, yaml.DocumentEndEvent):
            line = self._lines.get(id(self._root), 0)
            self._documents.append(Place(self._root, self._file, "", line, self._lines))

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        self._grow(1 + len(event.value) // 64, event)
        if self._open and self._open[-1].wants_key:
            self._open[-1].key = event.value
            return
        value = self._value(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1 + len(event.value) // 64)
        self._add(value)

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        if self._open and self._open[-1].wants_key:
            raise self._error(event, "a key has to be a text")
        if event.anchor not in self._anchors:
            raise self._error(event, f"the alias *{event.anchor} has no finished anchor before it")
        value, size = self._anchors[event.anchor]
        self._grow(size, event)
        self._add(value)

    def _start(self, container: _Container, event: yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            raise self._tagged(event)
        if self._open and self._open[-1].wants_key:
            raise self._error(event, "a key has to be a text")
        if len(self._open) >= DEEPEST:
            raise self._error(event, f"nested deeper than {DEEPEST} levels")
        self._lines[id(container)] = _line(event)
        self._add(container)
        self._open.append(_Open(container, event.anchor, self._size))
        self._grow(1, event)

    def _end(self) -> None:
        done = self._open.pop()
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.container, self._size - done.size_before)

    def _add(self, value: Plain) -> None:
        if self._open:
            self._open[-1].add(value)
        else:
            self._root = value

    def _grow(self, size: int, event: yaml.Event) -> None:
        self._size += size
        if self._size > LARGEST:
            raise self._error(event, "the aliases of this file stand for more than can be read")

    def _value(self, event: yaml.ScalarEvent) -> Plain:
        text: str = event.value
        if event.tag in _BINARY:
            try:
                return base64.b64decode(text)
            except (binascii.Error, ValueError):
                raise self._error(event, "what is marked as binary is not base64") from None
        if event.tag is not None and event.tag not in _TEXT:
            raise self._tagged(event)
        if event.tag is not None or (event.style and event.style != "plain"):
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        return float(text) if _FLOAT.fullmatch(text) else text

    def _tagged(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> CassetteError:
        return self._error(event, f"the tag {event.tag} is not read; only !!binary and !!str are")

    def _error(self, event: yaml.Event, problem: str) -> CassetteError:
        return CassetteError(f"{self._file}:{_line(event)}: {problem}")


def _next(loader: yaml.SafeLoader) -> yaml.Event:
    event: yaml.Event = loader.get_event()  # type: ignore[no-untyped-call]
    return event


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Open:
    """
    A list or mapping that has begun; a mapping keeps the key whose value comes next.
    """

    __slots__ = ("anchor", "container", "key", "size_before")

    def __init__(self, container: _Container, anchor: str | None, size_before: int) -> None:
        self.container = container
        self.anchor = anchor
        self.size_before = size_before
        self.key: str | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is None

    def add(self, value: Plain) -> None:
        if isinstance(self.container, list):
            self.container.append(value)
        elif self.key is None:
            raise AssertionError("unreachable: a mapping's key comes before its value")
        else:
            self.container[self.key] = value
            self.key = None
