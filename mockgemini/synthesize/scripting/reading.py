"""
A script from a file, or from what was posted: a list in YAML or JSON, complaints with their line.

    - reply: It is sunny.
      when: {text: weather}
    - calls: {get_weather: {city: Paris}}
    - says: Take no umbrella.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from mockgemini.errors import UsageError
from mockgemini.synthesize.scripting.part_reading import calls, parts
from mockgemini.synthesize.scripting.placed import Placed, placed
from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.synthesize.scripting.script import Cue
from mockgemini.synthesize.scripting.tool_script import (
    Calls,
    ExpectsResult,
    Says,
    Step,
    ToolScript,
)

_Cue = TypeVar("_Cue", Reply, ToolScript)
_Made = TypeVar("_Made")

_ON = ("when", "times")
_HOW = ("status", "usage", "polls", "chunks")
_STEPS = ("calls", "expects_result", "says")
_KINDS = ("reply", "script", *_STEPS)
_ENTRY = "an entry of a script"


def load(path: Path) -> tuple[Cue, ...]:
    """
    The script in a file; a UsageError where it cannot be read. Media lie beside it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"{path}: cannot be read: {why}") from None
    return loads(text, str(path), path.parent)


def loads(text: str, where: str, folder: Path | None = None) -> tuple[Cue, ...]:
    """
    The script in a text; a UsageError begins with `where:line`.

    `folder` is where the files lie that it names; None where it must not name any.
    """
    whole = placed(text, where)
    if whole.value is None:
        return ()
    entries = whole.items("a list of replies, '- reply: It is sunny.'")
    return tuple(_cues(entries, folder))


def _cues(entries: list[Placed], folder: Path | None) -> Iterator[Cue]:
    """
    Steps in a row are one tool script; one with a `when` or `times` begins another.
    """
    steps: list[tuple[Placed, dict[str, Placed]]] = []
    for entry in entries:
        kind, fields = _fields(entry)
        begins = kind not in _STEPS or any(word in fields for word in _ON)
        if begins and steps:
            yield _tool_script(steps, folder)
            steps = []
        if kind in _STEPS:
            steps.append((entry, fields))
        elif kind == "script":
            below = [(step, _fields(step)[1]) for step in fields[kind].items("a list of steps")]
            yield _on(_script(entry, below, folder), entry, fields)
        else:
            yield _on(_reply(entry, fields, kind, folder), entry, fields)
    if steps:
        yield _tool_script(steps, folder)


def _fields(entry: Placed) -> tuple[str, dict[str, Placed]]:
    fields = entry.fields((*_KINDS, *_HOW, *_ON), _ENTRY)
    kinds = [name for name in fields if name in _KINDS]
    if len(kinds) != 1:
        raise entry.wrong(
            f"{_ENTRY} has one of {', '.join(_KINDS)}, and {' and '.join(kinds) or 'none'} came"
        )
    kind = kinds[0]
    allowed = _HOW if kind in {"reply", "says"} else ()
    for name, value in fields.items():
        if name in _HOW and name not in allowed:
            raise value.wrong(f"{name} belongs to reply and says, not to {kind}")
    return kind, fields


def _tool_script(steps: list[tuple[Placed, dict[str, Placed]]], folder: Path | None) -> ToolScript:
    first, fields = steps[0]
    return _on(_script(first, steps, folder), first, fields)


def _script(
    entry: Placed, steps: list[tuple[Placed, dict[str, Placed]]], folder: Path | None
) -> ToolScript:
    read = [_step(each, fields, folder) for each, fields in steps]
    return _told(entry, lambda: ToolScript.of(*read))


def _step(entry: Placed, fields: dict[str, Placed], folder: Path | None) -> Step:
    if "calls" in fields:
        return Calls(tuple(calls(fields["calls"])))
    if "expects_result" in fields:
        return _expected(fields["expects_result"])
    if "says" in fields:
        return Says(_reply(entry, fields, "says", folder))
    raise entry.wrong(f"a step of a script is one of {', '.join(_STEPS)}")


def _expected(given: Placed) -> ExpectsResult:
    if given.value is None or isinstance(given.value, str):
        return ExpectsResult(given.value)
    fields = given.fields(("result", "of", "is_error"), "expects_result")
    is_error = fields["is_error"].value if "is_error" in fields else None
    if is_error is not None and not isinstance(is_error, bool):
        raise fields["is_error"].wrong(f"is_error takes true or false, not {is_error!r}")
    return ExpectsResult(
        fields["result"].value if "result" in fields else None,
        fields["of"].text("of") if "of" in fields else None,
        is_error,
    )


def _reply(entry: Placed, fields: dict[str, Placed], kind: str, folder: Path | None) -> Reply:
    said = fields[kind]
    items = said.items("parts") if isinstance(said.value, list) else [said]
    read = [part for item in items if item.value is not None for part in parts(item, folder)]
    how: Any = {name: fields[name].value for name in _HOW if name in fields}
    if "usage" in fields:
        fields["usage"].fields(None, "usage")
    return _told(entry, lambda: Reply.of(*read, **how))


def _on(cue: _Cue, entry: Placed, fields: dict[str, Placed]) -> _Cue:
    """
    The cue with what it says about the requests that it is for.
    """
    on: Any = {}
    if "times" in fields:
        on["times"] = fields["times"].value
    if "when" in fields:
        when = fields["when"]
        if isinstance(when.value, str):
            on["when"] = when.value
        else:
            words = when.fields(("text", "model", "tool_result"), "when")
            told = {name: each.text(name) for name, each in words.items()}
            on |= {"when": told.pop("text", None), **told}
    made: _Cue = _told(entry, lambda: cue.on(**on))
    return made


def _told(entry: Placed, make: Callable[[], _Made]) -> _Made:
    """
    What is made of an entry; a complaint gets its place.
    """
    try:
        return make()
    except UsageError as error:
        raise entry.wrong(str(error)) from None
