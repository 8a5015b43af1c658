"""
Tokens: how many a text, a picture or a whole conversation takes, and the usage made of them.

Recorded: about four characters a token; 258 for a small picture with Gemini 2.5; with Gemini 3 as
many patches as fit into 1120 in the picture's shape (1080 for 200 × 300 pixels); thoughts are not
counted again when a conversation goes on, all else is; `total` is the sum of input, output, thought
and tool use. Documented: 32 tokens a second of sound, 263 of film, 258 a page. What a declared
function or a call costs is fitted to recordings. Left out: `raw_prompt_token`, which is documented
nowhere and was seen with two models only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from mockgemini.jsontext import COMPACT, Json
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import (
    Failed,
    FunctionCall,
    FunctionResult,
    Media,
    Part,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Turn,
    Unknown,
    UserInput,
)
from mockgemini.wire.usage import Counts, Usage

CACHED_FROM = 1024
"""
Tokens of a common beginning from which on the service counts them as cached (documented); every
recorded conversation was shorter, and had 0.
"""

_CHARACTERS = 4
_A_FUNCTION, _A_CALL = 16, 6
_A_SECOND_OF_SOUND, _A_SECOND_OF_FILM, _A_PAGE = 32, 263, 258
_A_TILE, _TILE, _SMALL = 258, 768, 384
_PATCHES = {"low": 280, "medium": 560, "high": 1120, "ultra_high": 2240}
_SECONDS, _PAGES = 10.0, 1  # of what cannot be measured
_TILED = "gemini-2"

_WORDS = {"text"}
_COUNTED_APART = (Thought, ToolCall, ToolResult)
_MODALITIES = ("text", "image", "audio", "video", "document")


def text(said: str) -> int:
    """
    Tokens of a text; at least one, unless it is empty.
    """
    if not said:
        return 0
    if said.isascii():
        return max(1, len(said) // _CHARACTERS)
    # Chinese, Japanese, Korean and emoji take about one token a character.
    wide = sum(character > "⺀" for character in said)
    return max(1, wide + (len(said) - wide) // _CHARACTERS)


def cut(said: str, most: int) -> str:
    """
    The beginning of a text, as much of it as `most` tokens hold.
    """
    if most <= 0:
        return ""
    if text(said) <= most:
        return said
    if said.isascii():
        return said[: most * _CHARACTERS]
    quarters = most * _CHARACTERS
    for at, character in enumerate(said):
        quarters -= _CHARACTERS if character > "⺀" else 1
        if quarters < 0:
            return said[:at]
    return said


def call(part: FunctionCall) -> int:
    """
    Tokens of a function call.
    """
    return _A_CALL + text(part.name + encoded(part.arguments))


def encoded(json: Json) -> str:
    """
    A JSON value as text; of one that cannot be written, nothing.
    """
    try:
        return json if isinstance(json, str) else COMPACT.encode(json)
    except (ValueError, RecursionError):
        return ""


@dataclass(slots=True)
class Tally:
    """
    Tokens by modality, added up part by part as the model of that name does.
    """

    model: str
    sight: Sight
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, tokens: int) -> None:
        """
        So many tokens more.
        """
        if tokens:
            self.counts[kind] = self.counts.get(kind, 0) + tokens

    def turns(self, turns: Iterable[Turn]) -> None:
        """
        All that was said in some turns.
        """
        for turn in turns:
            for part in turn.parts:
                self.part(part)

    def part(self, part: Part) -> None:
        """
        One part of what was said.
        """
        match part:
            case Text():
                self.add("text", text(part.text))
            case Media():
                self.add(part.kind, self._media(part))
            case FunctionCall():
                self.add("text", call(part))
            case FunctionResult() | ToolResult():
                self.add("text", text(encoded(part.result)))
            case ToolCall():
                self.add("text", text(encoded(part.arguments)))
            case UserInput():
                self.turns([Turn("user", part.parts)])
            case Thought() | Failed() | Unknown():
                pass

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def by_modality(self) -> Counts:
        """
        As the wire has it, text first.
        """
        if len(self.counts) < 2:
            return tuple(self.counts.items())
        return tuple((kind, self.counts[kind]) for kind in _MODALITIES if kind in self.counts)

    def _media(self, part: Media) -> int:
        seen = self.sight.of(part)
        match part.kind:
            case "image":
                return self._picture(seen.pixels, part.extra.get("resolution"))
            case "audio":
                return math.ceil((seen.seconds or _SECONDS) * _A_SECOND_OF_SOUND)
            case "video":
                return math.ceil((seen.seconds or _SECONDS) * _A_SECOND_OF_FILM)
            case _:
                return (seen.pages or _PAGES) * _A_PAGE

    def _picture(self, size: tuple[int, int] | None, resolution: Json) -> int:
        wide, high = size or (_SMALL, _SMALL)
        if not self.model.startswith(_TILED):
            most = _PATCHES.get(str(resolution), _PATCHES["high"])
            across = max(1, math.floor(math.sqrt(most * wide / high)))
            return across * max(1, math.floor(math.sqrt(most * high / wide)))
        if max(wide, high) <= _SMALL:
            return _A_TILE
        return _A_TILE * math.ceil(wide / _TILE) * math.ceil(high / _TILE)


@dataclass(frozen=True, slots=True)
class Tools:
    """
    What tools on the server's side used: tokens, and how often each was called.
    """

    tokens: int = 0
    calls: Counts = ()


NO_TOOLS = Tools()
"""None were there, or none was used."""


class Bill:
    """
    What all answers in a scene use alike: tokens of what was said before and asked, and `tools`.
    """

    def __init__(self, scene: Scene, sight: Sight, tools: Tools = NO_TOOLS) -> None:
        asked = Tally(scene.brief.name, sight)
        asked.turns(scene.history)
        self._cached, self._cached_by = asked.total, asked.by_modality()
        if self._cached < CACHED_FROM:
            self._cached, self._cached_by = 0, ()
        asked.turns(scene.brief.turns)
        asked.add("text", _told(scene.brief))
        self._asked, self._asked_by = asked.total, asked.by_modality()
        self._tools = tools
        self._name, self._sight = scene.brief.name, sight

    def usage(self, parts: Iterable[Part], thought: int = 0) -> Usage:
        """
        What an answer of these parts used; `thought` is what thinking took.

        Only an answer of more than words tells its output by modality (recorded).
        """
        answered = Tally(self._name, self._sight)
        for part in parts:
            if not isinstance(part, _COUNTED_APART):
                answered.part(part)
        told, said, tools = self._asked, answered.total, self._tools
        return Usage(
            total=told + said + thought + tools.tokens,
            input=told,
            output=said,
            thought=thought,
            cached=self._cached,
            tool_use=tools.tokens,
            input_by=self._asked_by,
            output_by=answered.by_modality() if answered.counts.keys() - _WORDS else (),
            cached_by=self._cached_by,
            tool_use_by=(("text", tools.tokens),) if tools.tokens else (),
            tools=tools.calls,
        )


def usage(
    scene: Scene, parts: Iterable[Part], *, thought: int = 0, tools: Tools = NO_TOOLS
) -> Usage:
    """
    What an answer of these parts in this scene used.
    """
    return Bill(scene, Sight(scene), tools).usage(parts, thought)


def _told(brief: Brief) -> int:
    """
    What a model is told beside the conversation: its instruction and the functions it may call.
    """
    tokens = text(brief.system_instruction or "")
    for function in brief.functions:
        known = function.name + function.description + encoded(function.parameters)
        tokens += _A_FUNCTION + text(known)
    return tokens
