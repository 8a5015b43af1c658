"""
An answer from what functions gave: each result said back, with the call it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator

from mockgemini.jsontext import Json
from mockgemini.synthesize.composing.describing import named
from mockgemini.synthesize.composing.quoting import listed, quoted, sentence, sound, told
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.content import read_all
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Media, Part, Text
from mockgemini.wire.turns import MODEL
from mockgemini.wire.wording import call

_LONGEST_ARGUMENT = 80


def results(scene: Scene) -> tuple[FunctionResult, ...]:
    """
    The results of functions that the client says last.
    """
    return tuple([part for part in scene.asked if isinstance(part, FunctionResult)])


def answered(scene: Scene, sight: Sight) -> list[str]:
    """
    A sentence for each of those results; then what had been asked, if nothing new is.
    """
    given = results(scene)
    if not given:
        return []
    sentences = [_sentence(result, scene.call(result.call_id), sight) for result in given]
    if not scene.prompt.strip() and (asked := last_prompt(scene)):
        sentences.append(sentence(f"That is what I can say to {quoted(asked)}"))
    return [" ".join(sentences)]


def last_prompt(scene: Scene) -> str:
    """
    The last text of the user's in the whole conversation; empty where there is none.
    """
    for turn in reversed(scene.turns):
        if turn.who != MODEL:
            said = "\n".join(part.text for part in turn.parts if isinstance(part, Text)).strip()
            if said:
                return said
    return ""


def _sentence(result: FunctionResult, asked: FunctionCall | None, sight: Sight) -> str:
    name = (asked.name if asked else result.name) or "The function"
    whole = call(name, asked.arguments, _LONGEST_ARGUMENT) if asked else name
    verb = "failed" if result.is_error else "gave"
    return sentence(f"{sound(whole)} {verb}: {_told(result.result, sight)}")


def _told(result: Json, sight: Sight) -> str:
    if result is None or result in ("", [], {}):
        return "nothing"
    parts = read_all(result) if isinstance(result, list) else ()
    if parts and all(isinstance(part, Text | Media) for part in parts):
        return listed(list(_contents(parts, sight)))
    return told(result)


def _contents(parts: tuple[Part, ...], sight: Sight) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Media):
            yield named(part, sight)
        elif isinstance(part, Text):
            yield quoted(part.text)
