"""
What changed, for people and for programs: between recordings, and between schemas.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mockgemini.contract.change import Change, Sighting
from mockgemini.contract.description import Side
from mockgemini.contract.diffing import Compared
from mockgemini.contract.report import SEVERITIES
from mockgemini.contract.table import aligned
from mockgemini.jsontext import Json
from mockgemini.wire import wording
from mockgemini.wire.wording import counted

_MOST_SIGHTINGS = 6
_LONGEST = 120


def is_breaking(changes: Iterable[Change]) -> bool:
    """
    Is there one that would break a client?
    """
    return any(change.severity == "breaking" for change in changes)


def sentence(changes: Iterable[Change]) -> str:
    """
    `1 breaking, 0 warning, 2 info`.
    """
    counts = Counter(change.severity for change in changes)
    return ", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES)


def ordered(changes: Iterable[Change]) -> list[Change]:
    """
    The worst first, otherwise as they come.
    """
    return sorted(changes, key=lambda change: SEVERITIES.index(change.severity))


# --- recordings -------------------------------------------------------------------------------


def diff_text(compared: Sequence[Compared]) -> str:
    """
    A line a change, by pair of cassettes, and a line that sums them up.
    """
    blocks = [
        [f"{each.old or 'nothing'} → {each.new or 'nothing'}", *_lines(each)]
        for each in compared
        if each.changes
    ]
    return "\n\n".join("\n".join(block) for block in [*blocks, [_sum(compared)]])


def diff_json(compared: Sequence[Compared]) -> str:
    """
    The same as one JSON object with an item for each pair of cassettes.
    """
    whole: Json = {
        "cassettes": [
            {
                "old": str(each.old) if each.old is not None else None,
                "new": str(each.new) if each.new is not None else None,
                "aligned": each.aligned,
                "changes": [
                    {
                        **entry(change),
                        "exchanges": [_sighting(seen) for seen in each.changes[change]],
                    }
                    for change in ordered(each.changes)
                ],
                "set_apart": dict(sorted(each.apart.items())),
            }
            for each in compared
        ]
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _lines(compared: Compared) -> list[str]:
    return aligned(
        (*cells(change), _seen(compared.changes[change])) for change in ordered(compared.changes)
    )


def _seen(sightings: Sequence[Sighting]) -> str:
    told = [str(each) for each in sightings[:_MOST_SIGHTINGS] if each != Sighting()]
    more = len(sightings) - _MOST_SIGHTINGS
    return ", ".join([*told, f"{more} more"] if more > 0 else told)


def _sighting(seen: Sighting) -> Json:
    return {
        "old": seen.old or None,
        "old_line": seen.old_line or None,
        "new": seen.new or None,
        "new_line": seen.new_line or None,
    }


def _sum(compared: Sequence[Compared]) -> str:
    all_changes = [change for each in compared for change in each.changes]
    words = f"{sentence(all_changes)} in {counted(sum(each.aligned for each in compared), 'pair')}"
    apart = Counter[str]()
    for each in compared:
        apart.update(each.apart)
    if apart:
        told = ", ".join(f"{count} × {kind}" for kind, count in sorted(apart.items()))
        words += f" of exchanges; set apart, since they never are the same: {told}"
    else:
        words += " of exchanges"
    return words


# --- both -------------------------------------------------------------------------------------


def cells(change: Change) -> tuple[str, ...]:
    """
    A change as the cells of a row.
    """
    words = wording.shortened(wording.line(change.words), _LONGEST)
    return change.severity, change.code, wording.line(change.place), words


def entry(change: Change) -> dict[str, Json]:
    """
    A change as JSON.
    """
    return {
        "severity": change.severity,
        "code": change.code,
        "place": change.place,
        "was": change.was or None,
        "now": change.now or None,
    }


# --- schemas ----------------------------------------------------------------------------------

_SIDES: Mapping[Side, str] = {"sent": "What clients send", "received": "What clients receive"}


def drift_text(found: Mapping[Side, Sequence[Change]]) -> str:
    """
    A line a change, apart for what clients send and what they receive, and a line that sums up.
    """
    blocks = [
        [_SIDES[side], *aligned(map(cells, ordered(changes)))]
        for side, changes in found.items()
        if changes
    ]
    told = "; ".join(f"{side}: {sentence(changes)}" for side, changes in found.items())
    return "\n\n".join("\n".join(block) for block in [*blocks, [told]])


def drift_json(found: Mapping[Side, Sequence[Change]]) -> str:
    """
    The same as one JSON object with a list for each side.
    """
    whole: Json = {
        side: [entry(change) for change in ordered(changes)] for side, changes in found.items()
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)
