"""
The one server of a run of pytest, and how the environment leads to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from mockgemini.environment import UNSET, environment, real_key
from pytest_mockgemini.completing import complete

if TYPE_CHECKING:
    from mockgemini.spaces.hosting import Host

_HOST = pytest.StashKey["Host"]()
_KEY = pytest.StashKey[str | None]()

_VARIABLES = (
    *("GEMINI_API_KEY", "GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL"),
    *("NO_PROXY", "no_proxy", *UNSET),
)


def host_of(config: pytest.Config) -> Host:
    """
    The server of this run, made when first asked for; it ends with the run.
    """
    if _HOST not in config.stash:
        from mockgemini.spaces.hosting import Host  # noqa: PLC0415 - most runs of pytest need none

        config.stash[_HOST] = host = Host()
        config.add_cleanup(host.stop)
    complete(config)
    return config.stash[_HOST]


def move_in(config: pytest.Config) -> str:
    """
    From now to the end of the run the environment leads to the server itself; gives its address.
    """
    url = host_of(config).start()
    if _KEY not in config.stash:
        # What is recorded later needs the key that the environment loses now.
        config.stash[_KEY] = real_key()
        config.add_cleanup(surround(url).restore)
    return url


def has_moved_in(config: pytest.Config) -> bool:
    """
    Whether it does.
    """
    return _KEY in config.stash


def is_controller(config: pytest.Config) -> bool:
    """
    Whether the tests run in processes of xdist's, and none in this one.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return False
    words = config.known_args_namespace
    return any(getattr(words, name, None) for name in ("numprocesses", "tx", "distload"))


def key_of(config: pytest.Config) -> str | None:
    """
    The real API key; None where there is none.
    """
    return config.stash.get(_KEY, None) or real_key()


def strays(config: pytest.Config) -> list[str]:
    """
    The requests so far that came outside of any test.
    """
    host = config.stash.get(_HOST, None)
    return [] if host is None else host.strays


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    What was changed in the environment: which variables, and all of them before and after.
    """

    changed: list[str]
    before: Mapping[str, str]
    after: Mapping[str, str]

    def restore(self) -> None:
        """
        Have it as it was.
        """
        _set(self.changed, self.before)

    def restore_again(self) -> None:
        """
        The same where others have brought back what they saw, which was ours: a monkeypatch ends
        after us that was there before us.
        """
        now = os.environ
        ours = [name for name in self.changed if now.get(name) == self.after.get(name)]
        _set(ours, self.before)


def surround(url: str) -> Surroundings:
    """
    Have the environment lead SDKs to this address.
    """
    before = {name: value for name in _VARIABLES if (value := os.environ.get(name)) is not None}
    after = environment(url, before)
    # Setting is slow, and some of them may be set already.
    changed = [name for name in _VARIABLES if before.get(name) != after.get(name)]
    _set(changed, after)
    return Surroundings(changed, before, after)


def _set(names: Iterable[str], values: Mapping[str, str]) -> None:
    for name in names:
        if name in values:
            os.environ[name] = values[name]
        else:
            os.environ.pop(name, None)
