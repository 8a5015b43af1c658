"""
Music: a clip of sound, and the words that are sung to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mockgemini.synthesize.catalog import named
from mockgemini.synthesize.composing import counting
from mockgemini.synthesize.composing.delivering import Keep, form_of, is_asked
from mockgemini.synthesize.composing.topic import titled, topic
from mockgemini.synthesize.composing.voicing import recorded
from mockgemini.synthesize.lifecycle import COMPLETED
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Outcome, Part, Text

_CLIP, _SONG = 30.0, 45.0
"""Seconds. Clips always have as many, as documented; songs last for minutes in truth."""

_RATE = 16_000
"""Samples a second; in truth there are 48 000, which would only be slow here."""

_WITHOUT_WORDS = re.compile(
    r"\b(instrumental|no vocals|without (vocals|words|lyrics))\b", re.IGNORECASE
)
_VERSES = (
    ("[Verse]", "This is a song about {topic},", "It goes on for a line or two"),
    ("[Chorus]", "Sing it again, {topic},", "Sing it again for you"),
)


@dataclass(frozen=True, slots=True)
class Singing:
    """
    Answers for the models that make music.
    """

    keep: Keep | None = None

    def concerns(self, brief: Brief) -> bool:
        """
        Whether a model that sings is to sing.
        """
        return named(brief.name).sings and is_asked(brief, "audio", by_nature=True)

    def compose(self, scene: Scene) -> Outcome:
        """
        The words, unless sound alone is asked for, and the sound.
        """
        form = form_of(scene, "audio")
        form = replace(
            form,
            mime_type=form.mime_type or "audio/wav",
            extra={"sample_rate": _RATE, **form.extra},
        )
        seconds = _CLIP if "clip" in scene.brief.name else _SONG
        sound = recorded(seconds, form, scene.dice.fork("song"), self.keep)
        words = (
            (Text(lyrics(scene.prompt)),) if is_asked(scene.brief, "text", by_nature=True) else ()
        )
        parts: tuple[Part, ...] = (*words, sound)
        return Outcome(parts, status=COMPLETED, usage=counting.usage(scene, parts))


def lyrics(prompt: str) -> str:
    """
    What is sung: a verse and a chorus about what the prompt is about.
    """
    about = topic(prompt).rpartition(" about ")[2]
    if _WITHOUT_WORDS.search(prompt):
        return f"[Instrumental]\n{titled(about)}\n"
    verses = ("\n".join(verse).format(topic=about) for verse in _VERSES)
    return "\n\n".join(verses) + "\n"
