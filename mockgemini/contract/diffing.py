"""
Two recordings of the same: which requests they share, and what the answers have not in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mockgemini.cassette.cassette import Cassette
from mockgemini.contract.change import Change, Sighting, recorded
from mockgemini.contract.changing import changes, set_apart
from mockgemini.contract.enumerations import enumerations
from mockgemini.contract.naming import Named, named, paired
from mockgemini.contract.portrait import Apart, portrait
from mockgemini.jsontext import differences
from mockgemini.wire import register, wording

_LONGEST = 60


@dataclass
class Compared:
    """
    What changed between two cassettes (None: there is no such one), each change once, with all the
    exchanges where it was seen.

    `apart` counts the places with values that are other ones in every recording.
    """

    old: Path | None
    new: Path | None
    aligned: int = 0
    changes: dict[Change, list[Sighting]] = field(default_factory=dict)
    apart: Counter[Apart] = field(default_factory=Counter)

    def add(self, change: Change, sighting: Sighting) -> None:
        """
        Note a change; one that is known was seen once more.
        """
        self.changes.setdefault(change, []).append(sighting)


def diff(old: Cassette, new: Cassette) -> Compared:
    """
    What changed from one cassette to another.
    """
    compared = Compared(old.path, new.path)
    words = enumerations()
    for one, other in paired(named(old), named(new)):
        sighting = Sighting(*_numbers(one), *_numbers(other))
        for change in _changes(one, other, words, compared):
            compared.add(change, sighting)
    return compared


def diff_shelves(old: Mapping[str, Cassette], new: Mapping[str, Cassette]) -> list[Compared]:
    """
    What changed among cassettes by name; those that only one side has are a change of their own.
    """
    result = []
    for name in [*old, *(name for name in new if name not in old)]:
        if name in old and name in new:
            result.append(diff(old[name], new[name]))
            continue
        code, shelf = ("cassette_removed", old) if name in old else ("cassette_added", new)
        path = shelf[name].path
        compared = Compared(path, None) if name in old else Compared(None, path)
        compared.add(recorded(code, name), Sighting())
        result.append(compared)
    return result


def _changes(
    one: Named | None, other: Named | None, words: frozenset[str], compared: Compared
) -> Iterator[Change]:
    if one is None or other is None:
        only = one or other
        code = "exchange_removed" if other is None else "exchange_added"
        yield recorded(code, str(only.exchange.request) if only else "")
        return
    compared.aligned += 1
    yield from _requests(one, other)
    old, new = portrait(one), portrait(other)
    compared.apart += set_apart(old, new)
    yield from changes(old, new, words)


def _requests(one: Named, other: Named) -> Iterator[Change]:
    for each in differences(one.asked.body, other.asked.body, "request"):
        yield recorded("request_changed", each.path, _worded(each.old), _worded(each.new))
    was, now = _revision(one), _revision(other)
    if was != now:
        yield recorded("revision_changed", "request", was, now)


def _revision(named_: Named) -> str:
    exchange = named_.exchange
    return exchange.revision or register.revision_of(exchange.request) or ""


def _worded(value: object) -> str:
    return wording.shortened(wording.line(repr(value)), _LONGEST)


def _numbers(one: Named | None) -> tuple[int, int]:
    return (one.number, one.exchange.line) if one is not None else (0, 0)
