"""
Scenes for the tests of composers: one prompt, and whatever of the brief the test is about.
"""

import base64
from datetime import UTC, datetime

from mockgemini.synthesize.composing.used import len_of
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.media.reading import Reading, read
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Media, Text, Turn

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


def staged(prompt="", *turns, model="gemini-3.5-flash", seed=b"seed", history=(), **brief):
    """
    A scene; `turns` stand instead of the prompt where there are some.
    """
    said = turns or (Turn("user", (Text(prompt),)),)
    if "agent" in brief:
        model = None
    return Scene(Brief(model=model, turns=said, **brief), Dice(seed), NOW, history)


def parts_of(kind, outcome):
    """
    The outcome's parts of one type.
    """
    return [part for part in outcome.parts if isinstance(part, kind)]


def seen(media: Media) -> Reading:
    """
    What a reader of files tells of a media.
    """
    return read(base64.b64decode(media.data or "", validate=True))


def cited(text: Text) -> list[str]:
    """
    What the citations of a text point at, cut out by bytes.
    """
    data = text.text.encode()
    assert len_of(text.text) == len(data)
    return [data[each["start_index"] : each["end_index"]].decode() for each in text.citations]
