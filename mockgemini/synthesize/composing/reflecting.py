"""
What reached the model, said back: its instruction, the prompt, the turns before.

A guess throughout: a real model answers, this one shows a test what it was given.
"""

from __future__ import annotations

from collections.abc import Iterable

from mockgemini.synthesize.composing.quoting import GLANCE, listed, quoted, sentence
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.outcome import Part, Text, Turn
from mockgemini.wire.turns import MODEL

_QUESTION = ("You asked: {}", "Your question is: {}", "You want to know: {}")
_REQUEST = ("You said: {}", "You wrote: {}", "Your words were: {}")
_INSTRUCTION = (
    "I follow the instruction {}",
    "I keep to what I was told, {}",
    "My instruction is {}",
)
_QUESTION_MARKS = ("?", "？", "؟", '?"', "?'")

_TURNS = 3
"""Earlier turns of the user's that are quoted: the first one, and the last ones."""


def instruction(scene: Scene) -> tuple[str, ...]:
    """
    What the system instruction told the model to be, in several phrasings; nothing where there is
    none.
    """
    told = (scene.brief.system_instruction or "").strip()
    return tuple(sentence(each.format(quoted(told))) for each in _INSTRUCTION) if told else ()


def prompt(scene: Scene) -> tuple[str, ...]:
    """
    The prompt, quoted, in several phrasings; nothing where it has no text.
    """
    said = scene.prompt.strip()
    if not said:
        return ()
    options = _QUESTION if said.endswith(_QUESTION_MARKS) else _REQUEST
    return tuple(each.replace("{}", quoted(said)) for each in options)


def earlier(scene: Scene) -> str:
    """
    The turns that this one continues, quoted; empty where it is the first one.
    """
    if not scene.history and len(scene.brief.turns) < 2:
        return ""
    before = _before(scene)
    users = [said for turn in before if turn.who != MODEL and (said := text(turn.parts))]
    if not users:
        return ""
    shown = users if len(users) <= _TURNS else [users[0], *users[1 - _TURNS :]]
    told = f"Before that you said {listed([quoted(said, GLANCE) for said in shown])}"
    answers = [said for turn in before if turn.who == MODEL and (said := text(turn.parts))]
    # An answer that quotes, as ours do, would only repeat what is quoted here already.
    if answers and '"' not in answers[-1]:
        told += f", and I answered {quoted(answers[-1], GLANCE)}"
    return sentence(told)


def _before(scene: Scene) -> tuple[Turn, ...]:
    """
    All turns up to the last one of the model's.
    """
    turns = scene.turns
    at = next((at for at in range(len(turns), 0, -1) if turns[at - 1].who == MODEL), 0)
    return turns[:at]


def text(parts: Iterable[Part]) -> str:
    """
    All the text of some parts.
    """
    return "\n".join(part.text for part in parts if isinstance(part, Text)).strip()
