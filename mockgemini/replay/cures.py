"""
What can be done about a Miss: the command that records, or the rule that forgets what differs.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from mockgemini.replay.entry import Entry
from mockgemini.replay.index import Index
from mockgemini.replay.nearest import Nearest
from mockgemini.wire.forgetting import NORMALIZERS, Rules


def to_record(index: Index, entry: Entry | None) -> str:
    """
    The command that records: the user's own, or ours with the cassette of `entry`.
    """
    path = entry.cassette.path if entry is not None else None
    name = "CASSETTE" if path is None else shlex.quote(str(_from_here(path)))
    ours = f"mockgemini record {name} --mode new_episodes"
    return f"To record it: {ours if index.record_with is None else index.record_with()}"


def _from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def to_normalize(near: Nearest) -> str | None:
    """
    The line to paste where nothing but dates, UUIDs and the like differs.
    """
    pairs = [(each.old, each.new) for each in near.differences]
    if not all(isinstance(value, str) for pair in pairs for value in pair):
        return None
    needed = [name for name in NORMALIZERS if any(_levels(name, pair) for pair in pairs)]
    # A date is also the first half of a time.
    without_date = [name for name in needed if name != "date"]
    if _are_equal(pairs, without_date):
        needed = without_date
    if not needed or not _are_equal(pairs, needed):
        return None
    return _paste("normalize", needed, near.entry)


def _levels(name: str, pair: tuple[object, object]) -> bool:
    pattern = re.compile(NORMALIZERS[name])
    found = [pattern.findall(str(value)) for value in pair]
    return found[0] != found[1] and len(found[0]) == len(found[1])


def _are_equal(pairs: Sequence[tuple[object, object]], names: Sequence[str]) -> bool:
    rules = Rules(normalize=tuple(names))
    return all(
        rules.normalized_text(str(old)) == rules.normalized_text(str(new)) for old, new in pairs
    )


# Values that mean something, however much they look like chance.
_MEANINGFUL = re.compile(r"/(?:model|agent|name|type|text|.*_id|id|call_id|signature|uri)$")
_IDLE = re.compile(r"/(?:labels|user_metadata|metadata|seed)(?:/|$)")
_CHANCE = re.compile(r"(?=.*[0-9])[A-Za-z0-9_.:\-]{6,}")


def to_ignore(near: Nearest) -> str | None:
    """
    The line to paste where one place differs whose value looks like chance.
    """
    if len(near.differences) != 1:
        return None
    (only,) = near.differences
    values = (only.old, only.new)
    is_chance = not _MEANINGFUL.search(only.path) and all(
        isinstance(value, str) and _CHANCE.fullmatch(value) for value in values
    )
    if not only.path.startswith("/") or not (_IDLE.search(only.path) or is_chance):
        return None
    return _paste("ignore", [only.path], near.entry)


def _paste(option: str, words: Sequence[str], entry: Entry) -> str:
    path = entry.cassette.path
    place = path.name if path is not None else "the cassette"
    return (
        f"If that changes from run to run: {option}={json.dumps(list(words))} in the marker, "
        f"or at the head of {place}: {option}: [{', '.join(words)}]"
    )
