"""
All of our modules at once, where pytester would have some of them twice.

A run of pytest inside a test takes with it what it was the first to import: what we import late
would come again beside the old, and neither know the other's values.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from types import ModuleType

import pytest

_OURS = ("mockgemini", "pytest_mockgemini")
_FACES = ("mockgemini.cli", "mockgemini.__main__")
"""What no test's MockGemini comes to."""

_IS_DONE = pytest.StashKey[bool]()


def complete(config: pytest.Config) -> None:
    """
    Import all that a server of this run may come to, once, if pytester is there.
    """
    if _IS_DONE in config.stash or not config.pluginmanager.hasplugin("pytester"):
        return
    from pkgutil import walk_packages  # noqa: PLC0415 - most runs of pytest need it not

    config.stash[_IS_DONE] = True
    for package, name in list(_forgotten()):
        delattr(package, name)
    for name in _OURS:
        for found in walk_packages(import_module(name).__path__, f"{name}."):
            # What an extra brings may not be there.
            with suppress(ImportError):
                if not found.name.startswith(_FACES):
                    import_module(found.name)


def _forgotten() -> Iterator[tuple[ModuleType, str]]:
    """
    The packages, and the names in them, of modules that an earlier run inside has taken with it.
    """
    for package in list(sys.modules.values()):
        if getattr(package, "__name__", "").partition(".")[0] not in _OURS:
            continue
        for name, value in vars(package).items():
            full = f"{package.__name__}.{name}"
            is_below = isinstance(value, ModuleType) and value.__name__ == full
            if is_below and sys.modules.get(full) is not value:
                yield package, name
