"""
Function calls: which functions, how often each, and with which arguments.

Recorded: a thought, then the call, with an id of 8 letters and digits; `7` and `11` for "sum 7 and
11". Arguments fit the declared schema always, as with `validated` (documented for `any` as well).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mockgemini.jsontext import Json
from mockgemini.synthesize import ids
from mockgemini.synthesize.composing.answering import results
from mockgemini.synthesize.composing.choosing import chosen, required
from mockgemini.synthesize.composing.filling import types
from mockgemini.synthesize.composing.finding import Found, find
from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Function
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import FunctionCall

MOST = 8
"""Calls in one answer."""


def calls(scene: Scene, shaping: Shaping) -> tuple[FunctionCall, ...]:
    """
    The calls that the prompt asks for; none where only results came, or all of them have come.
    """
    if not scene.brief.functions or not scene.prompt.strip():
        return ()
    found = find(scene.prompt)
    dice = scene.dice.fork("calls")
    done = _answered(scene)
    made: list[FunctionCall] = []
    for function in chosen(scene, found):
        for each in _split(function, found):
            arguments = _arguments(function, each, scene, dice.fork(len(made)), shaping)
            if (function.name, arguments) not in done:
                made.append(FunctionCall(function.name, arguments, ids.call_id(dice)))
    return tuple(made[:MOST])


def _arguments(
    function: Function, found: Found, scene: Scene, dice: Dice, shaping: Shaping
) -> Json:
    if not mapping(function.parameters):
        return {}
    path = f"tools.{function.name}.parameters"
    return shaping.shaped(function.parameters, found, scene.now, dice, path=path, is_spare=True)


def _answered(scene: Scene) -> list[tuple[str, Json]]:
    """
    The calls whose results came with this prompt.
    """
    asked = [scene.call(result.call_id) for result in results(scene)]
    return [(call.name, call.arguments) for call in asked if call is not None]


def _split(function: Function, found: Found) -> Iterator[Found]:
    """
    What one call each is made of: `Paris and London` are two calls of what takes one place.
    """
    properties = mapping(mapping(function.parameters).get("properties"))
    needed = [mapping(properties.get(name)) for name in required(function) or properties]
    is_listed = any("array" in types(mapping(asked)) for asked in properties.values())
    texts = [asked for asked in needed if "enum" not in asked and "string" in types(asked)]
    numbers = [asked for asked in needed if types(asked) & {"integer", "number"}]
    groups = [group for group in found.names if len(group) > 1]
    if is_listed or len(texts) + len(numbers) != 1:
        yield found
    elif texts and len(groups) == 1 and not found.words.get("quote"):
        yield from (replace(found, names=((name,),)) for name in groups[0])
    elif numbers and found.is_joined:
        yield from (replace(found, numbers=(number,)) for number in found.numbers)
    else:
        yield found
