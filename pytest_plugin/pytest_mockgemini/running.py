"""
One test's MockGemini, from the settings to its end.
"""

from __future__ import annotations

import os

import pytest

from mockgemini.environment import environment
from mockgemini.errors import UsageError
from mockgemini.mock import Host, MockGemini
from mockgemini.recording import KEY_VARIABLES, Take, real_key
from pytest_mockgemini.settings import Settings

PASSED = pytest.StashKey[bool]()


def open_mock(how: Settings, host: Host, monkeypatch: pytest.MonkeyPatch) -> MockGemini:
    """
    A started MockGemini with the environment set for it, until `monkeypatch` undoes that.
    """
    is_recording = how.mode == "all" or (
        how.mode == "once" and how.cassette is not None and not how.cassette.exists()
    )
    is_recording = is_recording and how.cassette is not None
    mock = _recording(how, host) if is_recording else _replaying(how, host)
    mock.start()
    # A recording's real key was read by now; the code under test needs none.
    for name, value in environment(mock.url, os.environ).items():
        monkeypatch.setenv(name, value)
    for name in ("GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI"):
        monkeypatch.delenv(name, raising=False)
    return mock


def remember(item: pytest.Item, report: pytest.TestReport) -> None:
    """
    Note how the test itself went.
    """
    if report.when == "call":
        item.stash[PASSED] = report.passed


def has_passed(item: pytest.Item) -> bool:
    """
    Whether the test ran and passed.
    """
    return item.stash.get(PASSED, False)


def _recording(how: Settings, host: Host) -> MockGemini:
    key = real_key()
    if key is None:
        raise UsageError(
            f"--mockgemini-record={how.mode} needs the real API key in {' or '.join(KEY_VARIABLES)}"
        )
    assert how.cassette is not None  # noqa: S101 - only tests with a cassette record
    mock = _mock(how, host)
    return mock.record(Take(how.cassette, how.upstream, key=key, replaying=mock.how))


def _replaying(how: Settings, host: Host) -> MockGemini:
    if how.cassette is not None and not how.cassette.exists():
        raise UsageError(
            f"there is no cassette {how.cassette}; record it with --mockgemini-record=once"
        )
    return _mock(how, host)


def _mock(how: Settings, host: Host) -> MockGemini:
    cassettes = () if how.cassette is None else (how.cassette,)
    return MockGemini(
        *cassettes,
        pace=how.pace,
        repeat=how.repeat,
        ignore=how.ignore,
        normalize=how.normalize,
        host=host,
    )
