"""
`mockgemini compat`: cassettes in the hands of the real SDKs.
"""

from __future__ import annotations

from pathlib import Path

import click

from mockgemini.cassette.reading import load
from mockgemini.cli.options import PATH
from mockgemini.cli.shelves import existing
from mockgemini.clock import RealClock
from mockgemini.contract.compat import Playing, tried
from mockgemini.contract.compat_environment import sdk, versions
from mockgemini.contract.compat_report import CompatReport, Played
from mockgemini.errors import CassetteError
from mockgemini.spaces.hosting import Host
from mockgemini.spaces.worlds import World, cassette_files


@click.command("compat")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option(
    "--sdk",
    "listed",
    required=True,
    metavar="VERSION,...",
    help="Releases of google-genai; installed where they are not at hand.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to tell what was found.",
)
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], listed: str, form: str) -> None:
    """
    Have real SDKs ask for what cassettes hold (files, and folders with all below them), and tell
    what each could not read, or took for something else.

    Ends with 1 where there is such a thing, or a cassette cannot be read.
    """
    named = versions(listed)
    files = list(dict.fromkeys(file for path in paths for file in cassette_files(existing(path))))
    sdks = [sdk(version) for version in named]
    cassettes, unreadable = {}, []
    for file in files:
        try:
            cassettes[file] = load(file)
        except CassetteError as error:
            unreadable.append(str(error))
    host = Host()
    try:
        played = [
            Played(file, each.version, exchanges)
            for each in sdks
            for file, exchanges in zip(
                cassettes,
                tried(cassettes.values(), each, lambda play: _serve(host, play)),
                strict=True,
            )
        ]
    finally:
        host.stop()
    report = CompatReport(played, unreadable)
    click.echo(report.json() if form == "json" else report.text())
    context.exit(0 if report.is_good else 1)


def _serve(host: Host, play: Playing) -> str:
    return host.open(World(host.name(), play, clock=RealClock()))
