"""
What is carried over although the revision it goes to does not know it, told by that one's checker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from mockgemini.wire.deviation import Deviation
from mockgemini.wire.translating.crossing import Crossing
from mockgemini.wire.translating.loss import Loss

if TYPE_CHECKING:
    from mockgemini.wire.checker import Checker

_TOLD = {
    "unknown_field": "carried over, though {name} has no such field",
    "unknown_value": "carried over, though {name} knows {expected}",
    "unknown_type": "carried over, though {name} knows {expected}",
    "missing_field": "{name} requires it, and it was not told",
    "wrong_type": "carried over, though {name} expects {expected}",
    "wrong_value": "carried over, though {name} expects {expected}",
}
_LAST = re.compile(r"[^.\[\]' ]+(?='?\]?$)")


def strangers(
    crossing: Crossing,
    before: Callable[[Checker], Iterable[Deviation]],
    after: Callable[[Checker], Iterable[Deviation]],
) -> list[Loss]:
    """
    What is unknown where it goes to, but for what was so before. Places are those of what came out.

    `before` and `after` ask the checker of the one and the other revision.
    """
    # Checking imports pydantic, which replay does without.
    from mockgemini.wire.checker import checker_of  # noqa: PLC0415

    name = crossing.target.name
    return _new(name, before(checker_of(crossing.source.name)), after(checker_of(name)))


def _new(name: str, before: Iterable[Deviation], after: Iterable[Deviation]) -> list[Loss]:
    known = Counter(_sort(each) for each in before)
    losses = []
    for each in after:
        if each.code not in _TOLD:
            continue
        if known[_sort(each)] > 0:
            known[_sort(each)] -= 1
            continue
        what = each.found if each.code != "missing_field" else "a field"
        why = _TOLD[each.code].format(name=name, expected=each.expected)
        losses.append(Loss(each.place, what, why, is_carried=each.code != "missing_field"))
    return losses


def _sort(each: Deviation) -> tuple[str, str, str]:
    last = _LAST.search(each.place)
    return each.code, "" if last is None else last[0], each.found
