"""
`mockgemini run`: a server, an environment that points to it, and one command inside.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import click

from mockgemini.cli.options import PATH, playing
from mockgemini.cli.record_command import finish, tell_leftover
from mockgemini.cli.shelves import shelf
from mockgemini.clock import Pace
from mockgemini.environment import environment
from mockgemini.errors import UsageError
from mockgemini.recording import GOOGLE, KEY_VARIABLES, Mode, Recording, Take, real_key
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.spaces import Replaying, replaying

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
@playing
@click.argument("arguments", nargs=-1, required=True, type=click.UNPROCESSED, metavar="COMMAND...")
def command(
    cassettes: tuple[Path, ...],
    mode: RecordMode,
    upstream: str,
    pace: Pace,
    repeat: Literal["never", "last", "cycle"],
    revision: str,
    arguments: tuple[str, ...],
) -> int:
    """
    Run COMMAND with an environment in which the SDKs talk to recorded answers.

    Ends with the exit code of COMMAND.
    """
    how = Replaying(pace=pace, repeat=repeat, revision=revision)
    if not cassettes:
        raise UsageError("run takes at least one --cassette")
    recorded = _mode_for(mode, cassettes)
    if recorded is None:
        app = App(replaying(shelf(cassettes), how))
        with BackgroundServer(app) as server:
            return _run(arguments, environment(server.url, os.environ))
    take = Take(cassettes[0], upstream, recorded, _key(), replaying=how)
    with _recording(take) as url:
        return _run(arguments, environment(url, os.environ, is_recording=True))


def _mode_for(mode: RecordMode, cassettes: tuple[Path, ...]) -> Mode | None:
    if mode == "none" or (mode == "once" and cassettes[0].exists()):
        return None
    if len(cassettes) > 1 or cassettes[0].is_dir():
        raise UsageError("a recording goes into one cassette; name one file with --cassette")
    return "new_episodes" if mode == "new_episodes" else "all"


def _key() -> str:
    if (key := real_key()) is None:
        raise UsageError(f"recording needs the real API key in {' or '.join(KEY_VARIABLES)}")
    return key


@contextmanager
def _recording(take: Take) -> Iterator[str]:
    recording = Recording(take)
    tell_leftover(recording)
    try:
        with BackgroundServer(App(recording.worlds())) as server:
            yield server.url
    finally:
        finish(recording)


def _run(arguments: tuple[str, ...], variables: Mapping[str, str]) -> int:
    sys.stdout.flush()
    try:
        code = subprocess.run(arguments, env=dict(variables), check=False).returncode  # noqa: S603
    except FileNotFoundError:
        raise UsageError(f"{arguments[0]}: there is no such command") from None
    except OSError as error:
        raise UsageError(f"{arguments[0]}: cannot be run: {error.strerror}") from None
    # A command that a signal ended has a negative code here, and 128 more than it in a shell.
    return code if code >= 0 else 128 - code
