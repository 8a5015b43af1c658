"""
Which of the client's functions a prompt calls for: the one whose words it uses.

A guess throughout, and always the same for the same words. In order: the function with the most
words of the prompt in its name, then in description and parameters; another one as well where its
name speaks of what the first leaves out; without any match the function called last, or the only
one there is, if the prompt asks for something and holds every value it needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mockgemini.jsontext import Json
from mockgemini.synthesize.composing.filling import Filling, types
from mockgemini.synthesize.composing.finding import Found
from mockgemini.synthesize.composing.words import stem, stems
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Function
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import FunctionCall

MOST = 4
"""Functions that one prompt calls for at most."""

_NAMED, _MENTIONED = 3, 1
_ENOUGH = 2
_SHARED = """
add call check control create delete execute fetch find handle list load lookup manage open play
post put query read retrieve return run save search send set start stop submit turn update write
"""
_VERBS = frozenset(stem(word) for word in _SHARED.split())
"""Words of a function's name that many others have as well."""

_FIRST_WORDS = """
add and are book buy calculate call can cancel check compare compute convert could create delete
do does fetch find get give how i'd is let look lookup make multiply open order play please
power read remind reserve run save schedule search send set should show start stop sum tell
translate turn update use was were what what's when where which who whose will would write
"""
_ASKING = frozenset(_FIRST_WORDS.split())
"""What questions and commands begin with."""


@dataclass(frozen=True, slots=True)
class _Match:
    function: Function
    score: int
    by_name: frozenset[str]
    is_whole: bool
    """Whether every word of its name is in the prompt, those that many share aside."""


def offered(scene: Scene) -> tuple[Function, ...]:
    """
    The functions that may be called.
    """
    choice = scene.brief.generation.tool_choice
    if choice.mode == "none":
        return ()
    allowed = choice.allowed
    functions = scene.brief.functions
    return functions if allowed is None else tuple(f for f in functions if f.name in allowed)


def chosen(scene: Scene, found: Found) -> tuple[Function, ...]:
    """
    The functions to be called for the prompt, the best first; nothing where talking does.
    """
    functions = offered(scene)
    if not functions:
        return ()
    if matching := _matching(functions, found.text):
        return matching
    if scene.brief.generation.tool_choice.mode == "any":
        return _forced(functions)
    return tuple(each for each in _likely(scene, functions)[:1] if _serves(each, scene, found))


def _matching(functions: Sequence[Function], prompt: str) -> tuple[Function, ...]:
    said = stems(prompt)
    matches = [_match(function, said) for function in functions]
    best = max(matches, key=lambda match: match.score)
    if best.score < _ENOUGH:
        return ()
    picked, explained = [best.function], set(best.by_name)
    for match in sorted(matches, key=lambda match: -match.score):
        if match.function not in picked and match.is_whole and match.by_name - explained:
            picked.append(match.function)
            explained |= match.by_name
    return tuple(picked[:MOST])


def _match(function: Function, said: frozenset[str]) -> _Match:
    name = stems(function.name)
    own = name - _VERBS or name
    by_name = own & said
    score = _NAMED * len(by_name) + len((name - own) & said)
    score += _MENTIONED * len((_mentioned(function) - name) & said)
    return _Match(function, score, by_name, is_whole=bool(own) and own <= said)


def _mentioned(function: Function) -> frozenset[str]:
    told = [function.description]
    for name, schema in mapping(mapping(function.parameters).get("properties")).items():
        told += [name, *_strings(mapping(schema).get("description"))]
        told += _strings(mapping(schema).get("enum"))
    return stems(" ".join(told))


def _strings(value: Json) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _forced(functions: tuple[Function, ...]) -> tuple[Function, ...]:
    """
    Where one has to be called and none matches: all that need nothing but a switch or a number.

    Google's example turns a place into a party with three such functions.
    """
    switches = [each for each in functions if not _open_words(each)]
    return tuple(switches[:MOST]) or functions[:1]


def _open_words(function: Function) -> list[str]:
    """
    The required parameters that take any text.
    """
    properties = mapping(mapping(function.parameters).get("properties"))
    return [
        name
        for name in required(function)
        if "enum" not in (asked := mapping(properties.get(name))) and "string" in types(asked)
    ]


def required(function: Function) -> list[str]:
    """
    The names of its parameters that have to be there.
    """
    return _strings(mapping(function.parameters).get("required"))


def _likely(scene: Scene, functions: tuple[Function, ...]) -> tuple[Function, ...]:
    for turn in reversed(scene.turns):
        for part in reversed(turn.parts):
            if isinstance(part, FunctionCall):
                return tuple(each for each in functions if each.name == part.name)
    return functions if len(functions) == 1 else ()


def _serves(function: Function, scene: Scene, found: Found) -> bool:
    needed = required(function)
    if not needed or not _asks(found.text):
        return False
    return set(needed) <= Filling(found, scene.now).wishes(function.parameters).keys()


def _asks(prompt: str) -> bool:
    """
    Whether the prompt is a question or a command.
    """
    first = prompt.split(maxsplit=1)[:1]
    return prompt.endswith(("?", "？")) or bool(first and first[0].lower().strip(",") in _ASKING)
