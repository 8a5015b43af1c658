"""
What a model does with a request, step by step; how each step is done stands in its own file.

The last of the composers: it has an answer to everything.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from mockgemini.synthesize.composing import counting, limiting, rules, tools
from mockgemini.synthesize.composing.answering import answered, results
from mockgemini.synthesize.composing.calling import calls
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.synthesize.composing.speaking import remarks, spoken
from mockgemini.synthesize.composing.structuring import structured, wanted
from mockgemini.synthesize.composing.thinking import Thinking, think, thinks
from mockgemini.synthesize.composing.used import Used, told
from mockgemini.synthesize.composing.voice import Voice
from mockgemini.synthesize.lifecycle import COMPLETED, INCOMPLETE, REQUIRES_ACTION
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.outcome import FunctionCall, Outcome, Part, Text


@dataclass(frozen=True, slots=True)
class Model:
    """
    Calls functions, uses tools, answers in words or in JSON. `needs_signatures` as in `rules`.
    """

    needs_signatures: bool = False
    shaping: Shaping = field(default_factory=Shaping, compare=False)

    def compose(self, scene: Scene) -> Outcome:
        """
        What the model does; Refused where the service would refuse.
        """
        rules.check(scene, needs_signatures=self.needs_signatures)
        return _Answer(scene, self.shaping).outcome()


class _Answer:
    """
    One answer on its way.
    """

    def __init__(self, scene: Scene, shaping: Shaping) -> None:
        self._scene = scene
        self._shaping = shaping
        self._voice = Voice(scene)
        self._sight = Sight(scene)

    def outcome(self) -> Outcome:
        scene = self._scene
        if limiting.is_too_little(scene) and thinks(scene):
            return self._cut_short()
        asked = calls(scene, self._shaping)
        used = () if asked else tools.uses(scene)
        if asked or tools.status(used) == REQUIRES_ACTION:
            return self._acting(asked, used)
        return self._speaking(used)

    # --- the ways it may go -------------------------------------------------------------------

    def _cut_short(self) -> Outcome:
        """
        The limit was reached before the first thought was complete.
        """
        most = self._scene.brief.generation.max_output_tokens or 0
        return self._ended((), INCOMPLETE, most)

    def _acting(self, asked: tuple[FunctionCall, ...], used: tuple[Used, ...]) -> Outcome:
        """
        It is the client's turn to do something.
        """
        thinking = self._think()
        done = (*tools.woven(self._scene, self._thought(thinking), None, used), *asked)
        if self._room(thinking) < sum(counting.call(each) for each in asked):
            return self._ended(self._thought(thinking), INCOMPLETE, thinking.tokens)
        return self._ended(done, REQUIRES_ACTION, thinking.tokens, used)

    def _speaking(self, used: tuple[Used, ...]) -> Outcome:
        """
        The answer itself, in words or in JSON.
        """
        scene = self._scene
        is_settled = bool(results(scene)) and not scene.prompt.strip()
        thinking = self._think(is_settled=is_settled)
        whole = self._text(used)
        kept = counting.cut(whole.text, self._room(thinking))
        said = limiting.shortened(whole, kept) if kept else None
        parts = tools.woven(scene, self._thought(thinking), said, used)
        is_cut = len(kept) < len(whole.text)
        return self._ended(parts, INCOMPLETE if is_cut else COMPLETED, thinking.tokens, used)

    # --- what it is made of -------------------------------------------------------------------

    def _think(self, *, is_settled: bool = False) -> Thinking:
        most = limiting.for_thinking(self._scene)
        return think(self._scene, self._voice, is_settled=is_settled, most=most)

    def _thought(self, thinking: Thinking) -> tuple[Part, ...]:
        return () if thinking.part is None else (thinking.part,)

    def _text(self, used: tuple[Used, ...]) -> Text:
        scene = self._scene
        known = answered(scene, self._sight)
        asked = wanted(scene)
        if asked is None:
            whole = told(spoken(scene, self._voice, self._sight, known), used)
        else:
            said = " ".join(known or remarks(scene, self._voice)[:1])
            whole = Text(structured(scene, asked, said, self._shaping))
        return limiting.shortened(whole, limiting.stopped(scene, whole.text))

    def _room(self, thinking: Thinking) -> int:
        """
        The tokens that thinking leaves; where there is no limit, as many as anything takes.
        """
        most = self._scene.brief.generation.max_output_tokens
        return sys.maxsize if most is None else most - thinking.tokens

    def _ended(
        self, parts: tuple[Part, ...], status: str, thought: int, used: tuple[Used, ...] = ()
    ) -> Outcome:
        usage = counting.usage(
            self._scene,
            parts,
            thought=thought,
            tools=tools.counted(self._scene, used),
            sight=self._sight,
        )
        return Outcome(parts, status=status, usage=usage)
