"""
Lets a bare checkout run its own tests: the plugin is named once more where it is not installed.
"""

import os

import pytest

pytest_plugins = ["pytest_mockgemini", "pytester"]

MUST_RUN = "MOCKGEMINI_MUST_RUN"
"""Set where nothing may be missing: a skipped test then fails the run."""


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """
    In CI every test has what it needs, or the run says what was not there.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get(MUST_RUN) and skipped:
        for report in skipped:
            print(f"{MUST_RUN} is set, and this was skipped: {report.nodeid}: {report.longrepr}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
