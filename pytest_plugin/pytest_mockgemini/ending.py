"""
The end of a run: sums up what its tests did, over all processes, and judges what only then can be.

Every run of pytest imports this file; what only runs with our tests need is imported by them.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from pytest_mockgemini import options
from pytest_mockgemini.hosting import strays
from pytest_mockgemini.marker import is_marked
from pytest_mockgemini.naming import sharers
from pytest_mockgemini.partial import Progress, narrowing
from pytest_mockgemini.sharing import FOLDER_INPUT, folder_of

if TYPE_CHECKING:
    from pytest_mockgemini.reporting import Watch
    from pytest_mockgemini.tally import Tally, Worths

_FIXTURE = "mockgemini"
_OUTPUT = "mockgemini_tally"


class _Worker(Protocol):
    """
    What pytest-xdist's controller knows of a worker.
    """

    workerinput: dict[str, object]
    workeroutput: dict[str, str]


class Ending:
    """
    Hooks that watch a run go by, and end it.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._progress = Progress()
        self._narrowed: list[str] = []
        self._tally: Tally | None = None
        self._worths: Worths | None = None
        self._lines: list[str] = []

    @property
    def tally(self) -> Tally:
        """
        The sums so far.
        """
        if self._tally is None:
            from pytest_mockgemini.tally import Tally  # noqa: PLC0415 - see above

            self._tally = Tally()
        return self._tally

    def note(self, item: pytest.Item, watch: Watch, recorded: Path | None) -> None:
        """
        Add what a test did.
        """
        tally, cassette, folder = self.tally, watch.how.cassette, watch.how.folder
        tally.misses += len(watch.mock.misses)
        if recorded is not None:
            tally.recorded = list(dict.fromkeys([*tally.recorded, str(recorded)]))
        if cassette is None or folder is None:
            return
        tally.wanted[item.nodeid] = str(cassette)
        if str(folder) not in tally.folders:
            tally.folders.append(str(folder))
        if not watch.mock.is_recording:
            self._note_played(item, watch, str(cassette))

    def _note_played(self, item: pytest.Item, watch: Watch, cassette: str) -> None:
        from pytest_mockgemini.tally import Played, Worths  # noqa: PLC0415 - see above

        tally, mock = self.tally, watch.mock
        used = mock.used
        tally.hits += sum(entry.asked + entry.resumed for entry in used)
        if watch.how.mode != "verify":
            self._worths = self._worths or Worths()
            tokens, seconds = self._worths.saved(used)
            tally.tokens += tokens
            tally.seconds += seconds * max(1 - mock.how.pace.factor, 0)
        played = Played(
            {item.nodeid: watch.has_passed},
            sharers(item),
            {
                str(entry.number): f"{entry.label} ({entry.exchange.request})"
                for entry in mock.unused
            },
            watch.how.unused == "ignore",
        )
        tally.played.setdefault(cassette, Played()).add(played)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None]:
        """
        Whoever leaves out tests, and however, narrows the run.
        """
        before = len(items)
        yield
        if len(items) < before:
            self._narrowed.append(f"{before - len(items)} deselected")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """
        So does what cannot be collected, or skips itself.
        """
        if not report.passed:
            self._narrowed.append(f"{report.nodeid} was not collected")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """
        How the tests go, told where they are reported.
        """
        self._progress.see(report)

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: _Worker) -> None:
        """
        A worker of pytest-xdist that records shares a folder with the others.
        """
        if options.of(self._config).mode != "none":
            node.workerinput[FOLDER_INPUT] = str(folder_of(self._config))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: _Worker, error: object) -> None:
        """
        A worker has ended, and tells its sums if it could.
        """
        told = getattr(node, "workeroutput", {}).get(_OUTPUT)
        if told is not None:
            self.tally.add(type(self.tally).loads(told))
        elif error:
            self._narrowed.append("a worker did not end well")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """
        All tests are over, and their fixtures too.
        """
        came_astray = strays(self._config)
        if self._tally is None and not came_astray and not hasattr(self._config, "workerinput"):
            return
        tally = self.tally
        tally.strays += came_astray
        tally.narrowed += self._narrowed
        tally.expected += [item.nodeid for item in getattr(session, "items", ()) if _expects(item)]
        if (output := getattr(self._config, "workeroutput", None)) is not None:
            output[_OUTPUT] = tally.dumps()
            return
        from pytest_mockgemini.conclusion import Conclusion  # noqa: PLC0415 - see above

        tally.narrowed = [*narrowing(self._config), *dict.fromkeys(tally.narrowed)]
        shortfall = self._progress.shortfall(session, exitstatus)
        found = Conclusion(self._config, tally, shortfall, self._progress.ended)
        self._lines = found.lines
        if found.has_failed and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """
        One block, where there is something to say.
        """
        if self._lines:
            terminalreporter.section("mockgemini")
            for line in self._lines:
                terminalreporter.line(line, red=line.startswith("FAILED"))


_ENDING = pytest.StashKey[Ending]()


def begin(config: pytest.Config) -> None:
    """
    Watch this run.
    """
    config.stash[_ENDING] = ending = Ending(config)
    config.pluginmanager.register(ending, "mockgemini-ending")


def note(item: pytest.Item, watch: Watch, recorded: Path | None) -> None:
    """
    Take what a test did into the sums, once its MockGemini has stopped.

    `recorded`: the file that its recording became.
    """
    item.config.stash[_ENDING].note(item, watch, recorded)


def _expects(item: pytest.Item) -> bool:
    return is_marked(item) and _FIXTURE in getattr(item, "fixturenames", ())
