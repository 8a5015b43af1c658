"""
A cassette: an ordered list of exchanges with a header, as a value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from mockgemini.exchange import Exchange
from mockgemini.jsontext import Json

FORMAT = 1
"""The version of the file format; readers refuse any other."""

Describe: TypeAlias = Callable[[Exchange], str | None]
"""Gives the derived comment that stands above an exchange, None for no comment."""


@dataclass(frozen=True, slots=True)
class Header:
    """
    What is said once for a whole cassette.

    `recorded`: ISO 8601, UTC. `upstream`: the address that was recorded. `client`: who asked.
    `ignore` and `normalize`: the matching rules it was recorded with. `variables`: what differed
    from run to run, and was this in the recorded one. `redacted`: the places where a secret was
    replaced, such as `request POST /v1/interactions`.
    """

    recorded: str | None = None
    upstream: str | None = None
    client: str | None = None
    ignore: tuple[str, ...] = ()
    normalize: tuple[str, ...] = ()
    variables: Mapping[str, Json] = field(default_factory=dict)
    redacted: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Cassette:
    """
    Exchanges in the order they were recorded. `path` is the file it was read from, if any.

    `is_torn`: read from an unfinished recording whose last exchange was cut off, and dropped.
    """

    header: Header = field(default_factory=Header)
    exchanges: tuple[Exchange, ...] = ()
    path: Path | None = None
    is_torn: bool = False
