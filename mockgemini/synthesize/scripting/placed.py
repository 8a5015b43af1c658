"""
YAML values that know where they stand, so that every complaint can name the line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from mockgemini.cassette.parsing import parse
from mockgemini.errors import CassetteError, UsageError
from mockgemini.jsontext import Json

LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Placed:
    """
    A value and the line that it, or the key before it, begins on.
    """

    value: Json
    where: str
    line: int
    node: yaml.Node | None = None

    def wrong(self, words: str) -> UsageError:
        """
        A complaint about this value.
        """
        return UsageError(f"{self.where}:{self.line}: {words}")

    def items(self, what: str) -> list[Placed]:
        """
        The items of a list; a UsageError where it is none: `what` says what was expected.
        """
        if not isinstance(self.value, list):
            raise self.wrong(f"expected {what}, not {self.value!r}")
        nodes = self.node.value if isinstance(self.node, yaml.SequenceNode) else []
        lined = len(nodes) == len(self.value)
        return [
            self._at(item, nodes[n].start_mark.line + 1, nodes[n]) if lined else self._same(item)
            for n, item in enumerate(self.value)
        ]

    def fields(self, known: Iterable[str] | None, what: str) -> dict[str, Placed]:
        """
        The fields of a mapping by their keys; a UsageError where it is none, or has others.
        """
        if not isinstance(self.value, dict):
            raise self.wrong(f"expected {what}, not {self.value!r}")
        nodes = self.node.value if isinstance(self.node, yaml.MappingNode) else []
        placed = {
            key.value: self._at(self.value[key.value], key.start_mark.line + 1, value)
            for key, value in nodes
            if key.value in self.value
        }
        found = {key: placed.get(key) or self._same(value) for key, value in self.value.items()}
        names = None if known is None else list(known)
        for key, each in found.items():
            if names is not None and key not in names:
                raise each.wrong(f"{what} has {', '.join(names)}, not {key!r}")
        return found

    def text(self, what: str) -> str:
        """
        The value as a text; a UsageError where it is none.
        """
        if not isinstance(self.value, str):
            raise self.wrong(f"{what} is a text, not {self.value!r}")
        return self.value

    def _at(self, value: Json, line: int, node: yaml.Node) -> Placed:
        return Placed(value, self.where, line, node)

    def _same(self, value: Json) -> Placed:
        return Placed(value, self.where, self.line)


def placed(text: str, where: str) -> Placed:
    """
    The value of one YAML or JSON document; a UsageError begins with `where:line`.
    """
    if len(text) > LARGEST:
        raise UsageError(f"{where}:1: scripts of more than {LARGEST >> 20} MiB are not read")
    try:
        value = parse(text, where)
    except CassetteError as error:
        raise UsageError(str(error).replace(" in a cassette", " here")) from None
    # It was parsed before, so nothing in it is nested too deeply for this.
    return Placed(value, where, 1, yaml.compose(text, Loader=yaml.SafeLoader))
