"""
What is said of a whole run at its end, and whether it fails for that.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pytest

from mockgemini.wire.wording import grouped, seconds
from pytest_mockgemini.orphans import Orphans, orphans
from pytest_mockgemini.partial import covers
from pytest_mockgemini.pointing import command, shown
from pytest_mockgemini.sharing import budget_of
from pytest_mockgemini.tally import Played, Tally
from pytest_mockgemini.uncollected import Uncollected

_MOST = 10


class Conclusion:
    """
    The lines of the block, empty where there is nothing to say. Deletes orphans where told to.

    `shortfall`: why the run did not come to a good end; `ended`: the node ids of tests that ran.
    """

    def __init__(
        self, config: pytest.Config, tally: Tally, shortfall: list[str], ended: Collection[str]
    ) -> None:
        self._config = config
        self._tally = tally
        self._shortfall = shortfall
        self._ended = ended
        self.has_failed = False
        self.lines = [
            *self._sums(),
            *self._shared(),
            *self._orphaned(config.getoption("--mockgemini-orphans")),
        ]

    def _sums(self) -> Iterator[str]:
        tally = self._tally
        if tally.hits:
            yield (
                f"{_counted(tally.hits, 'request')} answered from "
                f"{_counted(len(tally.played), 'cassette')}{self._saving()}"
            )
        if tally.misses:
            yield f"{_counted(tally.misses, 'request')} missed: nothing recorded answers"
        if tally.recorded:
            yield f"{_counted(len(tally.recorded), 'recording')}:"
            yield from self._listed(Path(path) for path in tally.recorded)
        if (budget := budget_of(self._config)) is not None and budget.spent.calls:
            yield f"spent {budget}"
        if tally.strays:
            yield f"{_counted(len(tally.strays), 'request')} outside of any test:"
            yield from _indented(dict.fromkeys(tally.strays))

    def _saving(self) -> str:
        """
        What asking the real API would have taken; nothing is said where it was asked, to verify.
        """
        tally = self._tally
        if not (tally.tokens or tally.seconds):
            return ""
        tokens = [_counted(tally.tokens, "token")] if tally.tokens else []
        return f", saving {' and '.join([*tokens, seconds(tally.seconds)])}"

    def _shared(self) -> Iterator[str]:
        """
        Of cassettes that several tests share, what none of them has asked for.
        """
        if self._tally.narrowed:
            return
        unused = [each for each in self._tally.played.values() if _is_left_over(each)]
        if unused and not self._uncollected.files:
            self.has_failed = True
            for played in unused:
                yield from self._unused(played)

    def _unused(self, played: Played) -> Iterator[str]:
        yield f"FAILED: recorded, and not asked for by any of {len(played.passed)} tests:"
        yield from _indented(played.unused.values())
        anew = command(self._config, sorted(played.passed), "rewrite")
        yield f"  record anew: {anew}"
        yield '  or allow it: unused="ignore" in the marker of one of them'

    def _orphaned(self, wish: str) -> Iterator[str]:
        if reasons := self._reasons():
            yield from self._left_alone(reasons, wish)
            return
        folders = self._folders
        covered = [folder for folder in folders if covers(self._config, folder)]
        if wish != "report" and len(covered) < len(folders):
            yield from self._uncovered(folder for folder in folders if folder not in covered)
        wanted = {Path(path).resolve() for path in self._tally.wanted.values()}
        found = orphans(covered, wanted, self._uncollected.wants)
        yield from self._judged(found, wish)
        if found.leftovers:
            yield "unfinished or failed recordings:"
            yield from self._listed(found.leftovers)
            yield f"  look at them, then: {_removing(self._shown(found.leftovers))}"

    def _judged(self, found: Orphans, wish: str) -> Iterator[str]:
        if found.closed and wish != "report":
            yield from self._failed(found.closed, "folder", "looked into")
        if found.files and self._uncollected.files:
            yield from self._left_alone([self._absence()], wish)
            return
        if found.files and wish == "delete":
            yield from self._deleted(found)
        elif found.files:
            yield from self._told(found, wish)
        if found.spared and wish != "report":
            yield "left alone, as their names are still written in Python files:"
            yield from self._listed(found.spared)

    def _left_alone(self, reasons: list[str], wish: str) -> Iterator[str]:
        if wish != "report":
            yield f"orphans were left alone, as not every test ran: {', '.join(reasons)}"

    def _absence(self) -> str:
        first, *others = self._shown(self._uncollected.files)
        more = f", nor of {_counted(len(others), 'other file')}" if others else ""
        return f"no test of {first} ran{more}"

    @cached_property
    def _folders(self) -> list[Path]:
        root = self._config.rootpath
        return list(dict.fromkeys((root / each).resolve() for each in self._tally.folders))

    @cached_property
    def _uncollected(self) -> Uncollected:
        return Uncollected(self._config, self._folders, self._ended)

    def _reasons(self) -> list[str]:
        tally = self._tally
        absent = len({*tally.expected} - {*tally.wanted})
        more = [f"{absent} without their cassette"] if absent else []
        return [*tally.narrowed, *self._shortfall, *more]

    def _uncovered(self, folders: Iterable[Path]) -> Iterator[str]:
        yield "orphans were left alone where tests that did not run may have their cassettes:"
        yield from self._listed(folders)

    def _deleted(self, found: Orphans) -> Iterator[str]:
        kept = found.delete()
        if gone := [file for file in found.files if file not in kept]:
            yield f"{_counted(len(gone), 'file')} deleted that no test wants:"
            yield from self._listed(gone)
        if kept:
            yield from self._failed(kept, "file", "deleted")

    def _failed(self, reasons: Mapping[Path, str], what: str, done: str) -> Iterator[str]:
        self.has_failed = True
        yield f"FAILED: {_counted(len(reasons), what)} could not be {done}:"
        shown = zip(self._shown(reasons), reasons.values(), strict=True)
        yield from _indented(f"{path}: {why}" for path, why in shown)

    def _told(self, found: Orphans, wish: str) -> Iterator[str]:
        self.has_failed |= wish == "fail"
        fails = "FAILED: " if wish == "fail" else ""
        verb = "is" if len(found.files) == 1 else "are"
        yield f"{fails}{_counted(len(found.files), 'file')} {verb} wanted by no test:"
        yield from self._listed(found.files)
        yield "  remove: the same run with --mockgemini-orphans=delete"

    def _listed(self, paths: Iterable[Path]) -> Iterator[str]:
        return _indented(self._shown(paths))

    def _shown(self, paths: Iterable[Path]) -> list[str]:
        return [shown(self._config, path) for path in paths]


def _is_left_over(played: Played) -> bool:
    """
    Is something in a cassette that several tests share, and that none of them has asked for?
    """
    is_shared = len(played.passed) > 1 and not played.may_lack
    return is_shared and bool(played.unused) and played.is_whole


def _indented(texts: Iterable[str]) -> Iterator[str]:
    every = list(texts)
    yield from (f"  {text}" for text in every[:_MOST])
    if len(every) > _MOST:
        yield f"  and {len(every) - _MOST} more"


def _removing(paths: Iterable[str]) -> str:
    return f"rm {' '.join(shlex.quote(path) for path in paths)}"


def _counted(number: int, word: str) -> str:
    return f"{grouped(number)} {word}{'' if number == 1 else 's'}"
