"""
Which event of a stream it is that makes its sum another one than it should be.
"""

from __future__ import annotations

from collections.abc import Sequence

from mockgemini.exchange import Event
from mockgemini.jsontext import Json, parse
from mockgemini.wire.checker import Checker
from mockgemini.wire.deviation import Step
from mockgemini.wire.fields import mapping
from mockgemini.wire.folding import Object

_Numbered = tuple[int, Event]


def culprit(
    checker: Checker, events: Sequence[Event], steps: tuple[Step, ...], whole: Object
) -> int:
    """
    The number, counted from 1, of the event behind a place of the sum that `whole` contradicts.

    In an item that is the first event with which the sum no longer leads to the whole, or the
    item's last one, where all that is wrong is what never came; elsewhere the last that tells it.
    """
    if len(steps) > 1 and steps[0] == checker.field and isinstance(steps[1], int):
        told = _item(events, steps[1])
        # What is behind the items of a stream was lost with its events.
        return _first_astray(checker, told, steps, whole) if told else _last_telling(events, "")
    return _last_telling(events, str(steps[0]) if steps else "")


def last_whole(checker: Checker, events: Sequence[Event]) -> Object:
    """
    The interaction that a stream repeats as a whole at its end; empty where it does not.
    """
    for event in reversed(events):
        interaction = mapping(mapping(said(event)).get("interaction"))
        if checker.field in interaction:
            return interaction
    return {}


def said(event: Event) -> Json:
    """
    The JSON of an event, None where it has none.
    """
    try:
        return parse(event.data or "")
    except ValueError:
        return None


def _item(events: Sequence[Event], position: int) -> list[_Numbered]:
    """
    The events of an item, with their numbers.
    """
    items: dict[int, list[_Numbered]] = {}
    for number, event in enumerate(events, 1):
        index = mapping(said(event)).get("index")
        if isinstance(index, int):
            items.setdefault(index, []).append((number, event))
    told = list(items.values())
    return told[position] if position < len(told) else []


def _first_astray(
    checker: Checker, told: list[_Numbered], steps: tuple[Step, ...], whole: Object
) -> int:
    expected = _at(whole, steps)
    here = (checker.field, 0, *steps[2:])

    def is_astray(count: int) -> bool:
        folded = checker.folded(event for _, event in told[:count])
        return not _leads_to(_at(folded, here), expected)

    # Once astray, always astray.
    low, high = 1, len(told)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_astray(middle) else (middle + 1, high)
    if is_astray(low):
        return told[low - 1][0]
    return max(
        (number for number, event in told if "delta" in mapping(said(event))), default=told[-1][0]
    )


def _leads_to(value: Json, expected: Json) -> bool:
    if value is None or value == expected:
        return True
    if isinstance(value, str):
        # Arguments are text until the last piece of them has come.
        return expected.startswith(value) if isinstance(expected, str) else expected is not None
    if isinstance(value, list) and isinstance(expected, list):
        return value == expected[: len(value)]
    return False


def _at(value: Json, steps: tuple[Step, ...]) -> Json:
    for step in steps:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = mapping(value).get(step)
    return value


def _last_telling(events: Sequence[Event], key: str) -> int:
    """
    The last event that tells this field of the interaction, else the last one about it at all.
    """
    about = 0
    for number in range(len(events), 0, -1):
        data = mapping(said(events[number - 1]))
        interaction = mapping(data.get("interaction"))
        if key in interaction or key in data:
            return number
        about = about or (number if interaction else 0)
    return about or len(events)
