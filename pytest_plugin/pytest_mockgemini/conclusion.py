"""
What is said of a whole run at its end, and whether it fails for that.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from mockgemini.wire.wording import grouped, seconds
from pytest_mockgemini.orphans import Orphans, orphans
from pytest_mockgemini.partial import covers
from pytest_mockgemini.pointing import command, shown
from pytest_mockgemini.sharing import budget_of
from pytest_mockgemini.tally import Played, Tally

_MOST = 10


class Conclusion:
    """
    The lines of the block, empty where there is nothing to say. Deletes orphans where told to.
    """

    def __init__(self, config: pytest.Config, tally: Tally, shortfall: list[str]) -> None:
        self._config = config
        self._tally = tally
        self._shortfall = shortfall
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
        for played in self._tally.played.values():
            if played.unused and played.is_whole and not played.may_lack and len(played.passed) > 1:
                self.has_failed = True
                yield from self._unused(played)

    def _unused(self, played: Played) -> Iterator[str]:
        yield f"FAILED: recorded, and not asked for by any of {len(played.passed)} tests:"
        yield from _indented(played.unused.values())
        anew = command(self._config, sorted(played.passed), "rewrite")
        yield f"  record anew: {anew}"
        yield '  or allow it: unused="ignore" in the marker of one of them'

    def _orphaned(self, wish: str) -> Iterator[str]:
        if reasons := self._reasons():
            if wish != "report":
                yield f"orphans were left alone, as not every test ran: {', '.join(reasons)}"
            return
        root = self._config.rootpath
        folders = list(dict.fromkeys((root / each).resolve() for each in self._tally.folders))
        covered = [folder for folder in folders if covers(self._config, folder)]
        if wish != "report" and len(covered) < len(folders):
            yield from self._uncovered(folder for folder in folders if folder not in covered)
        wanted = {Path(path).resolve() for path in self._tally.wanted.values()}
        found = orphans(covered, wanted)
        if found.files:
            yield from self._told(found, wish)
        if found.leftovers:
            yield "unfinished or failed recordings:"
            yield from self._listed(found.leftovers)
            yield f"  look at them, then: {_removing(self._shown(found.leftovers))}"

    def _reasons(self) -> list[str]:
        tally = self._tally
        absent = len({*tally.expected} - {*tally.wanted})
        more = [f"{absent} without their cassette"] if absent else []
        return [*tally.narrowed, *self._shortfall, *more]

    def _uncovered(self, folders: Iterable[Path]) -> Iterator[str]:
        yield "orphans were left alone where tests that did not run may have their cassettes:"
        yield from self._listed(folders)

    def _told(self, found: Orphans, wish: str) -> Iterator[str]:
        count = _counted(len(found.files), "file")
        if wish == "delete":
            found.delete()
            yield f"{count} deleted that no test wants:"
        else:
            self.has_failed |= wish == "fail"
            fails = "FAILED: " if wish == "fail" else ""
            verb = "is" if len(found.files) == 1 else "are"
            yield f"{fails}{count} {verb} wanted by no test:"
        yield from self._listed(found.files)
        if wish != "delete":
            yield "  remove: the same run with --mockgemini-orphans=delete"

    def _listed(self, paths: Iterable[Path]) -> Iterator[str]:
        return _indented(self._shown(paths))

    def _shown(self, paths: Iterable[Path]) -> list[str]:
        return [shown(self._config, path) for path in paths]


def _indented(texts: Iterable[str]) -> Iterator[str]:
    every = list(texts)
    yield from (f"  {text}" for text in every[:_MOST])
    if len(every) > _MOST:
        yield f"  and {len(every) - _MOST} more"


def _removing(paths: Iterable[str]) -> str:
    return f"rm {' '.join(shlex.quote(path) for path in paths)}"


def _counted(number: int, word: str) -> str:
    return f"{grouped(number)} {word}{'' if number == 1 else 's'}"
