"""
Pictures: real ones, of the asked shape and size, with words before them where words are asked for.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from hashlib import shake_256

from mockgemini.synthesize.catalog import named
from mockgemini.synthesize.composing import counting
from mockgemini.synthesize.composing.delivering import Keep, delivered, form_of, is_asked, word
from mockgemini.synthesize.composing.topic import topic
from mockgemini.synthesize.composing.used import is_second_generation
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.lifecycle import COMPLETED
from mockgemini.synthesize.media.picture import picture
from mockgemini.synthesize.media.sizes import picture_size
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief, Format
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import Media, Outcome, Part, Text, Thought

_MANY = re.compile(
    r"\b(two|three|four|[2-4])\b(?:\s+\S+){0,4}?\s+(?:images|pictures|photos|drawings|versions)",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4}
_THOUGHT_TOKENS = (120, 320)

# Recorded: hundreds of kilobytes, as the picture is among what the model thought of.
_SIGNATURE_BYTES = 96_000


@dataclass(frozen=True, slots=True)
class Picturing:
    """
    Answers for the models that draw, and for others that are asked for a picture.
    """

    keep: Keep | None = None

    def concerns(self, brief: Brief) -> bool:
        """
        Whether a picture is asked for, or the model draws by itself.
        """
        return is_asked(brief, "image", by_nature=named(brief.name).draws)

    def compose(self, scene: Scene) -> Outcome:
        """
        A thought, words if they are wanted, and as many pictures as the prompt or the formats say.
        """
        dice = scene.dice.fork("picture")
        pictures = [
            self._draw(scene, form, dice.fork(number)) for number, form in enumerate(_forms(scene))
        ]
        thoughts, tokens = _thought(scene, dice)
        parts: tuple[Part, ...] = (*thoughts, *_words(scene, len(pictures)), *pictures)
        usage = counting.usage(scene, parts, thought=tokens)
        return Outcome(parts, status=COMPLETED, usage=usage)

    def _draw(self, scene: Scene, form: Format, dice: Dice) -> Media:
        settings, path = form.extra, form.path
        if not settings:
            settings = mapping(scene.brief.generation.extra.get("image_config"))
            path = "generation_config.image_config"
        width, height = picture_size(
            word(settings, "aspect_ratio"), word(settings, "image_size"), path
        )
        # Recorded: later models give JPEG, and PNG is what is documented of the first ones.
        default = None if is_second_generation(scene) else "image/jpeg"
        made = picture(width, height, dice, form.mime_type or default)
        return delivered(made.data, form, made.mime_type, self.keep)


def _forms(scene: Scene) -> list[Format]:
    forms = [form for form in scene.brief.formats if form.kind == "image"]
    if len(forms) > 1:
        return forms
    found = _MANY.search(scene.prompt)
    count = 1 if found is None else _COUNTS.get(found[1].lower()) or int(found[1])
    return [form_of(scene, "image")] * count


def _thought(scene: Scene, dice: Dice) -> tuple[tuple[Thought, ...], int]:
    if is_second_generation(scene):
        return (), 0
    signature = shake_256(dice.bytes(16)).digest(_SIGNATURE_BYTES)
    return (Thought(signature=base64.b64encode(signature).decode()),), dice.integer(
        *_THOUGHT_TOKENS
    )


def _words(scene: Scene, count: int) -> tuple[Text, ...]:
    if not is_asked(scene.brief, "text", by_nature=is_second_generation(scene)):
        return ()
    here = "Here is the picture" if count == 1 else f"Here are {count} pictures"
    return (Text(f"{here} for: {topic(scene.prompt)}.\n"),)
