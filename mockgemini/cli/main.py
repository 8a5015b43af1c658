"""
The command `mockgemini` and how it ends: 0, 1 for a failure, 2 for misuse, never with a traceback.
"""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Sequence

import click

from mockgemini.errors import MockGeminiError, UsageError
from mockgemini.version import VERSION

_COMMANDS = {
    "serve": "replay cassettes",
    "record": "record the real API through a proxy",
    "run": "run a command against a server of its own",
    "show": "read a cassette as a conversation",
    "import": "turn other tools' recordings into cassettes",
    "check": "hold cassettes against the API's schema",
    "diff": "tell what changed between two recordings",
    "redact": "take secrets out of cassettes",
    "drift": "tell what changed between two schemas",
    "translate": "tell cassettes of one revision in another",
    "compat": "have the real SDKs read cassettes",
    "schema": "print the JSON Schema of a revision",
}


class _Commands(click.Group):
    """
    Imports a command's module only when that command is asked for: `serve` starts faster.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in _COMMANDS:
            return None
        name = f"mockgemini.cli.{cmd_name}_command"
        command = importlib.import_module(name).command
        assert isinstance(command, click.Command)  # noqa: S101 - a slip of ours
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="mockgemini %(version)s")
def mockgemini() -> None:
    """
    The test double for Google's Gemini Interactions API.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run a command line; gives the exit code, and one sentence on standard error where it is not 0.
    """
    try:
        code = mockgemini.main(arguments, prog_name="mockgemini", standalone_mode=False)
    except BrokenPipeError:
        return _hang_up()
    except (click.Abort, KeyboardInterrupt):
        return 130
    except _EXPECTED as error:
        return _end(error)
    return code if isinstance(code, int) else 0


def run() -> None:
    """
    The entry point of the installed command.
    """
    sys.exit(main())


_EXPECTED = (click.ClickException, MockGeminiError, OSError)


def _end(error: Exception) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message())
        return 2
    sentence = error.format_message() if isinstance(error, click.ClickException) else str(error)
    if isinstance(error, OSError):
        sentence = f"{error.filename or 'the system'}: {error.strerror}"
    click.echo(f"mockgemini: {' '.join(sentence.split())}", err=True)
    return 2 if isinstance(error, (click.ClickException, UsageError)) else 1


def _hang_up() -> int:
    """
    Whoever read our output has enough of it, as `head` has.
    """
    # Python flushes at its end, and would complain of the same pipe again.
    sys.stdout = io.StringIO()
    return 1
