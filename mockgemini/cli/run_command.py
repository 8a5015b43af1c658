"""
`mockgemini run`: a server, an environment that points to it, and one command inside.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from mockgemini.cli.forwarding import run_command
from mockgemini.cli.options import PATH, listening, playing, redacting, spending, synthesizing
from mockgemini.cli.record_command import allowance, finish, tell_leftover
from mockgemini.cli.serve_command import default, read_faults, worlds
from mockgemini.cli.shelves import shelf
from mockgemini.clock import Pace
from mockgemini.environment import GOOGLE, KEY_VARIABLES, environment, real_key
from mockgemini.errors import UsageError
from mockgemini.faults.fault import After, Fault
from mockgemini.redaction import redactor
from mockgemini.replay.index import Repeat
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.server.visitors import Visitors
from mockgemini.spaces.recording import Mode, Recording, Take
from mockgemini.spaces.worlds import OnMiss, Replaying

if TYPE_CHECKING:
    from mockgemini.cli.verifying import Verifiers

RecordMode = Literal["none", "once", "all", "new_episodes", "verify"]


@click.command("run", context_settings={"ignore_unknown_options": True})
@click.option("--cassette", "cassettes", type=PATH, multiple=True, metavar="PATH")
@click.option(
    "--record",
    "mode",
    type=click.Choice(get_args(RecordMode)),
    default="none",
    show_default=True,
    help="verify: replay, and compare with what the real API answers today.",
)
@click.option("--upstream", default=GOOGLE, show_default=True, metavar="URL")
@spending
@listening(0)
@playing
@synthesizing
@redacting
@click.argument("arguments", nargs=-1, required=True, type=click.UNPROCESSED, metavar="COMMAND...")
def command(
    cassettes: tuple[Path, ...],
    mode: RecordMode,
    upstream: str,
    budget: str | None,
    host: str,
    port: int,
    allow_hosts: tuple[str, ...],
    on_miss: OnMiss | None,
    pace: Pace,
    repeat: Repeat,
    revision: str,
    translate: bool,
    redact: tuple[str, ...],
    allow_secrets: tuple[str, ...],
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
        redactor=redactor(rules=redact, allowed=allow_secrets),
    )
    recorded = _mode_for(mode, cassettes)
    verifiers = _verifiers(upstream, budget, revision) if mode == "verify" else None
    if recorded is None:
        found = shelf(cassettes)
        how = replace(how, on_miss=on_miss or default(found))
        spaces = worlds(found, how, **synthesis, verify=verifiers)
        app = App(spaces, Visitors(hosts=frozenset(allow_hosts)))
        with BackgroundServer(app, host, port) as server:
            code = run_command(arguments, environment(server.url, os.environ))
        return code if verifiers is None else verifiers.finish(code)
    take = Take(cassettes[0], upstream, recorded, _key(), replaying=how, budget=allowance(budget))
    take = replace(take, redact=redact, allow_secrets=allow_secrets)
    visitors = Visitors(hosts=frozenset(allow_hosts), refuse_origins=True)
    with _recording(take, _upsetting(**synthesis), visitors, (host, port)) as url:
        return run_command(arguments, environment(url, os.environ, is_recording=True))


def _mode_for(mode: RecordMode, cassettes: tuple[Path, ...]) -> Mode | None:
    if mode == "none" or (mode == "verify" and cassettes):
        return None
    if not cassettes and mode == "verify":
        raise UsageError("there is nothing to verify; name a cassette with --cassette")
    if not cassettes:
        raise UsageError("run records into a cassette; name one with --cassette")
    if mode == "once" and cassettes[0].exists():
        return None
    if len(cassettes) > 1 or cassettes[0].is_dir():
        raise UsageError("a recording goes into one cassette; name one file with --cassette")
    return "new_episodes" if mode == "new_episodes" else "all"


def _key() -> str:
    if (key := real_key()) is None:
        raise UsageError(f"--record needs the real API key in {' or '.join(KEY_VARIABLES)}")
    return key


def _verifiers(upstream: str, budget: str | None, revision: str) -> Verifiers:
    # The schemas take longer to import than all the rest.
    from mockgemini.cli.verifying import Verifiers  # noqa: PLC0415
    from mockgemini.verifying.real_api import Asking  # noqa: PLC0415

    return Verifiers(Asking(_key(), upstream, allowance(budget), revision=revision))


def _upsetting(*, script: Path | None, faults: Path | None, **_: Any) -> tuple[Fault, ...]:
    """
    The faults that can happen while the real API answers; a UsageError where others are asked for.
    """
    if script is not None:
        raise UsageError("--script says what the model answers, and with --record the model does")
    found = read_faults(faults)
    late = next((each.NAME for each in found if isinstance(each, After)), None)
    if late is not None:
        raise UsageError(
            f"{faults}: {late} changes an answer, and what the real API answers goes on as it is; "
            "with --record only faults that come before an answer can happen"
        )
    return found


@contextmanager
def _recording(
    take: Take, faults: tuple[Fault, ...], visitors: Visitors, address: tuple[str, int]
) -> Iterator[str]:
    recording = Recording(take)
    tell_leftover(recording)
    spaces = recording.worlds()
    spaces.faults = faults
    try:
        with BackgroundServer(App(spaces, visitors), *address) as server:
            yield server.url
    finally:
        finish(recording)
