"""
What the exchanges of a cassette tell of one and the same interaction, and where they disagree.

Streams tell by their deltas, replies and the states of a poll by their bodies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mockgemini.contract.culprit import culprit
from mockgemini.contract.found import Spot
from mockgemini.contract.lines import steps_of
from mockgemini.exchange import Event
from mockgemini.wire import comparing
from mockgemini.wire.checker import Checker
from mockgemini.wire.deviation import Deviation, Step
from mockgemini.wire.fields import type_of
from mockgemini.wire.folding import Object
from mockgemini.wire.grammar import UNFINISHED


@dataclass(frozen=True, slots=True)
class Telling:
    """
    One answer about an interaction that is over.

    `way` leads from the exchange to the body; `events` are a stream's, else there are none.
    """

    exchange: int
    checker: Checker
    whole: Object
    way: tuple[Step, ...] = ()
    events: Sequence[Event] = ()

    @property
    def id(self) -> str:
        """
        Whose it is; empty where the interaction was not stored.
        """
        found = self.whole.get("id")
        return found if isinstance(found, str) else ""

    @property
    def is_over(self) -> bool:
        status = self.whole.get("status")
        return isinstance(status, str) and status not in UNFINISHED

    def spot(self, steps: tuple[Step, ...], told: Object) -> Spot:
        """
        Where it says what stands at these steps of its whole; `told` is what it should say.
        """
        if not self.events:
            return Spot(self.exchange, None, (*self.way, *steps))
        event = culprit(self.checker, self.events, steps, told)
        return Spot(self.exchange, event, steps)


def disagreements(tellings: Iterable[Telling]) -> Iterator[tuple[Deviation, Spot, Spot]]:
    """
    Where two answers about one interaction contradict each other: at the first spot one of them,
    and at the second one what it is held against.
    """
    groups: dict[str, list[Telling]] = {}
    for telling in tellings:
        if telling.id and telling.is_over:
            groups.setdefault(telling.id, []).append(telling)
    for group in groups.values():
        yield from _disagreements(group)


def _disagreements(group: list[Telling]) -> Iterator[tuple[Deviation, Spot, Spot]]:
    # A body is whole in itself; deltas have to add up to it.
    reference = next((each for each in group if not each.events), group[0])
    field, asked = reference.checker.field, reference.checker.asked
    for telling in group:
        if telling is reference or telling.checker is not reference.checker:
            continue
        one = telling.whole if telling.events else _without(telling.whole, field, asked)
        for each in comparing.compare(one, reference.whole, field, asked):
            steps = steps_of(each.place)
            other = reference.spot(steps, one)
            words = f"{each.expected} as #{other.exchange} tells"
            yield replace(each, expected=words), telling.spot(steps, reference.whole), other


def _without(whole: Object, field: str, asked: str) -> Object:
    items = whole.get(field)
    if not isinstance(items, list):
        return whole
    return {**whole, field: [item for item in items if type_of(item) != asked]}
