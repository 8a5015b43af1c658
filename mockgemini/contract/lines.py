"""
Where in a cassette's file something stands: an exchange, one event of a stream, a field of a body.

Reads the file only when a line is asked for, and again YAML's own marks of an exchange only then.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache, cached_property

import yaml

from mockgemini.cassette.cassette import Cassette
from mockgemini.wire.deviation import Step

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EVENTS = ("answer", "events")
_STEP = re.compile(
    r"""\[(?P<index>\d+)\]|\[(?P<key>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\]|\.?(?P<name>\w+)""",
    re.ASCII,
)

_EVENT = re.compile(r"event (\d+)(?:: |$)")


class Lines:
    """
    The lines of one cassette, counted from 1; all are 0 where it lies in no file.

    What is not there has the line of the nearest thing around it.
    """

    def __init__(self, cassette: Cassette) -> None:
        self._cassette = cassette
        self._node = cache(self._composed)

    def of(self, exchange: int, *steps: Step) -> int:
        """
        The line of a place in an exchange, which is counted from 1.
        """
        begin = self._cassette.exchanges[exchange - 1].line
        if begin == 0 or (node := self._node(exchange)) is None:
            return begin
        line = 0
        for step in steps:
            below = _below(node, step)
            if below is None:
                break
            line, node = below
        return begin + line

    def event(self, exchange: int, number: int) -> int:
        """
        The line of an event, which is counted from 1; 0 stands for the line above them all.
        """
        line = self.of(exchange, *_EVENTS)
        return line + number if line else 0

    def _composed(self, exchange: int) -> yaml.Node | None:
        """
        An exchange as YAML sees it, its lines counted from 0.
        """
        exchanges = self._cassette.exchanges
        begin = exchanges[exchange - 1].line
        end = exchanges[exchange].line if exchange < len(exchanges) else len(self._text) + 1
        text = "\n".join(self._text[begin - 1 : end - 1])
        # The reader has refused what nests too deeply to be composed.
        # It was one item of a list when it was read; the file may have changed since.
        try:
            node = yaml.compose(text, _Loader)
        except yaml.YAMLError:
            return None
        return node.value[0] if isinstance(node, yaml.SequenceNode) else None

    @cached_property
    def _text(self) -> list[str]:
        path = self._cassette.path
        if path is None:
            return []
        return path.read_bytes().decode("utf-8-sig", errors="replace").split("\n")


def _below(node: yaml.Node, step: Step) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


def parted(place: str) -> tuple[int | None, tuple[Step, ...]]:
    """
    A deviation's place as the number of an event, None where it names none, and what leads on.
    """
    found = _EVENT.match(place)
    if found is None:
        return None, steps_of(place)
    return int(found[1]), steps_of(place[found.end() :])


def steps_of(place: str) -> tuple[Step, ...]:
    """
    The keys and indexes of a deviation's place; the inverse of `wire.deviation.place`.
    """
    return tuple(_steps(place))


def _steps(place: str) -> Iterator[Step]:
    for found in _STEP.finditer(place):
        if found["index"] is not None:
            yield int(found["index"])
        elif found["key"] is not None:
            yield str(ast.literal_eval(found["key"]))
        else:
            yield found["name"]
