"""
Films: real ones that play, of the asked shape, size and length.
"""

from __future__ import annotations

from dataclasses import dataclass

from mockgemini.synthesize.catalog import named
from mockgemini.synthesize.composing import counting
from mockgemini.synthesize.composing.delivering import Keep, delivered, form_of, is_asked, word
from mockgemini.synthesize.lifecycle import COMPLETED
from mockgemini.synthesize.media.mp4 import mp4
from mockgemini.synthesize.media.sizes import film_size, seconds_of
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Outcome, Part, Text

_SECONDS = 8.0
_THOUGHT_TOKENS = (180, 400)


@dataclass(frozen=True, slots=True)
class Filming:
    """
    Answers for the models that film, and for others that are asked for a film.
    """

    keep: Keep | None = None

    def concerns(self, brief: Brief) -> bool:
        """
        Whether a film is asked for, or the model makes nothing else.
        """
        return is_asked(brief, "video", by_nature=named(brief.name).films)

    def compose(self, scene: Scene) -> Outcome:
        """
        One film; as recorded no thought stands before it, though some tokens went into one.
        """
        form, dice = form_of(scene, "video"), scene.dice.fork("film")
        width, height = film_size(
            word(form.extra, "aspect_ratio"), word(form.extra, "resolution"), form.path
        )
        seconds = seconds_of(word(form.extra, "duration"), _SECONDS, form.path)
        tokens = dice.integer(*_THOUGHT_TOKENS)
        film = delivered(mp4(width, height, seconds, dice), form, "video/mp4", self.keep)
        words = (
            (Text("Here is your film.\n"),)
            if is_asked(scene.brief, "text", by_nature=False)
            else ()
        )
        parts: tuple[Part, ...] = (*words, film)
        return Outcome(parts, status=COMPLETED, usage=counting.usage(scene, parts, thought=tokens))
