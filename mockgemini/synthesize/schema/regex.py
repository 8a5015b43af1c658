"""
Regular expressions as values: the nodes, how long what they match is, and how Python spells them.

Reading is in `regex_reading.py`, making texts in `regex_sampling.py` and `regex_language.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from mockgemini.synthesize.schema.charsets import EVERY, Ranges, inverted


@dataclass(frozen=True, slots=True)
class Chars:
    """
    One character of a set; no character fits an empty one.
    """

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Sequence:
    """
    One after the other; nothing in it matches the empty text.
    """

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """
    Any of the branches.
    """

    branches: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """
    `least` to `most` times, None for any number; a `shy` one is not repeated without need.
    """

    item: Node
    least: int
    most: int | None
    is_shy: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """
    A group that later nodes refer to by its number.
    """

    item: Node
    number: int


@dataclass(frozen=True, slots=True)
class Again:
    """
    The text that a group has matched, once more.
    """

    number: int


@dataclass(frozen=True, slots=True)
class Look:
    """
    What must, or must not, stand ahead or behind; takes up no characters.
    """

    item: Node
    is_ahead: bool
    is_negative: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """
    The start or the end of the text, the edge of a word, or the inside of one.
    """

    kind: Literal["start", "end", "word", "inside"]


Node: TypeAlias = Chars | Sequence | Either | Repeat | Group | Again | Look | Edge

NOTHING = Sequence(())
ANYTHING = Repeat(Chars(EVERY), 0, None, is_shy=True)

_EDGES = {"start": r"\A", "end": r"\Z", "word": r"\b", "inside": r"\B"}
_LOOKS = {(True, False): "?=", (True, True): "?!", (False, False): "?<=", (False, True): "?<!"}


def shortest(node: Node) -> int:
    """
    The least number of characters that a match takes up (a lower bound, where it looks around).
    """
    match node:
        case Chars():
            return 1
        case Sequence(items):
            return sum(shortest(item) for item in items)
        case Either(branches):
            return min(shortest(branch) for branch in branches)
        case Repeat(item, least):
            return least * shortest(item) if least else 0
        case Group(item):
            return shortest(item)
        case _:
            return 0


def spelled(node: Node) -> str:  # noqa: PLR0911 - one for each kind of node
    """
    The node as Python's `re` writes it, for `re.ASCII`.
    """
    match node:
        case Chars(ranges):
            return _class(ranges)
        case Sequence(items):
            return "".join(spelled(item) for item in items)
        case Either(branches):
            return f"(?:{'|'.join(spelled(branch) for branch in branches)})"
        case Repeat(item, least, most):
            return f"(?:{spelled(item)}){{{least},{'' if most is None else most}}}"
        case Group(item):
            return f"({spelled(item)})"
        case Again(number):
            return f"(?:\\{number})"
        case Look(item, is_ahead, is_negative):
            return f"({_LOOKS[is_ahead, is_negative]}{spelled(item)})"
        case Edge(kind):
            return _EDGES[kind]


def _class(ranges: Ranges) -> str:
    if not ranges:
        return "(?!)"
    if len(ranges) > 1 and len(opposite := inverted(ranges)) < len(ranges):
        return f"[^{_spans(opposite)}]" if opposite else r"[\x00-\U0010ffff]"
    return f"[{_spans(ranges)}]"


def _spans(ranges: Ranges) -> str:
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)
