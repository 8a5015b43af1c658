"""
What pytest is told of a test: misses, unused exchanges, and our errors as plain sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pytest

from mockgemini.errors import MockGeminiError

if TYPE_CHECKING:
    from mockgemini.mock import MockGemini
    from mockgemini.replay.entry import Entry

_T = TypeVar("_T")


@dataclass(slots=True)
class Watch:
    """
    A test's MockGemini, how many of its misses were told, and how the test went.

    `must_use_all`: an exchange, or a scripted reply, that nobody asked for fails the test.
    """

    mock: MockGemini
    must_use_all: bool = False
    told: int = 0
    said: int = 0
    has_passed: bool = False


WATCH = pytest.StashKey[Watch]()


def complain(item: pytest.Item) -> None:
    """
    Fail a test that has passed, for what was missed or not used in it.
    """
    watch = item.stash.get(WATCH, None)
    if watch is None:
        return
    if watch.mock.complaints:
        pytest.fail(watch.mock.complaints[0], pytrace=False)
    if watch.mock.misses:
        pytest.fail(watch.mock.misses[0].sentence, pytrace=False)
    # A fixture that builds on ours may ask for more when it ends.
    if watch.must_use_all and not _is_built_upon(item):
        complain_of_unused(watch)


def complain_of_unused(watch: Watch) -> None:
    """
    Fail where a recorded exchange or a scripted reply was not asked for.
    """
    if not watch.must_use_all:
        return
    if unused := watch.mock.unused:
        pytest.fail(_unused(unused), pytrace=False)
    if replies := watch.mock.unused_replies:
        pytest.fail("; ".join(replies), pytrace=False)


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
    Note how the test itself went.
    """
    if report.when == "call" and (watch := item.stash.get(WATCH, None)) is not None:
        watch.has_passed = report.passed


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


def _is_built_upon(item: pytest.Item) -> bool:
    known = getattr(item, "_fixtureinfo", None)
    definitions = {} if known is None else known.name2fixturedefs
    return any(_FIXTURE in each.argnames for found in definitions.values() for each in found)


def _unused(entries: list[Entry]) -> str:
    named = [f"{entry.label} ({entry.exchange.request})" for entry in entries]
    more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
    was = "was" if len(named) == 1 else "were"
    return (
        f"{', '.join(named[:_MOST])}{more} {was} recorded and not asked for: record anew with "
        "--mockgemini-record=all, or allow it with unused='ignore' in the marker"
    )
