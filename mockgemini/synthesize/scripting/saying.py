"""
A test's call of `reply` or `script` as a cue.
"""

from __future__ import annotations

from typing import Any

from mockgemini.errors import UsageError
from mockgemini.synthesize.scripting.fake_model import FakeModel
from mockgemini.synthesize.scripting.reply import How, On, Reply
from mockgemini.synthesize.scripting.script import Cue
from mockgemini.synthesize.scripting.tool_script import Calls, Says, Step, ToolScript

_HOW = frozenset(How.__annotations__)
_ON = frozenset(On.__annotations__)


def is_of_function(said: tuple[object, ...], how: dict[str, Any]) -> bool:
    """
    Whether `reply` is called about a fake model that is still to come: `@reply(when=…)`.
    """
    return not said and not _HOW & how.keys()


def reply(said: tuple[object, ...], how: dict[str, Any]) -> Cue:
    """
    A Reply, or a FakeModel where a function was given; a UsageError where the words make no sense.
    """
    if unknown := how.keys() - _HOW - _ON:
        known = ", ".join(sorted(_HOW | _ON))
        raise UsageError(f"reply takes {known}, not {', '.join(sorted(unknown))}")
    on = {name: value for name, value in how.items() if name in _ON}
    words = {name: value for name, value in how.items() if name in _HOW}
    if len(said) == 1 and callable(said[0]):
        if words:
            raise UsageError(f"a fake model says itself what {', '.join(sorted(words))} are")
        return FakeModel.of(said[0]).on(**on)
    if len(said) == 1 and isinstance(said[0], Reply | Says) and not words:
        given = said[0].reply if isinstance(said[0], Says) else said[0]
        return given.on(**on)
    parts = [part for each in said for part in (each.calls if isinstance(each, Calls) else (each,))]
    return Reply.of(*parts, **words).on(**on)


def script(steps: tuple[Step, ...], on: dict[str, Any]) -> ToolScript:
    """
    A tool script; a UsageError where its steps make no sense.
    """
    if unknown := on.keys() - _ON:
        raise UsageError(f"script takes {', '.join(sorted(_ON))}, not {', '.join(sorted(unknown))}")
    return ToolScript.of(*steps).on(**on)
