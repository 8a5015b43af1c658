"""
`mockgemini serve`: replay cassettes to any program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from mockgemini.cassette.cassette import Cassette
from mockgemini.cli.options import PATH, listening, playing, redacting, synthesizing
from mockgemini.cli.shelves import shelf
from mockgemini.clock import Pace
from mockgemini.redaction import redactor
from mockgemini.replay.index import Repeat
from mockgemini.server.app import App
from mockgemini.server.running import serve
from mockgemini.server.visitors import Visitors
from mockgemini.spaces.checked import CHECKS, Check, departures
from mockgemini.spaces.worlds import OnMiss, Replaying, Verify, Worlds, replaying
from mockgemini.wire.wording import counted

if TYPE_CHECKING:
    from mockgemini.faults.fault import Fault
    from mockgemini.synthesize.scripting.script import Cue
    from mockgemini.synthesize.synthesizer import Synthesizer


@click.command("serve")
@click.argument("cassettes", nargs=-1, type=PATH)
@click.option(
    "--check",
    type=click.Choice(CHECKS),
    default="off",
    show_default=True,
    help="Whether CASSETTES that break the schema they speak are served.",
)
@listening(8765)
@playing
@synthesizing
@redacting
def command(
    cassettes: tuple[Path, ...],
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
    check: Check,
    **synthesis: Any,
) -> None:
    """
    Replay CASSETTES (files or folders) until interrupted; without any, synthesize all answers.

    Each cassette of a folder can also be asked alone, below /s/<its path without .yaml>.
    """
    found = shelf(cassettes)
    for sentence in departures(found.values(), check):
        click.echo(f"mockgemini: {sentence}", err=True)
    how = Replaying(
        pace=pace,
        repeat=repeat,
        revision=revision,
        on_miss=on_miss or default(found),
        translates=translate,
        redactor=redactor(rules=redact, allowed=allow_secrets),
    )
    app = App(worlds(found, how, **synthesis), Visitors(hosts=frozenset(allow_hosts)))
    serve(app, host, port, lambda url: tell_ready(url, contents(found)))


def default(found: dict[str, Cassette]) -> OnMiss:
    """
    With cassettes a miss is an error, for it may be a mistake; without any, all is synthesized.
    """
    return "error" if found else "synthesize"


def worlds(
    found: dict[str, Cassette],
    how: Replaying,
    *,
    seed: int,
    clock: Literal["fixed", "now"],
    sunset: bool,
    any_model: bool,
    script: Path | None,
    faults: Path | None,
    verify: Verify | None = None,
) -> Worlds:
    """
    The spaces that answer as the options say. A UsageError where script or faults cannot be read.
    """
    cues = _cues(script)

    def begin(cassettes: tuple[Cassette, ...]) -> Synthesizer:
        # The emulator takes longer to import than replay needs to answer.
        from mockgemini.spaces.emulation import Emulating, synthesizer  # noqa: PLC0415

        return synthesizer(cassettes, how, Emulating(seed, clock, sunset, any_model), cues)

    spaces = replaying(found, how, begin, is_scripted=bool(cues), verify=verify)
    spaces.faults = read_faults(faults)
    return spaces


def _cues(script: Path | None) -> tuple[Cue, ...]:
    if script is None:
        return ()
    from mockgemini.synthesize.scripting.reading import load  # noqa: PLC0415 - as the emulator

    return load(script)


def read_faults(path: Path | None) -> tuple[Fault, ...]:
    """
    The faults of a file, none where there is no file; a UsageError where it cannot be read.
    """
    if path is None:
        return ()
    from mockgemini.faults.reading import load  # noqa: PLC0415 - most servers have none

    return load(path)


def tell_ready(url: str, what: str) -> None:
    """
    The one line that says where the server is; programs wait for it.
    """
    click.echo(f"mockgemini: serving {url} ({what})")


def contents(found: dict[str, Cassette]) -> str:
    """
    How much there is to play.
    """
    if not found:
        return "synthesizing"
    exchanges = sum(len(cassette.exchanges) for cassette in found.values())
    return f"{counted(len(found), 'cassette')}, {counted(exchanges, 'exchange')}"
