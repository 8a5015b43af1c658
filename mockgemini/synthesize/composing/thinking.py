"""
How long a model thinks before it answers, and what it tells of it.

Recorded: answers begin with a thought, even at level minimal; it has a signature of hundreds of
bytes, and a summary only where one was asked for. After a function's result there was no thinking
at all, and the signature was always the same one.
"""

from __future__ import annotations

from dataclasses import dataclass

from mockgemini.synthesize import ids
from mockgemini.synthesize.catalog import Model
from mockgemini.synthesize.composing.voice import Voice
from mockgemini.synthesize.composing.words import subject
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


@dataclass(frozen=True, slots=True)
class Thinking:
    """
    The tokens it took, and what of it is part of the answer; no part for models that do not think.
    """

    tokens: int
    part: Thought | None


def think(
    scene: Scene, voice: Voice, *, is_settled: bool = False, most: int | None = None
) -> Thinking:
    """
    The thinking before an answer: at most so many tokens, none where all is settled already.
    """
    if not thinks(scene):
        return Thinking(0, None)
    if is_settled:
        return Thinking(0, Thought(_summary(scene, voice), WITHOUT_THINKING))
    low, high = _TOKENS.get(scene.brief.generation.thinking_level or "", _DEFAULT)
    dice = scene.dice.fork("thought")
    tokens = dice.integer(low, high)
    if most is not None:
        tokens = min(tokens, most)
    size = min(_SMALLEST + _BYTES_A_TOKEN * tokens, _LARGEST)
    return Thinking(tokens, Thought(_summary(scene, voice), ids.signature(dice, size)))


def thinks(scene: Scene) -> bool:
    """
    Whether the model thinks at all.
    """
    return scene.brief.model is None or Model(scene.brief.model.removeprefix("models/")).thinks


def _summary(scene: Scene, voice: Voice) -> str:
    """
    Recorded: paragraphs of a bold title and what follows it, three newlines after each.
    """
    if scene.brief.generation.thinking_summaries != "auto":
        return ""
    about = subject(scene.prompt) or "this"
    bodies = [voice.pick(_BODIES[:2]), voice.pick(_BODIES[2:])][: voice.number(1, 2)]
    return "".join(
        f"**{voice.pick(_TITLES[3 * at : 3 * at + 3])}**\n\n{body.format(topic=about)}\n\n\n"
        for at, body in enumerate(bodies)
    )
