"""
`mockgemini run`: a server, an environment that points to it, and one command inside.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import click

from mockgemini.cli.forwarding import run_command
from mockgemini.cli.options import PATH, listening, playing, synthesizing
from mockgemini.cli.record_command import finish, tell_leftover
from mockgemini.cli.serve_command import default, worlds
from mockgemini.cli.shelves import shelf
from mockgemini.clock import Pace
from mockgemini.environment import GOOGLE, KEY_VARIABLES, environment, real_key
from mockgemini.errors import UsageError
from mockgemini.recording import Mode, Recording, Take
from mockgemini.replay.index import Repeat
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.server.visitors import Visitors
from mockgemini.spaces import OnMiss, Replaying

RecordMode = Literal["none", "once", "all", "new_episodes"]


@click.command("run", context_settings={"ignore_unknown_options": True})
@click.option("--cassette", "cassettes", type=PATH, multiple=True, metavar="PATH")
@click.option(
    "--record",
    "mode",
    type=click.Choice(["none", "once", "all", "new_episodes"]),
    default="none",
    show_default=True,
)
@click.option("--upstream", default=GOOGLE, show_default=True, metavar="URL")
@listening(0)
@playing
@synthesizing
@click.argument("arguments", nargs=-1, required=True, type=click.UNPROCESSED, metavar="COMMAND...")
def command(
    cassettes: tuple[Path, ...],
    mode: RecordMode,
    upstream: str,
    host: str,
    port: int,
    allow_hosts: tuple[str, ...],
    on_miss: OnMiss | None,
    pace: Pace,
    repeat: Repeat,
    revision: str,
    translate: bool,
    arguments: tuple[str, ...],
    **synthesis: Any,
) -> int:
    """
    Run COMMAND with an environment in which the SDKs talk to recorded answers.

    Ends with the exit code of COMMAND, and hands on the signals that it gets.
    """
    how = Replaying(
        pace=pace,
        repeat=repeat,
        revision=revision,
        on_miss=on_miss or "error",
        translates=translate,
    )
    recorded = _mode_for(mode, cassettes)
    if recorded is None:
        found = shelf(cassettes)
        how = replace(how, on_miss=on_miss or default(found))
        app = App(worlds(found, how, **synthesis), Visitors(hosts=frozenset(allow_hosts)))
        with BackgroundServer(app, host, port) as server:
            return run_command(arguments, environment(server.url, os.environ))
    take = Take(cassettes[0], upstream, recorded, _key(), replaying=how)
    visitors = Visitors(hosts=frozenset(allow_hosts), refuse_origins=True)
    with _recording(take, visitors, (host, port)) as url:
        return run_command(arguments, environment(url, os.environ, is_recording=True))


def _mode_for(mode: RecordMode, cassettes: tuple[Path, ...]) -> Mode | None:
    if mode == "none":
        return None
    if not cassettes:
        raise UsageError("run records into a cassette; name one with --cassette")
    if mode == "once" and cassettes[0].exists():
        return None
    if len(cassettes) > 1 or cassettes[0].is_dir():
        raise UsageError("a recording goes into one cassette; name one file with --cassette")
    return "new_episodes" if mode == "new_episodes" else "all"


def _key() -> str:
    if (key := real_key()) is None:
        raise UsageError(f"recording needs the real API key in {' or '.join(KEY_VARIABLES)}")
    return key


@contextmanager
def _recording(take: Take, visitors: Visitors, address: tuple[str, int]) -> Iterator[str]:
    recording = Recording(take)
    tell_leftover(recording)
    try:
        with BackgroundServer(App(recording.worlds(), visitors), *address) as server:
            yield server.url
    finally:
        finish(recording)
