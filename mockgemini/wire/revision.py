"""
What every revision can do; the folders beside this file are its implementations.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from mockgemini.exchange import Event
from mockgemini.jsontext import Json
from mockgemini.wire.brief import Brief
from mockgemini.wire.flavour import NEWEST, Flavour
from mockgemini.wire.outcome import Outcome, Turn
from mockgemini.wire.pieces import Pieces, as_recorded
from mockgemini.wire.stream_rendering import Events, Names
from mockgemini.wire.translating.loss import Loss


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

    def folded(self, events: Iterable[Event]) -> dict[str, Json]:
        """
        The resource that a stream tells, in one piece.
        """

    def read_input(self, body: Json) -> tuple[Turn, ...]:
        """
        What the body of a request says to the model.
        """


class Asker(Protocol):
    """
    Reads what clients want.
    """

    def read_brief(self, body: Json) -> Brief:
        """
        The body of a request to create an interaction; raises Refused where the API answers 400.
        """


class Renderer(Protocol):
    """
    Writes answers, keys in the order in which the API writes them.
    """

    @property
    def NAMES(self) -> Names:  # noqa: N802 - as above
        """
        What the events of its streams are called.
        """

    def resource(self, outcome: Outcome, flavour: Flavour = NEWEST) -> dict[str, Json]:
        """
        A whole answer: a resource, or an error body where the outcome is only that.
        """

    def events(
        self,
        outcome: Outcome,
        pieces: Pieces = as_recorded,
        flavour: Flavour = NEWEST,
        *,
        is_resumable: bool = False,
    ) -> Events:
        """
        The names and data of a stream's events, all but the last, `done`, which `streaming` adds.

        `is_resumable`: deltas have an `event_id`, as the streams of background interactions do.
        """


class Respeller(Protocol):
    """
    Writes settings of requests as clients of this revision do.
    """

    def respelled(self, settings: dict[str, Json]) -> tuple[dict[str, Json], tuple[Loss, ...]]:
        """
        The fields of a request, or of a resource that repeats them, in this revision's spelling;
        and what of them it has no words for.
        """


@dataclass(frozen=True, slots=True)
class Revision:
    """
    All that one revision can do.
    """

    name: str
    reader: Reader
    asker: Asker
    renderer: Renderer
    respeller: Respeller
