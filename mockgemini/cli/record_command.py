"""
`mockgemini record`: a proxy before the real API that keeps what passes.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import get_args

import click

from mockgemini.cli.options import PATH, listening, redacting, spending
from mockgemini.cli.serve_command import tell_ready
from mockgemini.environment import GOOGLE, real_key
from mockgemini.errors import UsageError
from mockgemini.record.budget import Budget, Limits
from mockgemini.server.app import App
from mockgemini.server.running import serve
from mockgemini.server.visitors import Visitors
from mockgemini.spaces.recording import MediaMode, Mode, Recording, Take


@click.command("record")
@click.argument("cassette", type=PATH)
@click.option("--upstream", default=GOOGLE, show_default=True, metavar="URL")
@click.option(
    "--mode",
    type=click.Choice(get_args(Mode)),
    default="all",
    show_default=True,
    help="Record all anew, or only what the cassette does not hold.",
)
@click.option("--record-errors", is_flag=True, help="Keep answers of status 400 and above too.")
@click.option(
    "--media",
    type=click.Choice(get_args(MediaMode)),
    default="keep",
    show_default=True,
    help="Put tiny pictures and sounds in place of large ones.",
)
@spending
@redacting
@click.option("--note", metavar="TEXT", help="What a reader of the cassette should know.")
@listening(8765)
def command(
    cassette: Path,
    upstream: str,
    mode: Mode,
    record_errors: bool,
    media: MediaMode,
    budget: str | None,
    redact: tuple[str, ...],
    allow_secrets: tuple[str, ...],
    note: str | None,
    host: str,
    port: int,
    allow_hosts: tuple[str, ...],
) -> None:
    """
    Record all that passes into CASSETTE, until interrupted.

    A client's own key is passed on; where it sends none but the dummy, GEMINI_API_KEY is used.
    """
    take = Take(
        cassette,
        upstream=upstream,
        mode=mode,
        key=real_key(),
        record_errors=record_errors,
        media=media,
        redact=redact,
        allow_secrets=allow_secrets,
        note=note,
        budget=allowance(budget),
    )
    recording = Recording(take)
    tell_leftover(recording)
    app = App(recording.worlds(), Visitors(hosts=frozenset(allow_hosts), refuse_origins=True))
    try:
        serve(
            app,
            host,
            port,
            lambda url: tell_ready(url, f"recording {upstream} into {cassette}"),
        )
    except UsageError:
        # It never began, so there is nothing to tell but why.
        recording.finish()
        raise
    except BaseException:
        finish(recording)
        raise
    finish(recording)


def allowance(words: str | None) -> Budget | None:
    """
    The budget of these words, until the command has ended; None where there are none.
    """
    if words is None:
        return None
    budget = Budget(Limits.parse(words))
    return click.get_current_context().with_resource(closing(budget))


def tell_leftover(recording: Recording) -> None:
    """
    Name the recording that was never finished and had to make room.
    """
    if recording.tape.leftover is not None:
        click.echo(
            f"mockgemini: an unfinished recording was there; it is now {recording.tape.leftover}",
            err=True,
        )


def finish(recording: Recording) -> None:
    """
    Write the cassette and say what became of it.
    """
    path = recording.finish()
    for report in [*recording.reports, *recording.warnings]:
        click.echo(f"mockgemini: {report}", err=True)
    if path is None:
        click.echo("mockgemini: nothing was recorded, so no cassette was written", err=True)
    else:
        click.echo(f"mockgemini: wrote {path}", err=True)
