"""
Whether a run was whole: only then can it be said that a cassette is wanted by no test.
"""

from __future__ import annotations

from pathlib import Path

import pytest

_OPTIONS = {
    "keyword": "-k",
    "markexpr": "-m",
    "lf": "--last-failed",
    "stepwise": "--stepwise",
    "deselect": "--deselect",
    "ignore": "--ignore",
    "ignore_glob": "--ignore-glob",
    "pyargs": "--pyargs",
}


def narrowing(config: pytest.Config) -> list[str]:
    """
    What on the command line leaves out tests.
    """
    given = [word for name, word in _OPTIONS.items() if config.getoption(name, None)]
    if config.args_source is config.ArgsSource.ARGS:
        given += [word for word in config.args if "::" in word or _place(config, word).is_file()]
    return [f"{word} was given" for word in given]


def covers(config: pytest.Config, folder: Path) -> bool:
    """
    Whether all tests that may have cassettes in a folder belong to what pytest was asked to run.
    """
    if not folder.is_relative_to(config.rootpath.resolve()):
        return False
    if config.args_source is config.ArgsSource.TESTPATHS:
        return True
    return any(folder.is_relative_to(_place(config, word)) for word in config.args)


def _place(config: pytest.Config, word: str) -> Path:
    return (config.invocation_params.dir / word).resolve()


class Progress:
    """
    Counts, in the process that reports, what became of the tests.
    """

    def __init__(self) -> None:
        self._skipped = 0
        self._failed = 0
        self._ended: set[str] = set()

    def see(self, report: pytest.TestReport) -> None:
        """
        Take a report; a test that fails as it was expected to has run.
        """
        if report.when == "teardown":
            self._ended.add(report.nodeid)
        self._failed += report.failed
        self._skipped += report.skipped and not hasattr(report, "wasxfail")

    def shortfall(self, session: pytest.Session, exitstatus: int) -> list[str]:
        """
        Why a run did not come to a good end.
        """
        # A test may end the run with any exit code it likes, 0 included.
        missing = session.testscollected - len(self._ended)
        return [
            reason
            for is_true, reason in (
                (self._skipped, f"{self._skipped} skipped"),
                (self._failed, f"{self._failed} failed"),
                (missing > 0, f"{missing} not run"),
                (exitstatus not in (0, 1), "the run did not end well"),
            )
            if is_true
        ]
