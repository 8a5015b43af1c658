"""
How long a model thinks before it answers, and what it tells of it.

Recorded: answers begin with a thought, even at level minimal; it has a signature of hundreds of
bytes, and a summary only where one was asked for. After a function's result there was no thinking
at all, and the signature was always the same one.
"""

from __future__ import annotations

from typing import NamedTuple

from mockgemini.synthesize import ids
from mockgemini.synthesize.catalog import named
from mockgemini.synthesize.composing.voice import Voice
from mockgemini.synthesize.composing.words import subject
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.outcome import Thought

WITHOUT_THINKING = "CiRlMjQ4MzBhNy01Y2Q2LTQyZmUtOTk4Yi1lZTUzOWU3MmI5YzM="
"""Recorded, byte for byte: the signature of an answer that took no thought."""

# The shares are a guess, their range was recorded: 15 to 480 tokens for short questions.
_TOKENS = {"minimal": (8, 24), "low": (24, 120), "medium": (60, 260), "high": (160, 900)}
_DEFAULT = (40, 400)
_SMALLEST, _BYTES_A_TOKEN, _LARGEST = 100, 3, 720

_TITLES = (
    "Reading the Request",
    "Considering the Question",
    "Weighing an Answer",
    "Planning the Reply",
    "Settling the Details",
    "Finishing the Answer",
)
_BODIES = (
    (
        "I'm looking at what was asked about {topic}. I'm sorting out which of it is to be "
        "answered, and which of it only tells me how."
    ),
    (
        "I'm now putting together what I will say about {topic}. It should be short, to the point, "
        "and show what has reached me."
    ),
    (
        "I've gone through {topic} once more. The answer names what I was given, and nothing that "
        "I was not."
    ),
    (
        "I've settled on the order: first what was said, then what it means for {topic}, and then "
        "the rest."
    ),
)


class Thinking(NamedTuple):
    """
    The tokens it took, and what of it is part of the answer: nothing for models that do not think.
    """

    tokens: int
    parts: tuple[Thought, ...] = ()


class Musing:
    """
    The thinking before an answer, each time anew: at most so many tokens, none where all is settled
    already.
    """

    def __init__(self, scene: Scene, *, is_settled: bool = False, most: int | None = None) -> None:
        generation = scene.brief.generation
        self._thinks = thinks(scene)
        self._is_settled = is_settled
        self._most = most
        self._range = _TOKENS.get(generation.thinking_level or "", _DEFAULT)
        # Recorded: paragraphs only where they were asked for.
        self._about = None
        if generation.thinking_summaries == "auto":
            self._about = subject(scene.prompt) or "this"

    def told(self, dice: Dice, summary: str) -> Thinking:
        """
        What this throw of the dice makes of it.
        """
        if not self._thinks:
            return _NONE
        if self._is_settled:
            return Thinking(0, (Thought(summary, WITHOUT_THINKING),))
        dice = dice.fork("thought")
        tokens = dice.integer(*self._range)
        if self._most is not None:
            tokens = min(tokens, self._most)
        size = min(_SMALLEST + _BYTES_A_TOKEN * tokens, _LARGEST)
        return Thinking(tokens, (Thought(summary, ids.signature(dice, size)),))

    def summary(self, voice: Voice) -> str:
        """
        One way to tell of it; empty where nothing is told.

        Recorded: paragraphs of a bold title and what follows it, three newlines after each.
        """
        if self._about is None or not self._thinks:
            return ""
        bodies = [voice.pick(_BODIES[:2]), voice.pick(_BODIES[2:])][: voice.number(1, 2)]
        return "".join(
            f"**{voice.pick(_TITLES[3 * at : 3 * at + 3])}**\n\n"
            f"{body.format(topic=self._about)}\n\n\n"
            for at, body in enumerate(bodies)
        )


_NONE = Thinking(0)


def thinks(scene: Scene) -> bool:
    """
    Whether the model thinks at all.
    """
    brief = scene.brief
    return brief.model is None or named(brief.name).thinks
