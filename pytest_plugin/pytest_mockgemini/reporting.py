"""
What pytest is told of a test: misses, what was left over, and our errors as plain sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from inspect import isasyncgenfunction, isgeneratorfunction, unwrap
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from mockgemini.errors import MockGeminiError, MockGeminiWarning
from pytest_mockgemini.hosting import Surroundings, host_of
from pytest_mockgemini.pointing import command, is_of_project, shown

if TYPE_CHECKING:
    from mockgemini.handle.mock import MockGemini
    from mockgemini.replay.entry import Entry
    from pytest_mockgemini.settings import Settings

_T = TypeVar("_T")


@dataclass(slots=True)
class Watch:
    """
    A test's MockGemini, what was told of it so far, and how the test went.

    `is_alone`: no other test of this run may ask for what this one leaves of its cassette.
    `live_calls`: a sentence for each that its guard has refused. `surroundings`: what was changed
    in the environment for it.
    """

    mock: MockGemini
    how: Settings
    is_alone: bool = True
    told: int = 0
    said: int = 0
    has_passed: bool = False
    has_failed: bool = False
    is_judged: bool = False
    live_calls: list[str] = field(default_factory=list)
    surroundings: Surroundings | None = None


WATCH = pytest.StashKey[Watch]()


def complain(item: pytest.Item) -> None:
    """
    Fail a test that has passed, for what was missed or left over in it.
    """
    watch = item.stash.get(WATCH, None)
    if watch is None:
        return
    complain_of_misses(watch)
    left = list(_left_over(item, watch))
    # A fixture may ask for more when it ends; to find out takes longer than all the rest.
    if not (left and _may_ask_for_more(item)):
        _judge(item, watch, left)


def complain_of_misses(watch: Watch) -> None:
    """
    Fail a test that has passed so far, for the first that was missed.
    """
    for problem in _missed(watch):
        pytest.fail(problem, pytrace=False)


def complain_of_leftovers(item: pytest.Item, watch: Watch) -> None:
    """
    Fail, or warn, where the test did not come to what was prepared for it; once a test.
    """
    if not watch.is_judged:
        _judge(item, watch, list(_left_over(item, watch)))


def _judge(item: pytest.Item, watch: Watch, left: Sequence[str]) -> None:
    watch.is_judged = True
    for problem in left:
        pytest.fail(problem, pytrace=False)
    for sentence in _unread(item, watch):
        if watch.how.unread == "error":
            pytest.fail(sentence, pytrace=False)
        warn(item, sentence)


def warn(item: pytest.Item, sentence: str) -> None:
    """
    Warn of a test, at its place; where warnings are errors it fails with this sentence alone.
    """
    try:
        item.warn(MockGeminiWarning(sentence))
    except MockGeminiWarning as error:
        problem = str(error)
    else:
        return
    pytest.fail(problem, pytrace=False)


def tell(item: pytest.Item, when: str) -> None:
    """
    Put what was missed since the last time into a section of its own.
    """
    watch = item.stash.get(WATCH, None)
    if watch is None:
        return
    misses = watch.mock.misses[watch.told :]
    watch.told += len(misses)
    sentences = [*watch.mock.complaints, *watch.mock.warnings][watch.said :]
    watch.said += len(sentences)
    if misses or sentences:
        report = "\n\n".join([*sentences, *(miss.text() for miss in misses)])
        item.add_report_section(when, "mockgemini", report)


def remember(item: pytest.Item, report: pytest.TestReport) -> None:
    """
    Note how the test itself went; when all of it is over, its MockGemini can go.
    """
    if (watch := item.stash.get(WATCH, None)) is None:
        return
    watch.has_failed |= report.failed
    if report.when == "call":
        # A subtest has a report of its own.
        watch.has_passed = report.passed and not watch.has_failed
    elif report.when == "teardown":
        if watch.surroundings is not None:
            watch.surroundings.restore_again()
        # Tests live as long as the run, and what they hold is looked at by the collector again and
        # again.
        del item.stash[WATCH]


def told(work: Callable[[], _T]) -> _T:
    """
    Our errors are sentences for the test's author; where in our code they were raised says nothing.
    """
    try:
        return work()
    except MockGeminiError as error:
        problem = str(error)
    pytest.fail(problem, pytrace=False)


_FIXTURE = "mockgemini"
_MOST = 5


def _missed(watch: Watch) -> Iterator[str]:
    yield from watch.live_calls
    yield from watch.mock.complaints
    if watch.how.misses == "error":
        yield from (miss.sentence for miss in watch.mock.misses)


def _left_over(item: pytest.Item, watch: Watch) -> Iterator[str]:
    mock, how = watch.mock, watch.how
    is_prepared = mock.is_recording or (how.cassette is not None and mock.unused)
    if how.unasked == "error" and is_prepared and not mock.requests:
        yield _unasked(item, watch)
    if how.unused == "error" and not mock.is_recording:
        if watch.is_alone and (unused := mock.unused):
            yield _unused(item, unused)
        where = "the fixture mockgemini_config" if how.cassette is None else "the marker"
        for sentence in (*mock.unused_replies, *mock.unused_faults):
            yield f"{sentence}; unused='ignore' in {where} allows it"


def _unasked(item: pytest.Item, watch: Watch) -> str:
    causes = {
        "test": "was the client made at import or in a session fixture, before this test? Set "
        "mockgemini_env = session, or make the client in the test",
        "session": "was its client given a base URL of its own?",
    }
    cause = causes[item.config.getini("mockgemini_env")]
    path = shown(item.config, watch.how.path)
    return f"{path} was never asked: {cause}; unasked='ignore' in the marker allows it"


def _unread(item: pytest.Item, watch: Watch) -> Iterator[str]:
    # What goes out at once is out before anybody can leave.
    if watch.how.unread == "ignore" or watch.mock.how.pace.is_instant:
        return
    host_of(item.config).settle()
    for request in watch.mock.unread:
        yield (
            f"the client left the stream of {request.method} {request.path} after "
            f"{request.events_sent} events, before its end; read it to the end, or allow it with "
            "unread='ignore' in the marker"
        )


def _may_ask_for_more(item: pytest.Item) -> bool:
    """
    Whether a fixture that this test wants, not one of every test, does anything when it is over.
    """
    if (known := getattr(item, "_fixtureinfo", None)) is None:
        return False
    used = [name for mark in item.iter_markers("usefixtures") for name in mark.args]
    waiting, seen = [*known.argnames, *used], set()
    while waiting:
        if (name := waiting.pop()) in seen:
            continue
        seen.add(name)
        for fixture in known.name2fixturedefs.get(name, ()):
            if _has_an_end(fixture, item.config):
                return True
            waiting += fixture.argnames
    return False


def _has_an_end(fixture: pytest.FixtureDef[object], config: pytest.Config) -> bool:
    if _FIXTURE in fixture.argnames:
        return True
    code = getattr(unwrap(fixture.func), "__code__", None)
    is_users = code is not None and is_of_project(config, Path(code.co_filename))
    is_generator = isgeneratorfunction(fixture.func) or isasyncgenfunction(fixture.func)
    return is_users and (is_generator or "request" in fixture.argnames)


def _unused(item: pytest.Item, entries: list[Entry]) -> str:
    named = [f"{entry.label} ({entry.exchange.request})" for entry in entries]
    more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
    anew = command(item.config, [item.nodeid], "all")
    was = "was" if len(named) == 1 else "were"
    return (
        f"{', '.join(named[:_MOST])}{more} {was} recorded and not asked for; record anew with: "
        f"{anew}, or allow it with unused='ignore' in the marker"
    )
