"""
The pytest plugin: the fixture `mockgemini`, its marker and options.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

import pytest

from mockgemini.errors import MockGeminiError
from mockgemini.mock import Host, MockGemini
from pytest_mockgemini.running import has_passed, open_mock, remember
from pytest_mockgemini.settings import MODES, settings

_T = TypeVar("_T")

MOCK = pytest.StashKey[MockGemini]()
HOST = pytest.StashKey[Host]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """
    Our options; none has a name that a neighbour uses.
    """
    group = parser.getgroup("mockgemini")
    group.addoption(
        "--mockgemini-record",
        choices=MODES,
        help="none: replay only; once: record what has no cassette; all: record anew",
    )
    group.addoption("--mockgemini-upstream", metavar="URL", help="record from here, not Google")
    parser.addini("mockgemini_record", "as --mockgemini-record", default="none")
    parser.addini("mockgemini_cassette_dir", "cassettes here, not beside the tests", default="")


def pytest_configure(config: pytest.Config) -> None:
    """
    Our marker, and the server that all tests of this process share.
    """
    config.addinivalue_line(
        "markers",
        "mockgemini(name=None, *, pace='instant', repeat='never', ignore=(), normalize=()): "
        "replay the cassette of this name, or of the test's own.",
    )
    config.stash[HOST] = Host()


def pytest_unconfigure(config: pytest.Config) -> None:
    """
    The server ends with the run.
    """
    if (host := config.stash.get(HOST, None)) is not None:
        host.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """
    A miss fails the test even where the code under test swallowed the error.
    """
    try:
        yield
    finally:
        misses = item.stash[MOCK].misses if MOCK in item.stash else []
        if misses:
            told = "\n\n".join(miss.text() for miss in misses)
            item.add_report_section("call", "mockgemini", told)
    if misses:
        pytest.fail(misses[0].sentence, pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """
    Remember how the test went: a recording becomes the cassette only if it passed.
    """
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
    host = request.config.stash[HOST]
    mock = _told(lambda: open_mock(settings(request), host, monkeypatch))
    request.node.stash[MOCK] = mock
    yield mock
    _told(lambda: mock.stop(is_good=has_passed(request.node)))


def _told(work: Callable[[], _T]) -> _T:
    """
    Our errors are sentences for the test's author; where in our code they were raised says nothing.
    """
    try:
        return work()
    except MockGeminiError as error:
        problem = str(error)
    pytest.fail(problem, pytrace=False)
