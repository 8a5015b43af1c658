"""
Faults from a file, or from what was posted: a list in YAML or JSON, complaints with their line.

    - cut: {after_events: 4}
      times: 1
      when: {model: gemini-2.5-flash}
"""

from __future__ import annotations

from pathlib import Path

import yaml

from mockgemini.cassette.parsing import Loader, parse
from mockgemini.errors import CassetteError, UsageError
from mockgemini.faults.fault import Fault
from mockgemini.faults.kinds import OCCASION, make
from mockgemini.jsontext import Json

LARGEST = 1024 * 1024


def load(path: Path) -> tuple[Fault, ...]:
    """
    The faults of a file; a UsageError where it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"{path}: cannot be read: {why}") from None
    return loads(text, str(path))


def loads(text: str, where: str) -> tuple[Fault, ...]:
    """
    The faults in a text; a UsageError begins with `where:line`.
    """
    if len(text) > LARGEST:
        raise UsageError(f"{where}:1: faults of more than {LARGEST >> 20} MiB are not read")
    try:
        value = parse(text, where)
    except CassetteError as error:
        raise UsageError(str(error).replace(" in a cassette", " here")) from None
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UsageError(f"{where}:1: expected a list of faults, '- cut: {{after_events: 4}}'")
    return tuple(
        _fault(item, f"{where}:{line}") for item, line in zip(value, _lines(text), strict=True)
    )


def _fault(item: Json, place: str) -> Fault:
    if isinstance(item, str):
        item = {item: None}
    if not isinstance(item, dict):
        raise UsageError(f"{place}: expected a fault as 'cut: {{after_events: 4}}', not {item!r}")
    names = [name for name in item if name not in OCCASION]
    if len(names) != 1:
        came = " and ".join(names) or "none"
        raise UsageError(f"{place}: expected one kind of fault beside {_OCCASION}, and {came} came")
    given = item[names[0]] if item[names[0]] is not None else {}
    if not isinstance(given, dict):
        raise UsageError(f"{place}: {names[0]} takes a mapping of its options, not {given!r}")
    occasion = {word: value for word, value in item.items() if word in OCCASION}
    try:
        return make(names[0], given, occasion)
    except UsageError as error:
        raise UsageError(f"{place}: {error}") from None


_OCCASION = ", ".join(OCCASION)


def _lines(text: str) -> list[int]:
    """
    Where each item of a list begins. The text was parsed before, by the same parser, so nothing in
    it is too deep.
    """
    node = yaml.compose(text, Loader=Loader)
    if not isinstance(node, yaml.SequenceNode):
        raise AssertionError("unreachable: the text was a list before")  # noqa: TRY004 - a bug
    return [item.start_mark.line + 1 for item in node.value]
