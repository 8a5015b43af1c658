"""
Where a value is being made, and who makes what is below it: the seam between the search and the
makers of numbers, texts, arrays and objects.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from mockgemini.jsontext import Json
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.checking import Checking
from mockgemini.synthesize.schema.document import Document, Sub
from mockgemini.synthesize.schema.expanding import Choice
from mockgemini.synthesize.schema.hints import Hints


class Goal(NamedTuple):
    """
    Subschemas that a value has to fit, all of them; the choices among theirs already made.
    """

    subs: tuple[Sub, ...]
    settled: tuple[Choice, ...] = ()


class Spot(NamedTuple):
    """
    One place in the instance. `name` is the property's, empty at the top; items have their list's.

    `room`: so much deeper may it go, with nothing that can be left out; None is as it comes.
    `avoid` are values that stand in the same unique list.
    """

    dice: Dice
    name: str = ""
    depth: int = 0
    room: int | None = None
    avoid: tuple[Json, ...] = ()

    def below(self, label: str | int, name: str, avoid: tuple[Json, ...] = ()) -> Spot:
        """
        The place one step deeper, with dice of its own.
        """
        room = None if self.room is None else self.room - 1
        return Spot(self.dice.fork(label), name, self.depth + 1, room, avoid)

    def again(self, label: str) -> Spot:
        """
        The same place with other dice.
        """
        return self._replace(dice=self.dice.fork(label))


class Maker(Protocol):
    """
    Makes a value for a goal; a NoInstanceError where nothing fits.
    """

    document: Document
    checking: Checking
    hints: Hints

    def make(self, goal: Goal, spot: Spot) -> Json: ...
