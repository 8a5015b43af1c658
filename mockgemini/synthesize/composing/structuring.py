"""
Answers in JSON: a value that fits the schema asked for, as the text of the answer.

Recorded: compact, on one line, in the schema's order of keys. Documented: `text/x.enum` gives one
of the words alone, without quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mockgemini.jsontext import COMPACT, Json
from mockgemini.synthesize.composing.answering import last_prompt, results
from mockgemini.synthesize.composing.finding import Found, find
from mockgemini.synthesize.composing.quoting import LONGEST, sound
from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Format
from mockgemini.wire.encoding import spell
from mockgemini.wire.wording import shortened

_DEEPEST = 20
_JSON, _ENUM = "application/json", "text/x.enum"


def wanted(scene: Scene) -> Format | None:
    """
    The format that the text of the answer has to have; None where it is plain text.
    """
    for each in scene.brief.formats:
        if each.kind == "text" and (each.schema is not None or each.mime_type in {_JSON, _ENUM}):
            return each
    return None


def unshaped(scene: Scene, said: Iterable[str]) -> str:
    """
    The answer as JSON where no schema tells its form; `said` is what it is in words.
    """
    return COMPACT.encode({"request": _prompt(scene), "answer": sound(" ".join(said))})


class Structure:
    """
    The answer as JSON that fits the schema of a format, each time with other values.
    """

    def __init__(self, scene: Scene, asked: Format, shaping: Shaping) -> None:
        self._shape = shaping.shape(asked.schema, _found(scene), scene.now, path=asked.path)
        self._is_bare = asked.mime_type == _ENUM

    def text(self, dice: Dice) -> str:
        """
        One such answer; Refused where nothing fits the schema.
        """
        value = self._shape.made(dice.fork("json"))
        return value if self._is_bare and isinstance(value, str) else spell(value)


def _prompt(scene: Scene) -> str:
    return shortened(sound(last_prompt(scene)), LONGEST)


def _found(scene: Scene) -> Found:
    """
    What the prompt and the functions' results hold.
    """
    told = [line for result in results(scene) for line in _lines("", result.result)]
    return find("\n".join([*told, scene.prompt.strip() or last_prompt(scene)]))


def _lines(name: str, value: Json, depth: int = 0) -> Iterator[str]:
    """
    The values within a value, each behind its name; not those that are buried deeply.
    """
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _lines(key, item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _lines(name, item, depth + 1)
    else:
        yield f"{name}: {value}" if name else f"{value}"
