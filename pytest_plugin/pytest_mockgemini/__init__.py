"""
The pytest plugin: the fixture `mockgemini`, its marker and options.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest

from mockgemini.errors import MockGeminiError
from mockgemini.mock import Host, MockGemini
from pytest_mockgemini.running import has_passed, open_mock, remember
from pytest_mockgemini.settings import MODES, settings

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
    yield
    mock = item.stash.get(MOCK, None)
    if mock is None or not mock.misses:
        return
    item.add_report_section("call", "mockgemini", "\n\n".join(miss.text() for miss in mock.misses))
    pytest.fail(mock.misses[0].sentence, pytrace=False)


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
    try:
        how = settings(request)
        mock = open_mock(how, request.config.stash[HOST], monkeypatch)
    except MockGeminiError as error:
        pytest.fail(str(error), pytrace=False)
    request.node.stash[MOCK] = mock
    yield mock
    try:
        mock.stop(is_good=has_passed(request.node))
    except MockGeminiError as error:
        pytest.fail(str(error), pytrace=False)
