"""
Command line, marker and ini into one Settings for a test, or a UsageError about a wrong word.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import pytest

from mockgemini.errors import UsageError
from mockgemini.recording import GOOGLE
from mockgemini.replay.index import Repeat
from pytest_mockgemini.naming import default_name

RecordMode = Literal["none", "once", "all"]
MODES: tuple[RecordMode, ...] = ("none", "once", "all")


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What one test wants. `cassette` is None for a test without the marker, which never records.
    """

    cassette: Path | None
    mode: RecordMode
    upstream: str
    pace: str | float = "instant"
    repeat: Repeat = "never"
    ignore: tuple[str, ...] = ()
    normalize: tuple[str, ...] = ()


def settings(request: pytest.FixtureRequest) -> Settings:
    """
    The settings of the test that asks for the fixture.
    """
    node, config = request.node, request.config
    upstream = config.getoption("--mockgemini-upstream") or GOOGLE
    marker = node.get_closest_marker("mockgemini")
    if marker is None:
        return Settings(None, "none", upstream)
    wanted = _arguments(marker)
    name = wanted.pop("name") or default_name(node)
    return Settings(_folder(node) / f"{name}.yaml", mode(config), upstream, **wanted)


def mode(config: pytest.Config) -> RecordMode:
    """
    The record mode: of the command line, else `none` in CI, else of the ini file.
    """
    chosen = config.getoption("--mockgemini-record")
    if chosen is None:
        chosen = "none" if os.environ.get("CI") else config.getini("mockgemini_record")
    if chosen not in MODES:
        raise UsageError(f"mockgemini_record takes {', '.join(MODES)}, not {chosen!r}")
    return cast("RecordMode", chosen)


def _arguments(marker: pytest.Mark) -> dict[str, Any]:
    try:
        bound = _SIGNATURE.bind(*marker.args, **marker.kwargs)
    except TypeError as error:
        raise UsageError(f"@pytest.mark.mockgemini{_SIGNATURE}: {error}") from None
    bound.apply_defaults()
    arguments = dict(bound.arguments)
    for key in ("ignore", "normalize"):
        arguments[key] = _texts(key, arguments[key])
    name = arguments["name"]
    if name is not None and not isinstance(name, str):
        raise UsageError(f"@pytest.mark.mockgemini takes a cassette's name, not {name!r}")
    if name is not None and (Path(name).is_absolute() or ".." in Path(name).parts):
        raise UsageError(f"a cassette's name stays inside the cassette folder, unlike {name!r}")
    return arguments


def _texts(key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise UsageError(f"@pytest.mark.mockgemini: {key} takes a list of texts, not {value!r}")
    return tuple(str(item) for item in value)


def _marker(
    name: str | None = None,
    *,
    pace: str | float = "instant",
    repeat: str = "never",
    ignore: Sequence[str] = (),
    normalize: Sequence[str] = (),
) -> None:
    """
    What the marker takes.
    """


_SIGNATURE = inspect.signature(_marker)


def _folder(node: pytest.Item) -> Path:
    configured = node.config.getini("mockgemini_cassette_dir")
    return node.config.rootpath / configured if configured else node.path.parent / "cassettes"
