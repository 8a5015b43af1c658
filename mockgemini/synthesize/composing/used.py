"""
What comes of a tool on the server's side: its call and result, and what it adds to the text.

Indices count bytes of UTF-8, as recorded; composers of text do without them and use `told`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mockgemini.jsontext import Json
from mockgemini.synthesize import ids
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.lifecycle import COMPLETED, REQUIRES_ACTION
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Part, Text

Source: TypeAlias = Mapping[str, Json]
"""What a citation says of where something is from: its type, url, title, ….."""

Sentence: TypeAlias = tuple[str, tuple[Source, ...]]
"""A sentence, and what it rests on; nothing for what anybody may say."""

_SIGNED = (96, 480)
_FIRST_NAMED_CALLS = ("gemini-2", "gemini-3-", "gemini-3.1")


@dataclass(frozen=True, slots=True)
class Citation:
    """
    That the bytes from `start` up to `end` of a text rest on a source.
    """

    start: int
    end: int
    source: Source

    def behind(self, size: int) -> dict[str, Json]:
        """
        As the wire has it, where the text stands behind `size` other bytes.
        """
        return {"start_index": self.start + size, "end_index": self.end + size, **self.source}


@dataclass(frozen=True, slots=True)
class Used:
    """
    A tool's calls and results, in order; `citations` count from the beginning of `says`.
    """

    parts: tuple[Part, ...]
    says: str = ""
    citations: tuple[Citation, ...] = ()

    @property
    def status(self) -> str:
        """
        `requires_action` where the client has to do something before the model goes on.
        """
        answered = {part.call_id for part in self.parts if isinstance(part, FunctionResult)}
        calls = (part.id for part in self.parts if isinstance(part, FunctionCall))
        return REQUIRES_ACTION if any(call not in answered for call in calls) else COMPLETED


def told(text: str, uses: Iterable[Used]) -> Text:
    """
    The text, and below it what the tools add, with all their citations.
    """
    citations: list[Json] = []
    for used in uses:
        if used.says:
            text += "\n\n" if text else ""
            size = len_of(text)
            citations += [citation.behind(size) for citation in used.citations]
            text += used.says
    return Text(text, tuple(citations))


def resting(sentences: Iterable[Sentence], between: str = " ") -> tuple[str, tuple[Citation, ...]]:
    """
    The sentences as one text, and the citations of it.
    """
    text, citations = "", []
    for sentence, sources in sentences:
        start = len_of(text + between) if text else 0
        text += between + sentence if text else sentence
        citations += [Citation(start, start + len_of(sentence), source) for source in sources]
    return text, tuple(citations)


def len_of(text: str) -> int:
    """
    The bytes of a text, also of one that holds half a surrogate pair.
    """
    return len(text.encode("utf-8", "surrogatepass"))


def is_second_generation(scene: Scene) -> bool:
    """
    Gemini 2 signs no calls and, as recorded, tells of its searches behind the text.
    """
    return scene.brief.name.startswith("gemini-2")


def call_id(scene: Scene, dice: Dice) -> str:
    """
    Of a call on the server's side, in the shape that the model's generation gives it.
    """
    is_early = scene.brief.name.startswith(_FIRST_NAMED_CALLS)
    return ids.call_id(dice) if is_early else ids.tool_call_id(dice)


def signature(scene: Scene, dice: Dice) -> str | None:
    """
    Of a call or a result; None for the models that sign none.
    """
    return None if is_second_generation(scene) else ids.signature(dice, dice.integer(*_SIGNED))
