"""
YAML text to JSON values, and nothing else: no anchors, no tags, no second meaning of a plain word.

Reads libyaml's events instead of letting it compose: composing is recursive and dies of deep
nesting, and most of a loader's time goes into its nodes.
"""

from __future__ import annotations

import warnings
from typing import Any, NoReturn

import yaml

from mockgemini.cassette.plain import QUOTES, is_ambiguous, plain_value
from mockgemini.errors import CassetteError
from mockgemini.jsontext import Json

DEEPEST = 100
"""Levels of nesting that are read; 200 000 brackets would crash a composing loader."""

Loader: type[yaml.SafeLoader]
try:
    from yaml import CSafeLoader as Loader  # type: ignore[assignment]
except ImportError:  # pragma: no cover - every wheel of PyYAML brings libyaml
    Loader = yaml.SafeLoader
    warnings.warn(
        "PyYAML was built without libyaml: cassettes load five times slower; install its wheel",
        stacklevel=2,
    )


def parse(text: str, where: str, first_line: int = 1) -> Json:
    """
    The value of one YAML document; a CassetteError names `where:line` and what is wrong there.
    """
    loader = Loader(text)
    try:
        return _Builder(where, first_line).build(loader)
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        raise CassetteError(f"{where}:{line}: not readable as YAML: {error.problem}") from None
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes, PyYAML's own reader characters; only rarely do they differ in lines.
        line = first_line + text.encode().count(b"\n", 0, error.position)
        raise CassetteError(f"{where}:{line}: not readable as YAML: {error.reason}") from None
    finally:
        loader.dispose()


class _Builder:
    def __init__(self, where: str, first_line: int) -> None:
        self._where = where
        self._first_line = first_line
        self._open: list[tuple[dict[str, Json] | list[Json], list[str]]] = []
        self._root: list[Json] = []
        self._documents = 0

    def build(self, loader: yaml.SafeLoader) -> Json:
        while (event := loader.get_event()) is not None:  # type: ignore[no-untyped-call]
            self._take(event)
        return self._root[0] if self._root else None

    def _take(self, event: Any) -> None:
        # By name: where yaml is imported a second time (pytester does so), its part in C goes on
        # to make events of the first.
        match type(event).__name__:
            case "ScalarEvent":
                self._scalar(event)
            case "MappingStartEvent":
                self._start({}, event)
            case "SequenceStartEvent":
                self._start([], event)
            case "MappingEndEvent" | "SequenceEndEvent":
                self._open.pop()
            case "AliasEvent":
                self._fail(event, "aliases (*name) are not allowed in a cassette")
            case "DocumentStartEvent":
                self._documents += 1
                if self._documents > 1:
                    self._fail(event, "a cassette is one YAML document, and here a second begins")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_extras(event)
        if self._wants_key():
            self._key(event)
        else:
            self._add(self._value(event))

    def _start(
        self, container: dict[str, Json] | list[Json], event: yaml.CollectionStartEvent
    ) -> None:
        self._refuse_extras(event)
        if self._wants_key():
            self._fail(event, "a key has to be a text")
        if len(self._open) >= DEEPEST:
            self._fail(event, f"nested deeper than {DEEPEST} levels")
        self._add(container)
        self._open.append((container, []))

    def _wants_key(self) -> bool:
        if not self._open:
            return False
        container, keys = self._open[-1]
        return isinstance(container, dict) and not keys

    def _key(self, event: yaml.ScalarEvent) -> None:
        container, keys = self._open[-1]
        if self._is_plain(event) and (event.value == "<<" or is_ambiguous(event.value)):
            self._fail(event, f"the key {event.value or '(nothing)'} {QUOTES}")
        if event.value in container:
            self._fail(event, f"the key {event.value!r} stands here twice")
        keys.append(event.value)

    def _add(self, value: Json) -> None:
        if not self._open:
            self._root.append(value)
            return
        container, keys = self._open[-1]
        if isinstance(container, dict):
            container[keys.pop()] = value
        else:
            container.append(value)

    def _value(self, event: yaml.ScalarEvent) -> Json:
        text: str = event.value
        if not self._is_plain(event):
            return text
        try:
            return plain_value(text)
        except ValueError as error:
            self._fail(event, str(error))

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._fail(event, f"anchors (&{event.anchor}) are not allowed in a cassette")
        if event.tag is not None:
            self._fail(event, f"tags ({event.tag}) are not allowed in a cassette")

    @staticmethod
    def _is_plain(event: yaml.ScalarEvent) -> bool:
        return not event.style or event.style == "plain"

    def _fail(self, event: yaml.Event, problem: str) -> NoReturn:
        line = self._first_line + (event.start_mark.line if event.start_mark else 0)
        raise CassetteError(f"{self._where}:{line}: {problem}")
