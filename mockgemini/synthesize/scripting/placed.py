"""
YAML values that know where they stand, so that every complaint can name the line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from mockgemini.cassette.parsing import Loader, parse
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
    node: yaml.Node | None

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
        assert isinstance(self.node, yaml.SequenceNode)  # noqa: S101 - both are of one text
        return [
            Placed(item, self.where, node.start_mark.line + 1, node)
            for item, node in zip(self.value, self.node.value, strict=True)
        ]

    def fields(self, known: Iterable[str] | None, what: str) -> dict[str, Placed]:
        """
        The fields of a mapping by their keys; a UsageError where it is none, or has others.
        """
        if not isinstance(self.value, dict):
            raise self.wrong(f"expected {what}, not {self.value!r}")
        assert isinstance(self.node, yaml.MappingNode)  # noqa: S101 - as above
        found = {
            key.value: Placed(self.value[key.value], self.where, key.start_mark.line + 1, node)
            for key, node in self.node.value
        }
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
    return Placed(value, where, 1, yaml.compose(text, Loader=Loader))
