"""
An answer in words or in JSON as far as no dice are thrown: worked out once for all the answers that
the same request gets.
"""

from __future__ import annotations

from mockgemini.synthesize.composing import counting, limiting, tools
from mockgemini.synthesize.composing.answering import answered
from mockgemini.synthesize.composing.rules import is_plain
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.synthesize.composing.speaking import Remarks, Speech
from mockgemini.synthesize.composing.structuring import Structure, unshaped, wanted
from mockgemini.synthesize.composing.thinking import Musing
from mockgemini.synthesize.composing.used import Used, told
from mockgemini.synthesize.composing.voice import Voice
from mockgemini.synthesize.lifecycle import COMPLETED, INCOMPLETE
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.outcome import Outcome, Text

_REMEMBERED = 256
"""Drafts; suites and load generators repeat a few requests."""


class Draft:
    """
    What is thought and said in a scene, and what of it counts; `used` is what tools bring to it.
    """

    def __init__(
        self, scene: Scene, sight: Sight, shaping: Shaping, used: tuple[Used, ...] = ()
    ) -> None:
        known, asked = answered(scene, sight), wanted(scene)
        self.brief, self.now = scene.brief, scene.now
        self._used = used
        self._limit = scene.brief.generation.max_output_tokens
        self._musing = Musing(
            scene,
            is_settled=bool(known) and not scene.prompt.strip(),
            most=limiting.for_thinking(scene),
        )
        self._said, self._is_json = known, asked is not None
        self._remarks = Remarks(scene)
        self._speech = None if self._is_json else Speech(scene, sight, self._remarks, known)
        has_schema = asked is not None and asked.schema is not None
        self._structure = Structure(scene, asked, shaping) if asked and has_schema else None
        self._settled: tuple[str, Text] | None = None
        self._bill = counting.Bill(scene, sight, tools.counted(scene, used))

    def outcome(self, scene: Scene) -> Outcome:
        """
        What this throw of the dice makes of it.
        """
        summary, whole = self._settled or self._worded(scene)
        thinking = self._musing.told(scene.dice, summary)
        kept = whole.text
        if self._limit is not None:
            kept = counting.cut(kept, self._limit - thinking.tokens)
        said = limiting.shortened(whole, kept) if kept else None
        status = COMPLETED if len(kept) == len(whole.text) else INCOMPLETE
        parts = tools.woven(scene, thinking.parts, said, self._used)
        return Outcome(parts, status, self._bill.usage(parts, thinking.tokens))

    def _worded(self, scene: Scene) -> tuple[str, Text]:
        """
        What is told of the thinking, and what is said; kept where all answers have the same words.
        """
        voice = Voice(scene)
        words = self._musing.summary(voice), self._text(scene, voice)
        if voice.is_settled and self._structure is None:
            self._settled = words
        return words

    def _text(self, scene: Scene, voice: Voice) -> Text:
        if self._structure is not None:
            whole = Text(self._structure.text(scene.dice))
        elif self._speech is not None:
            whole = told(self._speech.told(voice), self._used)
        else:
            whole = Text(unshaped(scene, self._said or self._remarks.told(voice)[:1]))
        return limiting.shortened(whole, limiting.stopped(scene, whole.text))


class Drafts:
    """
    Remembers the drafts of requests that are nothing but words, which come again and again.
    """

    def __init__(self) -> None:
        self._known: dict[int, Draft] = {}

    def of(self, scene: Scene) -> Draft | None:
        """
        The draft for such a scene; None where none is known.
        """
        # By identity: a brief cannot be hashed, and what is kept holds on to its own.
        known = self._known.get(id(scene.brief))
        if known is None or known.brief is not scene.brief or known.now != scene.now:
            return None
        return None if scene.history else known

    def keep(self, scene: Scene, draft: Draft) -> None:
        """
        Remember the draft, where it depends on nothing but the brief and the moment.
        """
        brief = scene.brief
        if scene.history or brief.functions or brief.tools or not is_plain(brief.turns):
            return
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[id(brief)] = draft
