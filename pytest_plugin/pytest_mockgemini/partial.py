"""
Whether a run was whole: only then can it be said that a cassette is wanted by no test.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    "noconftest": "--noconftest",
}

# Of an ini file, what says which tests there are.
_COLLECTING = (
    *("python_files", "python_classes", "python_functions"),
    *("norecursedirs", "testpaths", "collect_imported_tests"),
)

# What pytest reads without being told.
_USUAL = (
    *("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini"),
    *("pyproject.toml", "tox.ini", "setup.cfg"),
)


def narrowing(config: pytest.Config) -> list[str]:
    """
    What on the command line leaves out tests.
    """
    given = [word for name, word in _OPTIONS.items() if config.getoption(name, None)]
    if config.args_source is config.ArgsSource.ARGS:
        given += [word for word in config.args if "::" in word or _place(config, word).is_file()]
    return [f"{word} was given" for word in [*given, *_reconfigured(config)]]


def _reconfigured(config: pytest.Config) -> Iterator[str]:
    """
    What on the command line has another say than the project's ini file about what a test is.
    """
    for word in config.getoption("override_ini", None) or ():
        if (name := word.partition("=")[0].strip()) in _COLLECTING:
            yield f"-o {name}"
    ini, is_given = config.inipath, config.getoption("inifilename", None)
    if ini and is_given and (ini.parent != config.rootpath or ini.name not in _USUAL):
        yield f"-c {ini.name}"
    if "no:unittest" in config.getoption("plugins", ()):
        yield "-p no:unittest"


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
        self.ended: set[str] = set()
        """The node ids of tests that are over."""

    def see(self, report: pytest.TestReport) -> None:
        """
        Take a report; a test that fails as it was expected to has run.
        """
        if report.when == "teardown":
            self.ended.add(report.nodeid)
        self._failed += report.failed
        self._skipped += report.skipped and not hasattr(report, "wasxfail")

    def shortfall(self, session: pytest.Session, exitstatus: int) -> list[str]:
        """
        Why a run did not come to a good end.
        """
        # A test may end the run with any exit code it likes, 0 included.
        missing = session.testscollected - len(self.ended)
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
