"""
`mockgemini serve`: replay cassettes to any program.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from mockgemini.cassette.cassette import Cassette
from mockgemini.cli.options import PATH, counted, listening, playing
from mockgemini.cli.shelves import shelf
from mockgemini.clock import Pace
from mockgemini.errors import UsageError
from mockgemini.server.app import App
from mockgemini.server.running import serve
from mockgemini.server.visitors import Visitors
from mockgemini.spaces import Replaying, replaying


@click.command("serve")
@click.argument("cassettes", nargs=-1, type=PATH)
@listening
@playing
def command(
    cassettes: tuple[Path, ...],
    host: str,
    port: int,
    allow_hosts: tuple[str, ...],
    pace: Pace,
    repeat: Literal["never", "last", "cycle"],
    revision: str,
) -> None:
    """
    Replay CASSETTES (files or folders) until interrupted.

    Each cassette of a folder can also be asked alone, below /s/<its path without .yaml>.
    """
    if not cassettes:
        raise UsageError("serve takes at least one cassette or a folder of them")
    found = shelf(cassettes)
    how = Replaying(pace=pace, repeat=repeat, revision=revision)
    app = App(replaying(found, how), Visitors(hosts=frozenset(allow_hosts)))
    serve(app, host, port, lambda url: tell_ready(url, contents(found)))


def tell_ready(url: str, what: str) -> None:
    """
    The one line that says where the server is; programs wait for it.
    """
    click.echo(f"mockgemini: serving {url} ({what})")


def contents(found: dict[str, Cassette]) -> str:
    """
    How much there is to play.
    """
    exchanges = sum(len(cassette.exchanges) for cassette in found.values())
    return f"{counted(len(found), 'cassette')}, {counted(exchanges, 'exchange')}"
