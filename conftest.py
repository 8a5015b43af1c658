"""
Lets a bare checkout run its own tests: the plugin is named once more where it is not installed.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether a rule holds.
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("any"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "any")

pytest_plugins = ["pytest_mockgemini", "pytester"]

MUST_RUN = "MOCKGEMINI_MUST_RUN"
"""Set where nothing may be missing: a skipped test then fails the run."""

BY_NATURE = (
    "only at the very start",
    "no UTF-8 text holds",
    "nothing is read-only to root",
    "there is only one SDK",
)
"""Reasons that no installation removes."""


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """
    In CI every test has what it needs, or the run says what was not there.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    missing = [
        report for report in skipped if not any(why in str(report.longrepr) for why in BY_NATURE)
    ]
    if os.environ.get(MUST_RUN) and missing:
        for report in missing:
            print(f"{MUST_RUN} is set, and this was skipped: {report.nodeid}: {report.longrepr}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
