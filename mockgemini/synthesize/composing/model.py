"""
What a model does with a request, step by step; how each step is done stands in its own file.

The last of the composers: it has an answer to everything.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from mockgemini.synthesize.composing import counting, limiting, rules, tools
from mockgemini.synthesize.composing.calling import calls
from mockgemini.synthesize.composing.drafting import Draft, Drafts
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.synthesize.composing.thinking import Musing, Thinking, thinks
from mockgemini.synthesize.composing.used import Used
from mockgemini.synthesize.composing.voice import Voice
from mockgemini.synthesize.lifecycle import INCOMPLETE, REQUIRES_ACTION
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import FunctionCall, Outcome, Part


@dataclass(frozen=True, slots=True)
class Model:
    """
    Calls functions, uses tools, answers in words or in JSON. `needs_signatures` as in `rules`.
    """

    needs_signatures: bool = False
    shaping: Shaping = field(default_factory=Shaping, compare=False)
    drafts: Drafts = field(default_factory=Drafts, compare=False)

    def concerns(self, brief: Brief) -> bool:  # noqa: ARG002 - it is a Composer
        """
        Always.
        """
        return True

    def compose(self, scene: Scene) -> Outcome:
        """
        What the model does; Refused where the service would refuse.
        """
        draft = self.drafts.of(scene)
        if draft is not None:
            return draft.outcome(scene)
        rules.check(scene, needs_signatures=self.needs_signatures)
        return _Answer(scene, self).outcome()


class _Answer:
    """
    One answer on its way.
    """

    def __init__(self, scene: Scene, model: Model) -> None:
        self._scene = scene
        self._model = model
        self._sight = Sight(scene)

    def outcome(self) -> Outcome:
        scene = self._scene
        if limiting.is_too_little(scene) and thinks(scene):
            return self._cut_short()
        asked = calls(scene, self._model.shaping)
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
        done = (*tools.woven(self._scene, thinking.parts, None, used), *asked)
        if self._room(thinking) < sum(counting.call(each) for each in asked):
            return self._ended(thinking.parts, INCOMPLETE, thinking.tokens)
        return self._ended(done, REQUIRES_ACTION, thinking.tokens, used)

    def _speaking(self, used: tuple[Used, ...]) -> Outcome:
        """
        The answer itself, in words or in JSON.
        """
        draft = Draft(self._scene, self._sight, self._model.shaping, used)
        self._model.drafts.keep(self._scene, draft)
        return draft.outcome(self._scene)

    # --- what it is made of -------------------------------------------------------------------

    def _think(self) -> Thinking:
        musing = Musing(self._scene, most=limiting.for_thinking(self._scene))
        return musing.told(self._scene.dice, musing.summary(Voice(self._scene)))

    def _room(self, thinking: Thinking) -> int:
        """
        The tokens that thinking leaves; where there is no limit, as many as anything takes.
        """
        most = self._scene.brief.generation.max_output_tokens
        return sys.maxsize if most is None else most - thinking.tokens

    def _ended(
        self, parts: tuple[Part, ...], status: str, thought: int, used: tuple[Used, ...] = ()
    ) -> Outcome:
        bill = counting.Bill(self._scene, self._sight, tools.counted(self._scene, used))
        return Outcome(parts, status=status, usage=bill.usage(parts, thought))
