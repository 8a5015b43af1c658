"""
`--mockgemini-record=verify`: what the real API answers otherwise, told by test and once more at the
end of the run, which fails where a change would break a client.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mockgemini.verifying.verified import Drift, Verified

_NAME = "mockgemini-verifying"
_SENT = "mockgemini_drift"


class Verifying:
    """
    A plugin of its own: other runs do not have it. With xdist the workers tell what they found.
    """

    def __init__(self) -> None:
        from mockgemini.verifying.verified import Drift  # noqa: PLC0415 - few runs verify

        self.drift: Drift = Drift()

    def note(self, item: pytest.Item, verified: Verified) -> None:
        """
        A test has ended, and all that it asked was answered.
        """
        self.drift.add(item.nodeid, verified)
        if lines := verified.lines():
            item.add_report_section("teardown", "mockgemini verify", "\n".join(lines))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """
        A run in which all tests have passed fails all the same where a client would break.
        """
        if (sent := getattr(session.config, "workeroutput", None)) is not None:
            sent[_SENT] = self.drift.told()
        elif self.drift.is_breaking and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """
        A worker has ended; one that has crashed says nothing.
        """
        from mockgemini.verifying.verified import Drift  # noqa: PLC0415 - as above

        if (told := getattr(node, "workeroutput", {}).get(_SENT)) is not None:
            self.drift.merge(Drift.of(told))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """
        Each change once, with the tests that it touches.
        """
        if self.drift.tests:
            terminalreporter.section("mockgemini verify")
            for line in self.drift.block():
                terminalreporter.write_line(line)


def begin(config: pytest.Config) -> None:
    """
    This run verifies.
    """
    config.pluginmanager.register(Verifying(), _NAME)


def note(item: pytest.Item, verified: Verified) -> None:
    """
    A test of such a run has ended.
    """
    found = item.config.pluginmanager.get_plugin(_NAME)
    assert isinstance(found, Verifying)  # noqa: S101 - `begin` was called
    found.note(item, verified)
