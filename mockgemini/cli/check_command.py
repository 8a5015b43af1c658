"""
`mockgemini check`: cassettes against the revisions they speak.
"""

from __future__ import annotations

from pathlib import Path

import click

from mockgemini.cassette.reading import load
from mockgemini.cli.options import PATH
from mockgemini.cli.shelves import existing
from mockgemini.errors import CassetteError
from mockgemini.spaces import cassette_files

_FORMATS = ("text", "json", "junit")


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How to tell what was found.",
)
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], form: str) -> None:
    """
    Hold cassettes (files, and folders with all below them) against the revisions they speak.

    Ends with 1 where something would break a client, or a cassette cannot be read.
    """
    # The schemas take a while to load, and a wrong path should not have to wait for them.
    files = list(dict.fromkeys(file for path in paths for file in cassette_files(existing(path))))
    from mockgemini.contract.checking import check  # noqa: PLC0415
    from mockgemini.contract.report import Report  # noqa: PLC0415

    checked, unreadable = [], []
    for file in files:
        try:
            checked.append(check(load(file)))
        except CassetteError as error:
            unreadable.append(str(error))
    report = Report(checked, unreadable)
    tell = {"text": report.text, "json": report.json, "junit": report.junit}
    click.echo(tell[form]())
    context.exit(0 if report.is_good else 1)
