"""
How files and tests are pointed at, so that what is told can be pasted where pytest was called.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from pathlib import Path

import pytest

_OURS = Path(__file__).parent
_INSTALLED = {"site-packages", "dist-packages"}


def shown(config: pytest.Config, path: Path) -> str:
    """
    A path of the project as seen from where pytest was called; others as they are.
    """
    found, here = path.resolve(), config.invocation_params.dir.resolve()
    if not found.is_relative_to(config.rootpath.resolve()) or found.anchor != here.anchor:
        return str(path)
    return os.path.relpath(found, here)


def is_of_project(config: pytest.Config, path: Path) -> bool:
    """
    Whether a source file is the user's own: below the root folder, not installed, not ours.
    """
    is_below = path.is_relative_to(config.rootpath) and not path.is_relative_to(_OURS)
    return is_below and _INSTALLED.isdisjoint(path.parts)


def command(config: pytest.Config, tests: Iterable[str], mode: str) -> str:
    """
    What runs these tests alone, told by their node ids, in a record mode.
    """
    words = " ".join(shlex.quote(_test(config, each)) for each in tests)
    return f"pytest {words} --mockgemini-record={mode}"


def _test(config: pytest.Config, nodeid: str) -> str:
    file, *names = nodeid.split("::")
    return "::".join([shown(config, config.rootpath / file), *names])
