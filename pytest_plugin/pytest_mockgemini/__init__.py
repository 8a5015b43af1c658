"""
The pytest plugin: the fixtures `mockgemini` and `mockgemini_session`, the marker and options.

Every run of pytest imports this file, so what only the fixtures need is imported by them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_mockgemini import ending, options
from pytest_mockgemini.frames import leave_out
from pytest_mockgemini.hosting import is_controller, move_in
from pytest_mockgemini.marker import DESCRIPTION, is_marked
from pytest_mockgemini.reporting import WATCH, complain, remember, tell, told

if TYPE_CHECKING:
    from mockgemini.handle.mock import MockGemini
    from pytest_mockgemini.session import Session


def pytest_addoption(parser: pytest.Parser) -> None:
    """
    Our options.
    """
    options.add(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """
    A conftest.py may import what makes a client.
    """
    _begin(early_config)


def pytest_configure(config: pytest.Config) -> None:
    """
    Our marker; and a wrong word in the ini file ends the run before it begins.
    """
    config.addinivalue_line("markers", DESCRIPTION)
    # Again, as a conftest.py may have brought us, which is too late for the hook above.
    _begin(config)
    ending.begin(config)
    if options.read(config).mode == "verify":
        from pytest_mockgemini.verifying import begin  # noqa: PLC0415 - few runs verify

        begin(config)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Who has the marker has the fixture; and it comes first of those that are made for one test, so
    that none of them goes past it to Google.
    """
    for item in items:
        names = getattr(item, "fixturenames", None)
        if names is None or not ("mockgemini" in names or is_marked(item)):
            continue
        if "mockgemini" in names:
            names.remove("mockgemini")
        names.insert(_first_of_the_test(item, names), "mockgemini")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """
    A miss fails the test even where the code under test swallowed the error.
    """
    if (watch := item.stash.get(WATCH, None)) is None:
        yield
        return
    from pytest_mockgemini import neighbours  # noqa: PLC0415 - see above

    neighbours.look(item)
    try:
        yield
    finally:
        neighbours.look_back(item, watch.mock)
    complain(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """
    What was missed stands beside what failed; how the test went decides about its recording.
    """
    leave_out(item, call)
    tell(item, call.when)
    report = yield
    remember(item, report)
    return report


@pytest.fixture(scope="session")
def mockgemini_config() -> dict[str, object]:
    """
    What the marker takes, but a name, for all tests that see this fixture; override it, in any
    scope, to give a dict.
    """
    return {}


@pytest.fixture(scope="session")
def mockgemini_cassette_dir() -> Path | None:
    """
    The folder of the cassettes; override it, in any scope, to give one. None is that of the ini
    file, or else `cassettes` beside the tests.
    """
    return None


@pytest.fixture
def mockgemini(
    request: pytest.FixtureRequest,
    mockgemini_config: Mapping[str, object],
    mockgemini_cassette_dir: Path | None,
) -> Iterator[MockGemini]:
    """
    A Gemini Interactions API of this test's own, at `mockgemini.url`.

    The environment is set so that SDK clients made in the test come here.
    """
    from pytest_mockgemini.guard import guarding  # noqa: PLC0415 - see above
    from pytest_mockgemini.neighbours import check_sockets  # noqa: PLC0415
    from pytest_mockgemini.running import close_mock, lead, open_mock  # noqa: PLC0415
    from pytest_mockgemini.settings import settings  # noqa: PLC0415

    item = request.node
    told(check_sockets)
    how = told(lambda: settings(item, mockgemini_cassette_dir, mockgemini_config))
    watch = told(lambda: open_mock(item, how))
    restore = lead(item, watch)
    try:
        with guarding("off" if how.asks_upstream else options.of(item.config).guard, item) as guard:
            watch.live_calls = guard.calls
            yield watch.mock
    finally:
        restore()
    told(lambda: close_mock(item, watch))


@pytest.fixture(scope="session")
def mockgemini_session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """
    The server of this run, for an app, a browser or a Node program that outlives a test: what
    comes there belongs to the test that is running, and has the fixture `mockgemini`.

    From here to the end of the run the environment leads there, whatever `mockgemini_env` says: an
    app that starts in this process looks there now, and keeps what it finds.
    """
    from pytest_mockgemini.session import Session  # noqa: PLC0415 - see above

    session = Session(move_in(request.config))
    yield session
    session.close()


def _begin(config: pytest.Config) -> None:
    given = options.plainly(lambda: options.read(config))
    if given.env == "session" and not is_controller(config):
        move_in(config)


def _first_of_the_test(item: pytest.Item, names: list[str]) -> int:
    """
    Where among a test's fixtures those begin that are made for it alone.
    """
    known = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]  # noqa: SLF001
    for index, name in enumerate(names):
        if name in known and known[name][-1].scope == "function":
            return index
    return len(names)
