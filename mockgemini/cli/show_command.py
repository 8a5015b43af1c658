"""
`mockgemini show`: a cassette as a conversation to read, or as the keys it is matched by.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.cli.options import PATH
from mockgemini.cli.shelves import existing, tell_leftovers
from mockgemini.exchange import Exchange
from mockgemini.wire.canonical import Rules, canonical
from mockgemini.wire.register import revision_of
from mockgemini.wire.summary import conversation, summary
from mockgemini.wire.wording import counted

_WIDTH = 100
_MARGIN = "   "


@click.command("show")
@click.argument("cassette", type=PATH)
@click.option("--keys", is_flag=True, help="Show what each request is matched by.")
def command(cassette: Path, keys: bool) -> None:
    """
    Read CASSETTE, or an unfinished recording (.part), as a conversation.
    """
    if existing(cassette).is_dir():
        raise click.UsageError(f"{cassette} is a folder; show takes one cassette")
    found = load(cassette)
    if cassette.suffix != ".part":
        tell_leftovers(cassette)
    rules = Rules.parse(found.header.ignore, found.header.normalize)
    click.echo("\n".join(_head(found)))
    for number, exchange in enumerate(found.exchanges, start=1):
        click.echo(f"\n{number}. {exchange.request.method} {_where(exchange)}")
        click.echo(f"{_MARGIN}{summary(exchange)}")
        lines = _key(exchange, rules) if keys else _told(exchange)
        click.echo("\n".join(lines))


def _head(cassette: Cassette) -> Iterator[str]:
    header = cassette.header
    yield f"{cassette.path}: {counted(len(cassette.exchanges), 'exchange')}"
    if cassette.is_torn:
        yield "the last exchange was cut off when the recording ended, and is left out"
    for word, value in (
        ("recorded", header.recorded),
        ("upstream", header.upstream),
        ("client", header.client),
        ("ignore", ", ".join(header.ignore)),
        ("normalize", ", ".join(header.normalize)),
        ("redacted", "; ".join(header.redacted)),
        ("note", header.note),
    ):
        if value:
            yield f"{word}: {value}"


def _where(exchange: Exchange) -> str:
    query = f"?{exchange.request.query}" if exchange.request.query else ""
    revision = f" ({exchange.revision})" if exchange.revision else ""
    return f"{exchange.request.path}{query}{revision}"


def _told(exchange: Exchange) -> Iterator[str]:
    if exchange.note:
        yield f"{_MARGIN}note: {exchange.note}"
    for said in conversation(exchange):
        for line in said.split("\n"):
            yield from textwrap.wrap(
                line, _WIDTH, initial_indent=_MARGIN, subsequent_indent=_MARGIN + "  "
            ) or [""]


def _key(exchange: Exchange, rules: Rules) -> Iterator[str]:
    revision = exchange.revision or revision_of(exchange.request)
    yield textwrap.indent(str(canonical(exchange.request, revision, rules)), _MARGIN)
