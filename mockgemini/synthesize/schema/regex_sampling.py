"""
Texts that a regular expression matches, made by walking through it; fast and natural.

Does not look around and counts lengths only roughly: whoever asks checks what comes.
"""

from __future__ import annotations

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.charsets import at, friendly, size
from mockgemini.synthesize.schema.regex import (
    ANYTHING,
    Again,
    Chars,
    Either,
    Group,
    Node,
    Repeat,
    Sequence,
    shortest,
)


class NoTextError(ValueError):
    """
    No text matches.
    """


def sample(node: Node, dice: Dice, spare: int, *, is_greedy: bool = False) -> str:
    """
    A text for `node`, searched for, with up to `spare` characters more than it needs.

    A greedy one uses all of them, if it can; a NoTextError where a set of characters is empty.
    """
    sampler = _Sampler(dice, spare, is_greedy)
    # What the pattern itself cannot use is put behind it; it is not anchored there, one hopes.
    return sampler.text(node) + sampler.text(ANYTHING)


class _Sampler:
    def __init__(self, dice: Dice, spare: int, is_greedy: bool) -> None:  # noqa: FBT001
        self.dice = dice
        self.spare = spare
        self.is_greedy = is_greedy
        self.groups: dict[int, str] = {}

    def text(self, node: Node) -> str:  # noqa: PLR0911 - one for each kind of node
        match node:
            case Chars(ranges):
                return self.char(node) if ranges else self.fail()
            case Sequence(items):
                return "".join([self.text(item) for item in items])
            case Either(branches):
                return self.text(self.dice.choice(branches))
            case Repeat():
                return self.repeat(node)
            case Group(item, number):
                self.groups[number] = self.text(item)
                return self.groups[number]
            case Again(number):
                return self.groups.get(number, "")
            case _:
                return ""

    def fail(self) -> str:
        raise NoTextError("no character fits")

    def char(self, node: Chars) -> str:
        ranges = friendly(node.ranges)
        return at(ranges, self.dice.integer(0, size(ranges) - 1)) if ranges else self.fail()

    def repeat(self, node: Repeat) -> str:
        unit = max(shortest(node.item), 1)
        possible = self.spare // unit
        if node.most is not None:
            possible = min(possible, node.most - node.least)
        if not self.is_greedy:
            possible = 0 if node.is_shy else self.dice.integer(0, possible)
        self.spare -= possible * unit
        return "".join([self.text(node.item) for _ in range(node.least + possible)])
