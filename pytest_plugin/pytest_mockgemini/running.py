"""
One test's MockGemini, from the settings to its end.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mockgemini.environment import KEY_VARIABLES, UNSET, environment, real_key
from mockgemini.errors import MockGeminiError, UsageError
from mockgemini.mock import MockGemini
from pytest_mockgemini.hosting import host_of
from pytest_mockgemini.naming import claim
from pytest_mockgemini.reporting import WATCH, Watch, complain_of_unused
from pytest_mockgemini.settings import Settings

if TYPE_CHECKING:
    from mockgemini.recording import Mode


def open_mock(item: pytest.Item, how: Settings, monkeypatch: pytest.MonkeyPatch) -> MockGemini:
    """
    A started MockGemini with the environment set for it, until `monkeypatch` undoes that.
    """
    mock = _recording(item, how) if how.is_recording else _replaying(item, how)
    mock.start()
    item.stash[WATCH] = Watch(mock, how.unused == "error" and not mock.is_recording)
    # A recording's real key was read by now; the code under test needs none.
    for name, value in environment(mock.url, os.environ).items():
        if os.environ.get(name) != value:
            monkeypatch.setenv(name, value)
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    return mock


def close_mock(item: pytest.Item, mock: MockGemini) -> None:
    """
    End it; a recording becomes the cassette if the test has passed and nothing is missing in it.
    """
    watch = item.stash[WATCH]
    path = mock.stop(is_good=watch.has_passed)
    if mock.is_recording and path is not None:
        item.add_report_section("teardown", "mockgemini", f"the recording is {path}")
    if mock.reports:
        raise MockGeminiError("; ".join(mock.reports))
    if watch.has_passed:
        complain_of_unused(watch)


def _recording(item: pytest.Item, how: Settings) -> MockGemini:
    # The way out takes as long to import as all the rest, and most runs record nothing.
    from mockgemini.recording import Take  # noqa: PLC0415

    key = real_key()
    if key is None:
        raise UsageError(
            f"--mockgemini-record={how.mode} needs the real API key in {' or '.join(KEY_VARIABLES)}"
        )
    mode: Mode = "new_episodes" if how.mode == "new_episodes" else "all"
    if mode == "all":
        claim(item, how.path)
    mock = _mock(item, how)
    return mock.record(Take(how.path, how.upstream, mode, key, replaying=mock.how))


def _replaying(item: pytest.Item, how: Settings) -> MockGemini:
    if how.cassette is not None and not how.cassette.exists():
        command = f"pytest {item.nodeid!r} --mockgemini-record=once"
        raise UsageError(f"there is no cassette {how.cassette}; record it with: {command}")
    return _mock(item, how)


def _mock(item: pytest.Item, how: Settings) -> MockGemini:
    return MockGemini(
        *([] if how.cassette is None else [how.cassette]),
        pace=how.pace,
        repeat=how.repeat,
        ignore=how.ignore,
        normalize=how.normalize,
        on_miss=how.on_miss,
        translate=how.translate,
        host=host_of(item.config),
    )
