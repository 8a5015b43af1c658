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


def spoken(scene: Scene, voice: Voice, sight: Sight, said: Sequence[str] = ()) -> str:
    """
    The text of an answer; `said` are paragraphs that it has to begin with.

    Where the client says nothing beside what those are about, they are all.
    """
    paragraphs = [*said, reflecting.instruction(scene, voice)]
    if not said or scene.prompt.strip():
        paragraphs += [
            reflecting.prompt(scene, voice),
            " ".join(described(scene.asked, sight)),
            reflecting.earlier(scene),
            *remarks(scene, voice),
        ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def remarks(scene: Scene, voice: Voice) -> list[str]:
    """
    What is said beyond that: paragraphs, more of them where the prompt asks for something long.
    """
    prompt = scene.prompt
    about = subject(prompt) or "this"
    is_long = _asks_for_much(prompt[:_READ])
    count = voice.number(5, len(_SENTENCES)) if is_long else voice.number(1, 2)
    first = 0 if is_long else voice.number(0, len(_SENTENCES) - count)
    sentences = [each.format(topic=about) for each in _SENTENCES[first : first + count]]
    return [
        " ".join(sentences[at : at + _A_PARAGRAPH]) for at in range(0, len(sentences), _A_PARAGRAPH)
    ]


@lru_cache(maxsize=128)
def _asks_for_much(prompt: str) -> bool:
    return _LONG.search(prompt) is not None
