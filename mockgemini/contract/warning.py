"""
What is said of a cassette that has just been recorded: warnings, of which no recording fails.
"""

from __future__ import annotations

from pathlib import Path

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.contract.checking import deviations_of
from mockgemini.errors import CassetteError
from mockgemini.wire.wording import counted

_MOST = 5
_LARGEST = 4 * 1024 * 1024


def warnings_of(path: Path) -> list[str]:
    """
    A sentence for each of the first deviations that break clients, and one for all others of them.

    Nothing for a cassette of more than 4 MiB, which `mockgemini check` may take its time for.
    """
    if path.stat().st_size > _LARGEST:
        return []
    try:
        return complaints(load(path))
    except CassetteError as error:
        return [str(error)]


def complaints(cassette: Cassette) -> list[str]:
    """
    The same for a cassette of any size.
    """
    path = cassette.path
    found = [each for each in deviations_of(cassette) if each.deviation.is_breaking]
    told = [f"{each.where}: {each.part}: {each.deviation}" for each in found[:_MOST]]
    if len(found) > _MOST:
        more = counted(len(found) - _MOST, "deviation")
        told.append(f"{path}: {more} more from the schema; see 'mockgemini check {path}'")
    return told
