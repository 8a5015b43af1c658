"""
What the deltas of a stream add up to, against the whole that is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from mockgemini.jsontext import MISSING, Difference, Json, differences, steps_of
from mockgemini.wire import wording
from mockgemini.wire.deviation import Deviation, deviation, place
from mockgemini.wire.fields import mapping, type_of
from mockgemini.wire.folding import Object

# What all answers about one interaction have to agree on, once it is over.
_ALIKE = ("id", "status", "model", "agent", "usage")

# Agents repeat results that their deltas did not bring, and signatures that stood empty in a call.
_AT_END = frozenset({"result", "is_error", "signature"})

_LONGEST = 60


def compare(folded: Object, whole: Object, field: str, asked: str) -> Iterator[Deviation]:
    """
    Where a folded stream and a whole resource contradict each other; `field` lists the items.

    `asked` is the type of items that repeat what the client said, which streams do not.
    """
    one = {key: folded[key] for key in _ALIKE if folded.get(key) and whole.get(key)}
    other = {key: whole[key] for key in one}
    for difference in differences(one, other):
        yield _apart(difference, "folds_differently")
    items, told = folded.get(field), _without(whole.get(field), asked, folded.get(field))
    # Where nothing was done, there is no list, or an empty one.
    for difference in differences({field: items or None}, {field: told or None}):
        yield _apart(difference, "told_at_end" if _is_at_end(difference, told) else None)


def _without(told: Json, asked: str, items: Json) -> Json:
    if not isinstance(told, list):
        return told
    if isinstance(items, list) and any(type_of(item) == asked for item in items):
        return told
    return [item for item in told if type_of(item) != asked]


def _is_at_end(difference: Difference, told: Json) -> bool:
    steps = steps_of(difference.path)
    if difference.old is not MISSING and difference.old != "":
        return False
    if len(steps) != 3 or steps[2] not in _AT_END or not isinstance(told, list):
        return False
    # A thought's signature comes as a delta of its own.
    return type_of(mapping(told[int(steps[1])])) != "thought"


def _apart(difference: Difference, code: str | None) -> Deviation:
    steps = (int(step) if step.isdecimal() else step for step in steps_of(difference.path))
    return deviation(
        code or "folds_differently",
        place(*steps),
        _worded(difference.new),
        _worded(difference.old),
    )


def _worded(value: object) -> str:
    return "nothing" if value is MISSING else wording.shortened(repr(value), _LONGEST)
