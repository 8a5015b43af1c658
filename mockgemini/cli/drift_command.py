"""
`mockgemini drift`: what changed between two schemas.
"""

from __future__ import annotations

import click

# The schemas of the revisions take a while to load, but here nothing can be told without them.
from mockgemini.contract.change_report import drift_json, drift_text, is_breaking
from mockgemini.contract.description import describe
from mockgemini.contract.drifting import drift


@click.command("drift")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def command(context: click.Context, old: str, new: str, form: str) -> None:
    """
    Tell what breaks a client that was written for A, once the API is B: names of revisions, files
    that 'mockgemini schema' has printed, or OpenAPI documents.

    Ends with 1 where a change would break a client.
    """
    found = drift(describe(old), describe(new))
    click.echo(drift_json(found) if form == "json" else drift_text(found))
    context.exit(1 if any(map(is_breaking, found.values())) else 0)
