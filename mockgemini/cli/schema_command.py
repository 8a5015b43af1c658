"""
`mockgemini schema`: the JSON Schema of a revision.
"""

from __future__ import annotations

import json

import click

from mockgemini.wire.exporting import json_schema
from mockgemini.wire.register import DEFAULT, NAMES


@click.command("schema")
@click.option("--revision", type=click.Choice(NAMES), default=DEFAULT, show_default=True)
def command(revision: str) -> None:
    """
    Print the JSON Schema of a revision: of requests, answers and the events of streams.
    """
    click.echo(json.dumps(json_schema(revision), indent=2, ensure_ascii=False))
