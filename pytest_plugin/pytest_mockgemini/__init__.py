"""
The pytest plugin: the fixture `mockgemini`, its marker and options.

Every run of pytest imports this file, so what only the fixture needs is imported by the fixture.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

from mockgemini.errors import UsageError
from pytest_mockgemini.hosting import close_host
from pytest_mockgemini.reporting import complain, remember, tell, told
from pytest_mockgemini.settings import MODES, mode, settings

if TYPE_CHECKING:
    from mockgemini.mock import MockGemini


def pytest_addoption(parser: pytest.Parser) -> None:
    """
    Our options; none has a name that a neighbour uses.
    """
    group = parser.getgroup("mockgemini")
    group.addoption(
        "--mockgemini-record",
        choices=MODES,
        help="none: replay only; once: record what has no cassette; new_episodes: record what "
        "is not in one; all: record anew",
    )
    group.addoption("--mockgemini-upstream", metavar="URL", help="record from here, not Google")
    parser.addini("mockgemini_record", "as --mockgemini-record", default="none")
    parser.addini(
        "mockgemini_translate",
        "recordings of one revision answer clients of another",
        type="bool",
        default=False,
    )
    parser.addini("mockgemini_cassette_dir", "cassettes here, not beside the tests", default="")


def pytest_configure(config: pytest.Config) -> None:
    """
    Our marker; and a wrong word in the ini file ends the run before it begins.
    """
    config.addinivalue_line(
        "markers",
        "mockgemini(name=None, *, pace='instant', repeat='never', ignore=(), normalize=(), "
        "on_miss='error', translate=False, unused='error'): "
        "replay the cassette of this name, or of the test's own.",
    )
    try:
        mode(config)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def pytest_unconfigure(config: pytest.Config) -> None:
    """
    The server ends with the run.
    """
    close_host(config)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """
    A miss fails the test even where the code under test swallowed the error.
    """
    yield
    complain(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """
    What was missed stands beside what failed; how the test went decides about its recording.
    """
    tell(item, call.when)
    report = yield
    remember(item, report)
    return report


@pytest.fixture
def mockgemini(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MockGemini]:
    """
    A Gemini Interactions API of this test's own, at `mockgemini.url`.

    The environment is set so that SDK clients made in the test come here.
    """
    from pytest_mockgemini.running import close_mock, open_mock  # noqa: PLC0415 - see above

    mock = told(lambda: open_mock(request.node, settings(request.node), monkeypatch))
    yield mock
    told(lambda: close_mock(request.node, mock))
