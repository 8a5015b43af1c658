"""
`mockgemini import`: other tools' recordings into cassettes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import is_cassette
from mockgemini.cassette.saving import save
from mockgemini.cli.options import PATH, redacting
from mockgemini.cli.shelves import existing
from mockgemini.convert.gathering import read_all
from mockgemini.convert.source import Gathered, Imported
from mockgemini.errors import UsageError
from mockgemini.redaction import redactor
from mockgemini.wire.summary import summary

_NOTE = "Imported from {kind} ({name})."


@click.command("import")
@click.argument("sources", nargs=-1, required=True, type=PATH)
@click.option(
    "-o",
    "--output",
    required=True,
    type=PATH,
    metavar="CASSETTE|DIR",
    help="One cassette (a name ending in .yaml) or a folder with one for each file.",
)
@redacting
def command(
    sources: tuple[Path, ...],
    output: Path,
    redact: tuple[str, ...],
    allow_secrets: tuple[str, ...],
) -> None:
    """
    Turn SOURCES into cassettes: vcrpy and pytest-recording, Ruby VCR, HAR, httpmock, google
    test-server and google-genai replays, raw server-sent events; files or folders.
    """
    clean = redactor(rules=redact, allowed=allow_secrets)
    for source in sources:
        existing(source)
    with _progress() as progress:
        gathered = read_all(sources, progress)
    if not gathered.files:
        raise UsageError("nothing was imported: " + _reasons(gathered))
    for path, cassette in _targets(gathered, sources, output):
        if path.exists() and not is_cassette(path):
            raise UsageError(f"{path}: this file is no cassette, and is not overwritten")
        save(cassette, path, clean, describe=summary)
    for warning in gathered.warnings:
        click.echo(f"mockgemini: {warning}", err=True)
    for path, reason in gathered.skipped:
        click.echo(f"mockgemini: {path}: skipped: {reason}", err=True)
    click.echo(f"{gathered} into {output}")


def _targets(
    gathered: Gathered, sources: tuple[Path, ...], output: Path
) -> Iterator[tuple[Path, Cassette]]:
    if output.suffix == ".yaml":
        yield output, _cassette(gathered.files)
        return
    root = Path(
        os.path.commonpath([source.parent if source.is_file() else source for source in sources])
    )
    taken: set[Path] = set()
    for path, imported in gathered.files:
        target = (output / path.relative_to(root)).with_suffix(".yaml")
        if target in taken:
            target = target.with_name(f"{path.name}.yaml")
        taken.add(target)
        yield target, _cassette([(path, imported)])


def _cassette(files: list[tuple[Path, Imported]]) -> Cassette:
    kinds = ", ".join(dict.fromkeys(imported.kind for _, imported in files))
    name = files[0][0].name if len(files) == 1 else f"{len(files)} files"
    header = Header(
        recorded=next((imported.recorded for _, imported in files if imported.recorded), None),
        client=next((imported.client for _, imported in files if imported.client), None),
        note=_NOTE.format(kind=kinds, name=name),
    )
    return Cassette(
        header, tuple(exchange for _, imported in files for exchange in imported.exchanges)
    )


@contextmanager
def _progress() -> Iterator[Callable[[int, int, Path], None]]:
    """
    A line that counts, on a terminal only.
    """
    is_terminal = sys.stderr.isatty()

    def show(number: int, count: int, path: Path) -> None:
        if is_terminal:
            click.echo(f"\r\033[K{number}/{count} {path.name}", err=True, nl=False)

    yield show
    if is_terminal:
        click.echo("\r\033[K", err=True, nl=False)


def _reasons(gathered: Gathered) -> str:
    reasons = [f"{path}: {reason}" for path, reason in gathered.skipped]
    return "; ".join(reasons[:3]) or "there is no file of a known kind"
