"""
An answer in words: what reached the model, then as many sentences as the prompt calls for.

Recorded: one to a few sentences, paragraphs parted by an empty line. Always English (a guess); what
is quoted keeps its own language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from mockgemini.synthesize.composing import reflecting
from mockgemini.synthesize.composing.describing import described
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.composing.voice import Voice
from mockgemini.synthesize.composing.words import subject
from mockgemini.synthesize.scene import Scene

_SENTENCES = (
    "These words about {topic} are made up by a test double, so take none of them for a fact.",
    "A real model would go on from here; this one only shows that your request has arrived.",
    "What stands here about {topic} can be streamed, stored, chained and counted like any answer.",
    "The same request gets these very words again, and every other request gets other ones.",
    "Nothing was looked up, and nobody was asked, so there is no more to know than you have told.",
    "Where a real answer on {topic} would be long, a short one does as well to try a program.",
    "There would be several ways to look at it, and each of them would fill a paragraph.",
    "Whoever reads this to the end has seen every piece of it arrive, in order and complete.",
)
_A_PARAGRAPH = 3
_READ = 2000

_LONG = re.compile(
    r"\b(?:analy[sz]e|article|compare|describe|details?|essay|explain|guide|list|long|poem|report"
    r"|research|story|summar(?:y|i[sz]e)|tutorial|write)\b",
    re.IGNORECASE,
)
"""Words of prompts that ask for more than a few sentences."""


def spoken(scene: Scene, voice: Voice, sight: Sight) -> str:
    """
    The text of one answer.
    """
    return Speech(scene, sight, Remarks(scene)).told(voice)


class Speech:
    """
    The text of an answer, each time in other words; `said` are paragraphs that it begins with.

    Where the client says nothing beside what those are about, they are all.
    """

    def __init__(
        self, scene: Scene, sight: Sight, remarks: Remarks, said: Sequence[str] = ()
    ) -> None:
        self._paragraphs = [*((each,) for each in said), reflecting.instruction(scene)]
        self._remarks = None
        if not said or scene.prompt.strip():
            self._remarks = remarks
            self._paragraphs += [
                reflecting.prompt(scene),
                (" ".join(described(scene.asked, sight)),),
                (reflecting.earlier(scene),),
            ]
        self._paragraphs = [options for options in self._paragraphs if any(options)]

    def told(self, voice: Voice) -> str:
        """
        One way to say it.
        """
        paragraphs = [voice.pick(options) for options in self._paragraphs]
        if self._remarks is not None:
            paragraphs += self._remarks.told(voice)
        return "\n\n".join(paragraphs)


class Remarks:
    """
    What is said beyond that: paragraphs, more of them where the prompt asks for something long.
    """

    def __init__(self, scene: Scene) -> None:
        self._about = subject(scene.prompt) or "this"
        self._is_long = _asks_for_much(scene.prompt[:_READ])

    def told(self, voice: Voice) -> tuple[str, ...]:
        """
        Some of what could be said.
        """
        most = len(_SENTENCES)
        if self._is_long:
            return _paragraphs(self._about, 0, voice.number(5, most))
        count = voice.number(1, 2)
        return _paragraphs(self._about, voice.number(0, most - count), count)


@lru_cache(maxsize=1024)
def _paragraphs(about: str, first: int, count: int) -> tuple[str, ...]:
    sentences = [each.format(topic=about) for each in _SENTENCES[first : first + count]]
    return tuple(
        " ".join(sentences[at : at + _A_PARAGRAPH]) for at in range(0, len(sentences), _A_PARAGRAPH)
    )


@lru_cache(maxsize=128)
def _asks_for_much(prompt: str) -> bool:
    return _LONG.search(prompt) is not None
