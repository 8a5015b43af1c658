"""
One test's MockGemini, from the settings to its end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from mockgemini.environment import KEY_VARIABLES
from mockgemini.errors import CassetteError, MockGeminiError, UsageError
from mockgemini.handle.mock import MockGemini
from pytest_mockgemini import options
from pytest_mockgemini.ending import note
from pytest_mockgemini.hosting import host_of, key_of, surround
from pytest_mockgemini.naming import is_alone, sharers
from pytest_mockgemini.pointing import command, shown
from pytest_mockgemini.reporting import (
    WATCH,
    Watch,
    complain_of_leftovers,
    complain_of_misses,
    warn,
)
from pytest_mockgemini.settings import Settings
from pytest_mockgemini.sharing import begun, budget_of, claim, disclaim

if TYPE_CHECKING:
    from pathlib import Path

    from mockgemini.spaces.recording import Take


def open_mock(item: pytest.Item, how: Settings) -> Watch:
    """
    A started MockGemini, and what is watched of it.
    """
    mock = _recording(item, how) if how.is_recording else _replaying(item, how)
    try:
        mock.start()
    except CassetteError:
        if not mock.is_recording:
            _look_for(item, how)
        raise
    watch = item.stash[WATCH] = Watch(mock, how, not how.is_named or is_alone(item))
    return watch


def lead(item: pytest.Item, watch: Watch) -> Callable[[], None]:
    """
    Have the environment lead to a test's MockGemini, where it does not lead to the server for the
    whole run; gives what ends that.
    """
    if options.of(item.config).env == "session":
        return lambda: None
    watch.surroundings = surround(watch.mock.url)
    return watch.surroundings.restore


def close_mock(item: pytest.Item, watch: Watch) -> None:
    """
    End it; a recording becomes the cassette if the test has passed and nothing is missing in it.
    """
    mock = watch.mock
    path = mock.stop(is_good=watch.has_passed)
    note(item, watch, path)
    for sentence in mock.departures:
        warn(item, sentence)
    if mock.verified is not None:
        from pytest_mockgemini.verifying import note as note_verified  # noqa: PLC0415 - few verify

        note_verified(item, mock.verified)
    if mock.is_recording:
        _tell_recording(item, watch.how, path)
    if mock.reports and watch.has_passed:
        raise MockGeminiError("; ".join(mock.reports))
    if mock.reports:
        # It has failed already, most often for this very reason.
        item.add_report_section("teardown", "mockgemini", "\n".join(mock.reports))
    if watch.has_passed:
        complain_of_misses(watch)
        complain_of_leftovers(item, watch)


def _tell_recording(item: pytest.Item, how: Settings, path: Path | None) -> None:
    if path == how.path:
        begun(item.config).add(path)
    else:
        disclaim(item, how.path)
    if path is not None:
        told = f"the recording is {shown(item.config, path)}"
        item.add_report_section("teardown", "mockgemini", told)


def _recording(item: pytest.Item, how: Settings) -> MockGemini:
    mock = _mock(item, how)
    return mock.record(_take(item, how, mock))


def _take(item: pytest.Item, how: Settings, mock: MockGemini) -> Take:
    # The way out takes as long to import as all the rest, and most runs record nothing.
    from mockgemini.spaces.recording import Take  # noqa: PLC0415

    key = _key(item, how)
    adds = how.continues or how.mode == "new_episodes"
    if how.mode == "all":
        _check_alone(item, how)
    if not adds:
        _claim(item, how)
    return Take(
        how.path,
        how.upstream,
        "new_episodes" if adds else "all",
        key,
        replaying=mock.how,
        redact=how.redact,
        allow_secrets=how.allow_secrets,
        budget=budget_of(item.config),
        is_fresh=how.continues,
    )


def _check_alone(item: pytest.Item, how: Settings) -> None:
    same = sharers(item)
    if len(same) == 1:
        return
    path = shown(item.config, how.path)
    raise UsageError(
        f"{path} is wanted by {' and '.join(same)}, and with --mockgemini-record=all each would "
        "overwrite what another has recorded; give each a cassette of its own, or have them share "
        "it with --mockgemini-record=rewrite"
    )


def _claim(item: pytest.Item, how: Settings) -> None:
    other = claim(item, how.path)
    if other == item.nodeid:
        return
    path = shown(item.config, how.path)
    raise UsageError(
        f"{path} was recorded by {other} in this run and would be overwritten; what tests share is "
        "recorded in one process: -n 0"
    )


def _key(item: pytest.Item, how: Settings) -> str:
    key = key_of(item.config)
    if key is None:
        raise UsageError(
            f"--mockgemini-record={how.mode} needs the real API key in {' or '.join(KEY_VARIABLES)}"
        )
    return key


def _replaying(item: pytest.Item, how: Settings) -> MockGemini:
    mock = _mock(item, how)
    return _verifying(item, how, mock) if how.mode == "verify" else mock


def _look_for(item: pytest.Item, how: Settings) -> None:
    """
    A UsageError that tells how to record a cassette, where there is none.
    """
    if how.cassette is not None and not how.cassette.exists():
        path = shown(item.config, how.cassette)
        once = command(item.config, [item.nodeid], "once")
        raise UsageError(f"there is no cassette {path}; record it with: {once}")


def _verifying(item: pytest.Item, how: Settings, mock: MockGemini) -> MockGemini:
    # As with recording.
    from mockgemini.verifying.real_api import Asking  # noqa: PLC0415

    return mock.verify(Asking(_key(item, how), how.upstream, budget_of(item.config)))


def _mock(item: pytest.Item, how: Settings) -> MockGemini:
    return MockGemini(
        *([] if how.cassette is None else [how.cassette]),
        pace=how.pace,
        repeat=how.repeat,
        ignore=how.ignore,
        normalize=how.normalize,
        on_miss=how.on_miss,
        translate=how.translate,
        check=options.of(item.config).check,
        redact=how.redact,
        record_with=lambda: _to_record(item, how),
        host=host_of(item.config),
    )


def _to_record(item: pytest.Item, how: Settings) -> str:
    if how.is_named and not is_alone(item):
        return command(item.config, [item.nodeid], "new_episodes")
    anew = command(item.config, [item.nodeid], "all")
    return f"{anew}, or =new_episodes to keep what it has, too"
