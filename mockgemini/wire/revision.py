"""
What every revision can do; the folders beside this file are its implementations.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from mockgemini.exchange import Event
from mockgemini.jsontext import Json
from mockgemini.wire.outcome import Outcome, Turn


class Reader(Protocol):
    """
    Reads what was said in one revision; never raises, whatever was said.
    """

    @property
    def FIELD(self) -> str:  # noqa: N802 - a constant of the module that implements it
        """
        The resource's list of what the model did, which the revision is named after.
        """

    @property
    def EVENTS(self) -> frozenset[str]:  # noqa: N802 - as above
        """
        The names of the events that only this revision has.
        """

    def read(self, body: Json) -> Outcome:
        """
        A whole answer: a resource, or an error body.
        """

    def read_stream(self, events: Iterable[Event]) -> Outcome:
        """
        A stream, its deltas folded; one that broke off gives what was there, and the last status.
        """

    def read_input(self, body: Json) -> tuple[Turn, ...]:
        """
        What the body of a request says to the model.
        """
