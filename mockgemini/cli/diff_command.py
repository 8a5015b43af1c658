"""
`mockgemini diff`: what changed between two recordings.
"""

from __future__ import annotations

from pathlib import Path

import click

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.cli.options import PATH
from mockgemini.cli.shelves import existing
from mockgemini.spaces.worlds import cassette_files, shelf_name


@click.command("diff")
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def command(context: click.Context, old: Path, new: Path, form: str) -> None:
    """
    Tell what the answers in NEW have not in common with those in OLD: two cassettes, or two folders
    of cassettes with the same names.

    Ends with 1 where a change would break a client.
    """
    if existing(old).is_dir() != existing(new).is_dir():
        raise click.UsageError("diff takes two cassettes or two folders, not one of each")
    is_folder = old.is_dir()
    shelves = [_shelf(each) if is_folder else {"": load(each)} for each in (old, new)]
    # The schemas take a while to load, and a wrong path should not have to wait for them.
    from mockgemini.contract.change_report import (  # noqa: PLC0415
        diff_json,
        diff_text,
        is_breaking,
    )
    from mockgemini.contract.diffing import diff_shelves  # noqa: PLC0415

    compared = diff_shelves(*shelves)
    click.echo(diff_json(compared) if form == "json" else diff_text(compared))
    context.exit(1 if any(is_breaking(each.changes) for each in compared) else 0)


def _shelf(folder: Path) -> dict[str, Cassette]:
    return {shelf_name(file, folder): load(file) for file in cassette_files(folder)}
