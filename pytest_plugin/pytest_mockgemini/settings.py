"""
Command line, marker and ini into one Settings for a test, or a UsageError about a wrong word.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import pytest

from mockgemini.environment import GOOGLE
from mockgemini.errors import UsageError
from pytest_mockgemini.naming import default_name

RecordMode = Literal["none", "once", "new_episodes", "all"]
MODES: tuple[RecordMode, ...] = get_args(RecordMode)
Unused = Literal["error", "ignore"]


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What one test wants. `cassette` is None for a test without the marker, which never records.
    """

    cassette: Path | None
    mode: RecordMode
    upstream: str
    pace: str | float = "instant"
    repeat: str = "never"
    ignore: tuple[str, ...] = ()
    normalize: tuple[str, ...] = ()
    on_miss: str = "error"
    translate: bool = False
    unused: Unused = "error"

    @property
    def is_recording(self) -> bool:
        """
        Whether the mode and what is on the disk ask for a recording.
        """
        if self.cassette is None:
            return False
        if self.mode == "once":
            return not self.cassette.exists()
        return self.mode in ("all", "new_episodes")

    @property
    def path(self) -> Path:
        """
        Where a recording goes.
        """
        if self.cassette is None:
            raise AssertionError("unreachable: only tests with a cassette record")
        return self.cassette


def settings(item: pytest.Item) -> Settings:
    """
    The settings of a test.
    """
    config = item.config
    upstream = config.getoption("--mockgemini-upstream") or GOOGLE
    marker = item.get_closest_marker("mockgemini")
    if marker is None:
        return Settings(None, "none", upstream)
    wanted = _arguments(marker)
    name = wanted.pop("name")
    if wanted["translate"] is None:
        wanted["translate"] = config.getini("mockgemini_translate")
    path = default_name(item) if name is None else name.removesuffix(".yaml")
    return Settings(_folder(item) / f"{path}.yaml", mode(config), upstream, **wanted)


def mode(config: pytest.Config) -> RecordMode:
    """
    The record mode: of the command line, else `none` in CI, else of the ini file.
    """
    chosen = config.getoption("--mockgemini-record")
    if chosen is None:
        chosen = "none" if _is_ci() else config.getini("mockgemini_record")
    for known in MODES:
        if chosen == known:
            return known
    raise UsageError(f"mockgemini_record takes {', '.join(MODES)}, not {chosen!r}")


def _is_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


def _arguments(marker: pytest.Mark) -> dict[str, Any]:
    try:
        bound = _SIGNATURE.bind(*marker.args, **marker.kwargs)
    except TypeError as error:
        raise UsageError(f"@pytest.mark.mockgemini{_SIGNATURE}: {error}") from None
    bound.apply_defaults()
    arguments = dict(bound.arguments)
    for key in ("ignore", "normalize"):
        arguments[key] = _texts(key, arguments[key])
    if arguments["unused"] not in get_args(Unused):
        raise UsageError(f"unused takes error, ignore, not {arguments['unused']!r}")
    if arguments["translate"] not in (None, True, False):
        raise UsageError(f"translate takes True or False, not {arguments['translate']!r}")
    _check_name(arguments["name"])
    return arguments


def _check_name(name: object) -> None:
    if name is None:
        return
    if not isinstance(name, str) or not name.removesuffix(".yaml").strip("/"):
        raise UsageError(f"@pytest.mark.mockgemini takes a cassette's name, not {name!r}")
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise UsageError(f"a cassette's name stays inside the cassette folder, unlike {name!r}")


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
    on_miss: str = "error",
    translate: bool | None = None,
    unused: str = "error",
) -> None:
    """
    What the marker takes.
    """


_SIGNATURE = inspect.signature(_marker)


def _folder(item: pytest.Item) -> Path:
    configured = item.config.getini("mockgemini_cassette_dir")
    return item.config.rootpath / configured if configured else item.path.parent / "cassettes"
