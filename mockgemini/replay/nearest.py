"""
The recorded request that is most like one that was not recorded, and where the two part.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mockgemini.errors import CassetteError
from mockgemini.exchange import Payload
from mockgemini.jsontext import MISSING, Difference, differences, fold
from mockgemini.replay.entry import Entry
from mockgemini.wire.canonical import Canonical

MOST_CANDIDATES = 200
"""So many recorded requests are compared, those that were not asked yet first."""

_BLOB = "$blob:"


@dataclass(frozen=True, slots=True)
class Nearest:
    """
    The nearest recorded exchange: `differences` lead from its request to the one that came.

    Their paths are JSON Pointers into the canonical body, or `?<name>` in the query, `upload
    <name>`, `revision`, `body`.
    """

    entry: Entry
    form: Canonical
    differences: tuple[Difference, ...]


def nearest(entries: Iterable[Entry], form: Canonical) -> Nearest | None:
    """
    The one with the fewest differences, the lightest where that is a tie; None without entries.
    """
    first = sorted(entries, key=lambda entry: entry.asked > 0)[:MOST_CANDIDATES]
    found = [
        Nearest(entry, recorded, tuple(parting(recorded, form)))
        for entry in first
        for recorded in [Canonical.read(entry.known.text)]
    ]
    return min(found, key=lambda each: _weight(each.differences), default=None)


def parting(old: Canonical, new: Canonical) -> Iterator[Difference]:
    """
    Where two canonical requests differ, the body first.
    """
    if old.digest or new.digest:
        if old.digest != new.digest:
            yield Difference("body", _whole_body(old), _whole_body(new))
    else:
        for found in differences(old.body, new.body):
            yield Difference(found.path or "body", found.old, found.new)
    for kind, before, after in [("?", old.query, new.query), ("upload ", old.upload, new.upload)]:
        for name in sorted({*dict(before), *dict(after)}):
            values = [[v for n, v in pairs if n == name] for pairs in (before, after)]
            if values[0] != values[1]:
                shown_as = (" ".join(each) if each else MISSING for each in values)
                yield Difference(kind + name, *shown_as)
    if old.revision != new.revision:
        yield Difference("revision", old.revision or MISSING, new.revision or MISSING)


def _whole_body(form: Canonical) -> object:
    if form.digest:
        return f"<bytes, sha256 {form.digest}>"
    return MISSING if form.body is None else form.body


def _weight(found: tuple[Difference, ...]) -> tuple[int, float]:
    return len(found), sum(_distance(each.old, each.new) for each in found)


def _distance(old: object, new: object) -> float:
    """
    0 for equal, 1 for nothing in common; texts by what they begin and end with.
    """
    if not isinstance(old, str) or not isinstance(new, str):
        return 1.0
    start = common_start(old, new)
    end = common_start(old[start:][::-1], new[start:][::-1])
    return 1.0 - (start + end) / max(len(old), len(new), 1)


def common_start(old: str, new: str) -> int:
    """
    How many characters two texts begin with alike.
    """
    shorter = min(len(old), len(new))
    return next((index for index in range(shorter) if old[index] != new[index]), shorter)


# --- shown to a reader ------------------------------------------------------------------------


def shown(found: Difference, before: int, after: int, sizes: dict[str, int]) -> tuple[str, str]:
    """
    Both values, cut to `before` characters in front of where they part, and `after` behind.

    `sizes` are the lengths of the base64 that was folded away, by its name.
    """
    if isinstance(found.old, str) and isinstance(found.new, str):
        at = common_start(found.old, found.new)
        return (
            _text(found.old, at, before, after, sizes),
            _text(found.new, at, before, after, sizes),
        )
    return _any(found.old, before + after, sizes), _any(found.new, before + after, sizes)


def _text(value: str, at: int, before: int, after: int, sizes: dict[str, int]) -> str:
    if value.startswith((_BLOB, "<bytes")):
        return _summary(value, sizes)
    start = max(at - before, 0)
    if start and (blank := value.find(" ", start, at)) >= 0:
        start = blank + 1
    end = min(at + after, len(value))
    piece = ("…" if start else "") + value[start:end] + ("…" if end < len(value) else "")
    return "'" + piece.replace("\n", "\\n") + "'"


def _summary(value: str, sizes: dict[str, int]) -> str:
    if not value.startswith(_BLOB):
        return value
    size = sizes.get(value.removeprefix(_BLOB))
    return "<base64>" if size is None else f"<base64, {_kilobytes(size * 3 // 4)}>"


def _kilobytes(size: int) -> str:
    return f"{size} bytes" if size < 1000 else f"{size / 1000:.0f} kB"


def _any(value: object, width: int, sizes: dict[str, int]) -> str:
    if value is MISSING:
        return "nothing"
    if isinstance(value, str):
        return _text(value, 0, 0, width, sizes)
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= width else text[:width] + "…"


def base64_sizes(*payloads: Payload) -> dict[str, int]:
    """
    The lengths of the long base64 in some bodies, by the names it is folded to.
    """
    sizes: dict[str, int] = {}
    for payload in payloads:
        try:
            blobs = fold(payload.read().decode())[1]
        except (UnicodeDecodeError, CassetteError, OSError):
            # A size is a kindness; a blob that is missing is complained of where it is needed.
            continue
        sizes |= {name: len(encoded) for name, encoded in blobs.items()}
    return sizes
