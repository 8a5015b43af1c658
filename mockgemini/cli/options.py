"""
Options that several commands share.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from mockgemini.clock import Pace
from mockgemini.errors import UsageError
from mockgemini.replay.index import Repeat
from mockgemini.spaces.worlds import ON_MISS
from mockgemini.wire.register import DEFAULT, NAMES

_F = TypeVar("_F", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


class _PaceType(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    name = "instant|recorded|FACTOR"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Pace:
        if isinstance(value, Pace):
            return value
        try:
            return Pace.parse(value)
        except UsageError as error:
            self.fail(str(error), param, ctx)


def listening(default_port: int) -> Callable[[_F], _F]:
    """
    Where a server listens, and who may come in.
    """
    options = (
        click.option(
            "--allow-host",
            "allow_hosts",
            multiple=True,
            metavar="NAME",
            help="Let clients in that call this server by NAME.",
        ),
        click.option(
            "--port",
            type=click.IntRange(0, 65535),
            default=default_port,
            show_default=True,
            help="0 takes a free one.",
        ),
        click.option("--host", default="127.0.0.1", show_default=True),
    )
    return lambda command: _with(command, options)


def spending(command: _F) -> _F:
    """
    What a recording may cost.
    """
    option = click.option(
        "--budget",
        metavar="calls:N,tokens:N",
        help="Send the real API nothing more when so much is spent (500k and 2M are numbers too).",
    )
    return option(command)


def redacting(command: _F) -> _F:
    """
    What counts as a secret beside the known formats, and what does not.
    """
    options = (
        click.option(
            "--allow-secret",
            "allow_secrets",
            multiple=True,
            metavar="TEXT",
            help="Take this very text for no secret, whatever it looks like.",
        ),
        click.option(
            "--redact",
            multiple=True,
            metavar="REGEX",
            help="Take what matches for a secret: all of it, or its group 'secret'.",
        ),
    )
    return _with(command, options)


def playing(command: _F) -> _F:
    """
    How cassettes are replayed.
    """
    options = (
        click.option(
            "--translate",
            is_flag=True,
            help="Answer clients of one revision from what was recorded in another.",
        ),
        click.option(
            "--revision",
            type=click.Choice(NAMES),
            default=DEFAULT,
            show_default=True,
            help="What a request speaks that does not say.",
        ),
        click.option(
            "--repeat",
            type=click.Choice(get_args(Repeat)),
            default="cycle",
            show_default=True,
            help="What follows the last recorded answer of a request.",
        ),
        click.option("--pace", type=_PaceType(), default="instant", show_default=True),
        click.option(
            "--on-miss",
            type=click.Choice(ON_MISS),
            default=None,
            help="What answers a request that nothing was recorded for: by default an error where "
            "there are cassettes, else the synthesizer.",
        ),
    )
    return _with(command, options)


def synthesizing(command: _F) -> _F:
    """
    How answers are made up.
    """
    options = (
        click.option(
            "--faults",
            type=PATH,
            default=None,
            metavar="FILE",
            help="What goes wrong, in YAML: cuts, errors, rate limits, latency.",
        ),
        click.option(
            "--script",
            type=PATH,
            metavar="FILE",
            help="What the model is to answer first: replies and tool scripts in YAML.",
        ),
        click.option("--seed", default=0, show_default=True, help="Other seeds, other answers."),
        click.option(
            "--clock",
            type=click.Choice(["fixed", "now"]),
            default="fixed",
            show_default=True,
            help="Whether synthesized answers stand on one fixed day.",
        ),
        click.option(
            "--sunset",
            is_flag=True,
            help="Refuse the callers of the retired revision, as the real API does today.",
        ),
        click.option(
            "--any-model",
            is_flag=True,
            help="Take models and agents that are not known for ordinary ones, without a 404.",
        ),
    )
    return _with(command, options)


def _with(command: _F, options: tuple[Callable[[_F], _F], ...]) -> _F:
    for option in options:
        command = option(command)
    return command
