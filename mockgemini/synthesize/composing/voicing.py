"""
Speech: the prompt read aloud by the models made for that, an answer spoken by the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mockgemini.synthesize.catalog import named
from mockgemini.synthesize.composing import counting
from mockgemini.synthesize.composing.delivering import Keep, delivered, form_of, is_asked
from mockgemini.synthesize.composing.quoting import sound
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.composing.speaking import spoken
from mockgemini.synthesize.composing.voice import Voice
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.lifecycle import COMPLETED
from mockgemini.synthesize.media.sizes import LONGEST
from mockgemini.synthesize.media.wav import SAMPLE_RATE, pcm, speech_seconds, wav
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief, Format
from mockgemini.wire.outcome import Media, Outcome, Part, Text

_DIRECTION = re.compile(
    r"\s*(?:please\s+)?(?:say|read|speak|tts|make|narrate|pronounce|whisper)\b[^:\n]{0,120}:\s*",
    re.IGNORECASE,
)
_SLOWEST, _FASTEST = 8_000, 48_000
_SAMPLES = "audio/l16"


@dataclass(frozen=True, slots=True)
class Voicing:
    """
    Answers for speech models, and for others that are asked for sound; any voice is accepted.
    """

    keep: Keep | None = None

    def concerns(self, brief: Brief) -> bool:
        """
        Whether sound is asked for, or the model makes nothing else.
        """
        return is_asked(brief, "audio", by_nature=named(brief.name).speaks)

    def compose(self, scene: Scene) -> Outcome:
        """
        Sound as long as its words take; the words stand before it where text is asked for too.
        """
        words = sound(script(scene.prompt)) if named(scene.brief.name).speaks else _answer(scene)
        tone = recorded(
            min(speech_seconds(words), LONGEST),
            form_of(scene, "audio"),
            scene.dice.fork("voice"),
            self.keep,
        )
        written = (Text(words),) if is_asked(scene.brief, "text", by_nature=False) else ()
        parts: tuple[Part, ...] = (*written, tone)
        return Outcome(parts, status=COMPLETED, usage=counting.usage(scene, parts))


def _answer(scene: Scene) -> str:
    return spoken(scene, Voice(scene), Sight(scene))


def script(prompt: str) -> str:
    """
    What is to be read aloud: the prompt without the direction that it may begin with.
    """
    found = _DIRECTION.match(prompt)
    return prompt[found.end() :] if found is not None and prompt[found.end() :] else prompt


def recorded(seconds: float, form: Format, dice: Dice, keep: Keep | None) -> Media:
    """
    Sound as the format wants it: bare samples, or WAV, which also comes for all else that is asked.
    """
    rate = form.extra.get("sample_rate")
    rate = rate if isinstance(rate, int) and _SLOWEST <= rate <= _FASTEST else SAMPLE_RATE
    is_bare = (form.mime_type or _SAMPLES).lower().startswith(_SAMPLES)
    data = pcm(seconds, dice, rate) if is_bare else wav(seconds, dice, rate)
    told = {"sample_rate": rate, "channels": 1}
    return delivered(data, form, _SAMPLES if is_bare else "audio/wav", keep, told)
