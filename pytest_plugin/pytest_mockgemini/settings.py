"""
Command line, marker, fixture and ini into one Settings for a test, in this order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Literal, TypeAlias

import pytest

from mockgemini.errors import UsageError
from pytest_mockgemini.marker import markers, name_in, wanted
from pytest_mockgemini.naming import default_name
from pytest_mockgemini.options import RecordMode, cassette_dir, of
from pytest_mockgemini.sharing import begun

Severity: TypeAlias = Literal["error", "warn", "ignore"]


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What one test wants. `cassette` and the `folder` that the names of cassettes begin in are None
    for a test without the marker, which never records.

    `misses`, `unused`, `unasked` and `unread` say what becomes of a request that nothing answered,
    of an exchange or reply that nobody asked for, of a cassette that was not asked at all, and of
    a stream that the client left. `is_named`: other tests may have named the same cassette,
    and `is_begun`: one of them has recorded it in this run.
    """

    cassette: Path | None
    folder: Path | None
    mode: RecordMode
    upstream: str
    is_named: bool = False
    is_begun: bool = False
    pace: str | float = "instant"
    repeat: str = "never"
    ignore: tuple[str, ...] = ()
    normalize: tuple[str, ...] = ()
    on_miss: str = "error"
    translate: bool = False
    redact: tuple[str, ...] = ()
    allow_secrets: tuple[str, ...] = ()
    misses: Severity = "error"
    unused: Severity = "error"
    unasked: Severity = "error"
    unread: Severity = "warn"

    @property
    def is_recording(self) -> bool:
        """
        Whether the mode and what is on the disk ask for a recording.
        """
        if self.cassette is None:
            return False
        if self.mode == "once":
            return self.is_begun or not self.cassette.exists()
        return self.mode in ("all", "new_episodes", "rewrite")

    @property
    def continues(self) -> bool:
        """
        Whether it adds to what another test has begun.
        """
        return self.is_begun and self.mode in ("once", "rewrite")

    @property
    def asks_upstream(self) -> bool:
        """
        Whether the real API is to be asked, by us and not by the code under test.
        """
        return self.is_recording or (self.cassette is not None and self.mode == "verify")

    @property
    def path(self) -> Path:
        """
        Where a recording goes.
        """
        if self.cassette is None:
            raise AssertionError("unreachable: only tests with a cassette record")
        return self.cassette


def settings(item: pytest.Item, folder: Path | None, given: Mapping[str, object]) -> Settings:
    """
    The settings of a test. `folder`: where its fixture says that its cassettes lie, if it does, and
    `given`: what the other one says.

    A UsageError where a word is wrong.
    """
    config, marks = item.config, markers(item)
    options = of(config)
    more = wanted(marks, given)
    more.setdefault("translate", options.translate)
    # Where one rule says what must not be kept, another cannot take that back.
    more["redact"] = (*options.redact, *more.get("redact", ()))
    more["allow_secrets"] = (*options.allow_secrets, *more.get("allow_secrets", ()))
    if not marks:
        return Settings(None, None, "none", options.upstream, **more)
    name = name_in(marks)
    folder = cassette_dir(config, item.path) if folder is None else _folder(config, folder)
    path = folder / f"{default_name(item) if name is None else name}.yaml"
    is_begun = path in begun(config)
    is_named = name is not None
    return Settings(path, folder, options.mode, options.upstream, is_named, is_begun, **more)


def _folder(config: pytest.Config, given: object) -> Path:
    if not isinstance(given, str | PathLike):
        raise UsageError(f"the fixture mockgemini_cassette_dir gives a folder, not {given!r}")
    return config.rootpath / given
