"""
`mockgemini translate`: cassettes of one revision told in another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import is_cassette, load
from mockgemini.cassette.saving import save
from mockgemini.cli.options import PATH
from mockgemini.cli.shelves import existing, tell_leftovers
from mockgemini.errors import UsageError
from mockgemini.spaces.worlds import cassette_files
from mockgemini.wire.register import NAMES
from mockgemini.wire.summary import summary
from mockgemini.wire.translate import Translated, revision_of, translate
from mockgemini.wire.wording import counted


@click.command("translate")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option("--to", required=True, type=click.Choice(NAMES), help="The revision to tell them in.")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write the one cassette here.")
@click.option("--in-place", is_flag=True, help="Replace the cassettes that change.")
@click.option("--dry-run", is_flag=True, help="Tell what would be lost, and write nothing.")
def command(
    paths: tuple[Path, ...], to: str, output: Path | None, in_place: bool, dry_run: bool
) -> None:
    """
    Tell cassettes (files, and folders with all below them) in another revision of the API.

    What cannot be carried over is listed by its place. Nothing is written unless every cassette
    can be read.
    """
    files = list(dict.fromkeys(file for path in paths for file in cassette_files(existing(path))))
    _check(files, output, in_place=in_place, dry_run=dry_run)
    for file in files:
        tell_leftovers(file)
    told = [_Told.of(load(file), file, to) for file in files]
    for each in told:
        click.echo("\n".join(each.lines(to)))
        if not dry_run and (output is not None or each.translated):
            save(each.cassette, output or each.path, describe=summary)
    click.echo(_sum(told, to))
    if not dry_run:
        click.echo(_written(told, output))


def _check(files: list[Path], output: Path | None, *, in_place: bool, dry_run: bool) -> None:
    if output is not None and in_place:
        raise UsageError("translate writes to one place: give -o or --in-place, not both")
    if output is None and not in_place and not dry_run:
        raise UsageError(
            "translate needs a place to write to: -o FILE or --in-place; "
            "--dry-run only tells what would be lost"
        )
    if output is None:
        return
    if len(files) > 1:
        raise UsageError(f"-o takes one cassette, not {len(files)}; to translate more: --in-place")
    if output.is_dir():
        raise UsageError(f"{output} is a folder; -o takes a file")
    if output.exists() and not is_cassette(output):
        raise UsageError(f"{output}: this file is no cassette, and is not overwritten")


@dataclass(frozen=True, slots=True)
class _Told:
    """
    A cassette in the other revision: `translated` are the exchanges that changed, by their numbers.
    """

    path: Path
    cassette: Cassette
    translated: dict[int, Translated]
    without_revision: int

    @classmethod
    def of(cls, cassette: Cassette, path: Path, to: str) -> _Told:
        exchanges = []
        translated = {}
        for number, exchange in enumerate(cassette.exchanges, 1):
            told = translate(exchange, to)
            if told.exchange is not exchange:
                translated[number] = told
            exchanges.append(told.exchange)
        alone = sum(revision_of(each) is None for each in cassette.exchanges)
        return cls(path, replace(cassette, exchanges=tuple(exchanges)), translated, alone)

    @property
    def already(self) -> int:
        """
        How many spoke the revision before.
        """
        return len(self.cassette.exchanges) - len(self.translated) - self.without_revision

    @property
    def lossy(self) -> int:
        """
        How many lost something.
        """
        losses = (told.losses for told in self.translated.values())
        return sum(any(not loss.is_carried for loss in each) for each in losses)

    @property
    def strange(self) -> int:
        """
        How many hold what clients of the revision do not know.
        """
        losses = (told.losses for told in self.translated.values())
        return sum(any(loss.is_carried for loss in each) for each in losses)

    def lines(self, to: str) -> Iterator[str]:
        """
        What became of it, and what was lost, for a reader.
        """
        yield f"{self.path}: {_counts([self], to)}"
        for number, told in self.translated.items():
            yield from (f"  #{number} {loss}" for loss in told.losses)


def _counts(told: list[_Told], to: str) -> str:
    strange = sum(each.strange for each in told)
    already = sum(each.already for each in told)
    alone = sum(each.without_revision for each in told)
    words = [
        f"{counted(sum(len(each.translated) for each in told), 'exchange')} translated",
        f"{sum(each.lossy for each in told)} with losses",
        f"{strange} with what {to} does not know" if strange else "",
        f"{already} in {to} already" if already else "",
        f"{alone} without a revision" if alone else "",
    ]
    return ", ".join(word for word in words if word)


def _sum(told: list[_Told], to: str) -> str:
    return f"{counted(len(told), 'cassette')}: {_counts(told, to)}"


def _written(told: list[_Told], output: Path | None) -> str:
    if output is not None:
        return f"written to {output}"
    return f"{counted(sum(bool(each.translated) for each in told), 'cassette')} written"
