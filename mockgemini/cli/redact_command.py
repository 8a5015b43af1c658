"""
`mockgemini redact`: secrets out of cassettes that hold them already.
"""

from __future__ import annotations

from pathlib import Path

import click

from mockgemini.cassette.blobs import FOLDER
from mockgemini.cassette.reading import is_cassette, load
from mockgemini.cassette.saving import save, save_unfinished
from mockgemini.cassette.tape import leftovers
from mockgemini.cassette.writing import dump
from mockgemini.cli.options import PATH, redacting
from mockgemini.cli.shelves import existing
from mockgemini.errors import SecretError, UsageError
from mockgemini.leaks.files import is_blob, names, searched
from mockgemini.leaks.leak import Leak, leaks
from mockgemini.leaks.report import Report
from mockgemini.redaction import Redactor, redactor
from mockgemini.wire.summary import summary
from mockgemini.wire.wording import counted


@click.command("redact")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write the one cassette here.")
@click.option("--in-place", is_flag=True, help="Replace the cassettes that hold secrets.")
@redacting
def command(
    paths: tuple[Path, ...],
    output: Path | None,
    in_place: bool,
    redact: tuple[str, ...],
    allow_secrets: tuple[str, ...],
) -> None:
    """
    Put placeholders for the secrets in cassettes (files, and folders with all below them).

    Without -o and --in-place the one cassette goes to standard output. What resembles a secret is
    replaced, too. A file without secrets is not touched.
    """
    clean = redactor(rules=redact, allowed=allow_secrets)
    files, foreign = searched(map(existing, paths))
    cassettes = [file for file in files if not is_blob(file)]
    _check(cassettes, foreign, output, in_place=in_place)
    if not in_place:
        _copy(cassettes[0], output, clean)
        return
    found = {file: _leaks(file, clean) for file in cassettes}
    for file, told in found.items():
        if told:
            _rewrite(file, clean)
    for folder in {file.parent / FOLDER for file in cassettes}:
        _sweep(folder, clean)
    _tell(found, clean)


def _check(
    cassettes: list[Path], foreign: list[Path], output: Path | None, *, in_place: bool
) -> None:
    if foreign:
        raise UsageError(f"{foreign[0]}: this file is no cassette, and is not changed")
    if not cassettes:
        raise UsageError("redact takes cassettes, and there is none")
    if output is not None and in_place:
        raise UsageError("redact writes to one place: give -o or --in-place, not both")
    if not in_place and len(cassettes) > 1:
        raise UsageError(
            f"standard output and -o take one cassette, not {len(cassettes)}; "
            "to redact more: --in-place"
        )
    if output is not None and output.exists() and not is_cassette(output):
        raise UsageError(f"{output}: this file is no cassette, and is not overwritten")


def _leaks(file: Path, clean: Redactor) -> list[Leak]:
    """
    The secrets of a cassette and of the blobs that it refers to.
    """
    return [leak for each in searched([file])[0] for leak in leaks(each, clean)]


def _copy(cassette: Path, output: Path | None, clean: Redactor) -> None:
    loaded = load(cassette)
    if output is None:
        # Large blobs would have nowhere to go, and stand in the text.
        click.echo(dump(loaded, clean, describe=summary, refuses=False), nl=False)
        return
    save(loaded, output, clean, describe=summary, refuses=False)
    click.echo(Report([cassette], _leaks(cassette, clean)).text().partition(";")[0], err=True)


def _rewrite(cassette: Path, clean: Redactor) -> None:
    if cassette.suffix != ".part":
        save(load(cassette), cassette, clean, describe=summary, refuses=False)
        return
    if cassette not in leftovers(cassette.with_name(cassette.name.partition(".part")[0])):
        raise UsageError(f"{cassette}: a recorder is writing this; redact it when it has ended")
    save_unfinished(load(cassette), cassette, clean)


def _sweep(folder: Path, clean: Redactor) -> None:
    """
    Delete the blobs that hold secrets and that no cassette beside the folder refers to any more.
    """
    if not folder.is_dir():
        return
    beside = [file for file in folder.parent.iterdir() if file.is_file() and is_cassette(file)]
    used = {name for file in beside for name in names(file)}
    for blob in sorted(folder.iterdir()):
        if is_blob(blob) and blob.name[:16] not in used and leaks(blob, clean):
            blob.unlink()


def _tell(found: dict[Path, list[Leak]], clean: Redactor) -> None:
    replaced = [leak for told in found.values() for leak in told]
    lines = Report(list(found), replaced).text().splitlines()
    click.echo("\n".join(lines[:-1]).rstrip() or "no secrets were found")
    if replaced:
        changed = counted(sum(bool(told) for told in found.values()), "cassette")
        click.echo(f"{counted(len(replaced), 'secret')} replaced in {changed}")
    left = [leak for file in found for leak in _leaks(file, clean)]
    if left:
        raise SecretError(f"{left[0].where}: {left[0].kind} stands where only you can remove it")
