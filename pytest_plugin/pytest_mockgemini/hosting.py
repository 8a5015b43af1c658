"""
The one server of a run of pytest, started by the first test that wants one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mockgemini.hosting import Host

_HOST = pytest.StashKey["Host"]()


def host_of(config: pytest.Config) -> Host:
    """
    The server of this run, made when first asked for.
    """
    if _HOST not in config.stash:
        from mockgemini.hosting import Host  # noqa: PLC0415 - most runs of pytest need none

        config.stash[_HOST] = Host()
    return config.stash[_HOST]


def close_host(config: pytest.Config) -> None:
    """
    End the server, if there was one.
    """
    if (host := config.stash.get(_HOST, None)) is not None:
        host.stop()
