"""
Answers in JSON: a value that fits the schema asked for, as the text of the answer.

Recorded: compact, on one line, in the schema's order of keys. Documented: `text/x.enum` gives one
of the words alone, without quotation marks.
"""

from __future__ import annotations

from mockgemini.jsontext import COMPACT
from mockgemini.synthesize.composing.answering import last_prompt, results
from mockgemini.synthesize.composing.counting import encoded
from mockgemini.synthesize.composing.finding import Found, find
from mockgemini.synthesize.composing.quoting import LONGEST, sound
from mockgemini.synthesize.composing.shaping import shaped
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Format
from mockgemini.wire.wording import shortened

_JSON, _ENUM = "application/json", "text/x.enum"


def wanted(scene: Scene) -> Format | None:
    """
    The format that the text of the answer has to have; None where it is plain text.
    """
    for each in scene.brief.formats:
        if each.kind == "text" and (each.schema is not None or each.mime_type in {_JSON, _ENUM}):
            return each
    return None


def structured(scene: Scene, asked: Format, said: str) -> str:
    """
    The answer as JSON; `said` is what it is in words, for where no schema tells its form.
    """
    if asked.schema is None:
        return COMPACT.encode({"request": _prompt(scene), "answer": sound(said)})
    dice = scene.dice.fork("json")
    value = shaped(asked.schema, _found(scene), scene.now, dice, path=asked.path)
    if asked.mime_type == _ENUM and isinstance(value, str):
        return value
    return COMPACT.encode(value)


def _prompt(scene: Scene) -> str:
    return shortened(sound(last_prompt(scene)), LONGEST)


def _found(scene: Scene) -> Found:
    """
    What the prompt and the functions' results hold.
    """
    told = [encoded(result.result) for result in results(scene)]
    return find("\n".join([*told, scene.prompt.strip() or last_prompt(scene)]))
