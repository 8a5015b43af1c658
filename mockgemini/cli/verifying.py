"""
`run --record verify`: what the real API answers otherwise, told when the command has ended.
"""

from __future__ import annotations

import click

from mockgemini.cassette.cassette import Cassette
from mockgemini.spaces.answering import Answering
from mockgemini.verifying.real_api import Asking
from mockgemini.verifying.verified import Drift
from mockgemini.verifying.verifier import Verifier


class Verifiers:
    """
    Makes the verifiers of all spaces of a server, and sums up what they have found.
    """

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._made: list[Verifier] = []

    def __call__(self, answering: Answering, cassettes: tuple[Cassette, ...]) -> Verifier:
        made = Verifier(answering, cassettes, self._asking)
        self._made.append(made)
        return made

    def finish(self, code: int) -> int:
        """
        Tell what has changed, on standard error; gives the exit code of a command that had `code`.

        To be called when the server has ended, as it waits for all answers.
        """
        drift = Drift()
        for each in self._made:
            drift.add(None, each.verified)
        for line in drift.block():
            click.echo(line, err=True)
        return 1 if code == 0 and drift.is_breaking else code
