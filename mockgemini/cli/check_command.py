"""
`mockgemini check`: cassettes against the revisions they speak, or for secrets in them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mockgemini.cassette.reading import load
from mockgemini.cli.options import PATH, redacting
from mockgemini.cli.shelves import existing
from mockgemini.errors import CassetteError, UsageError
from mockgemini.redaction import Redactor, redactor
from mockgemini.spaces.worlds import cassette_files

if TYPE_CHECKING:
    from mockgemini.leaks.report import Report as SecretReport

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
@click.option(
    "--secrets",
    "is_for_secrets",
    is_flag=True,
    help="Look for keys, tokens and passwords instead, in blobs and unfinished recordings as well.",
)
@click.option(
    "--pass-over",
    "passes_over",
    is_flag=True,
    help="With --secrets: pass over named files that are no cassettes. For hooks, which are handed "
    "every YAML file; without it, such a file is an error.",
)
@redacting
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    form: str,
    is_for_secrets: bool,
    passes_over: bool,
    redact: tuple[str, ...],
    allow_secrets: tuple[str, ...],
) -> None:
    """
    Hold cassettes (files, and folders with all below them) against the revisions they speak.

    Ends with 1 where something would break a client, or a cassette cannot be read; with --secrets,
    where there is one.
    """
    if is_for_secrets:
        clean = redactor(rules=redact, allowed=allow_secrets)
        found = _secrets(paths, clean, passes_over=passes_over)
        click.echo({"text": found.text, "json": found.json, "junit": found.junit}[form]())
        context.exit(0 if found.is_good else 1)
    if redact or allow_secrets:
        raise UsageError("--redact and --allow-secret say what a secret is; check with --secrets")
    if passes_over:
        raise UsageError("--pass-over says where no secrets are looked for; check with --secrets")
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


def _secrets(paths: tuple[Path, ...], clean: Redactor, *, passes_over: bool) -> SecretReport:
    from mockgemini.leaks.files import searched  # noqa: PLC0415 - for those who ask
    from mockgemini.leaks.leak import leaks  # noqa: PLC0415
    from mockgemini.leaks.report import Report  # noqa: PLC0415

    files, foreign = searched(map(existing, paths))
    if foreign and not passes_over:
        raise UsageError(
            f"{foreign[0]}: this file is no cassette, and was not searched; name cassettes, their "
            "blobs and folders alone, or pass over all else with --pass-over"
        )
    return Report(files, [leak for file in files for leak in leaks(file, clean)], foreign)
