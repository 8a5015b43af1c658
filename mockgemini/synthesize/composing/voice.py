"""
The choice of words: which of several phrasings an answer uses.

Documented: at temperature 0 a model takes the likeliest words, a small `top_p` leaves it few to
choose from, and a fixed `seed` repeats its choice. So here: the first phrasing, the first few, and
throws that depend on seed, model and words alone, not on how often the same was asked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene


class Voice:
    """
    Picks phrasings for one answer.

    `is_settled`: it picks the same for every answer to the same words, whatever the dice.
    """

    __slots__ = ("_dice", "_share", "is_settled")

    def __init__(self, scene: Scene) -> None:
        generation = scene.brief.generation
        if generation.seed is None:
            self._dice = scene.dice.fork("words")
        else:
            spoken = f"{generation.seed}:{scene.brief.model}:{scene.prompt}"
            self._dice = Dice(spoken.encode("utf-8", "replace"))
        is_greedy = generation.temperature == 0
        self.is_settled = is_greedy or generation.seed is not None
        self._share = 0.0 if is_greedy else 1.0 if generation.top_p is None else generation.top_p

    def pick(self, options: Sequence[str]) -> str:
        """
        One of the phrasings.
        """
        return options[self.number(1, len(options)) - 1]

    def number(self, low: int, high: int) -> int:
        """
        A number from `low` to `high`; the lower ones are the likelier ones.
        """
        few = high - low + 1
        if self._share < 1.0:
            few = max(1, math.ceil(few * self._share))
        return low if few == 1 else self._dice.integer(low, low + few - 1)
