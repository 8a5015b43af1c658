"""
The interactions of a space, as a test looks at them: put together from what was answered, whoever
answered it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from mockgemini.asked import Asked, Entry
from mockgemini.exchange import Exchange, Reply, Request, Stream
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.outcome import FunctionCall, Outcome, Part, UserInput
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.register import DEFAULT, revision_of
from mockgemini.wire.usage import Usage


@dataclass(frozen=True, slots=True)
class Interaction:
    """
    One interaction, as far as the client was told of it; None is what it was not told.
    """

    outcome: Outcome
    previous_interaction_id: str | None = None
    """The one that it continues."""

    @property
    def id(self) -> str | None:
        return self.outcome.id or None

    @property
    def status(self) -> str | None:
        return self.outcome.status

    @property
    def text(self) -> str:
        """
        All the model's text, joined.
        """
        return self.outcome.text

    @property
    def parts(self) -> tuple[Part, ...]:
        """
        What the model did, in order.
        """
        return tuple(part for part in self.outcome.parts if not isinstance(part, UserInput))

    @property
    def calls(self) -> tuple[FunctionCall, ...]:
        """
        The functions that the model has called.
        """
        return tuple(part for part in self.outcome.parts if isinstance(part, FunctionCall))

    @property
    def usage(self) -> Usage | None:
        return self.outcome.usage

    @property
    def model(self) -> str | None:
        return self.outcome.model

    @property
    def agent(self) -> str | None:
        return self.outcome.agent


def interactions(
    entries: Iterable[Entry], default_revision: str = DEFAULT
) -> tuple[Interaction, ...]:
    """
    The interactions of a journal in the order in which they were first told of.

    Of one that was told of several times the last word counts; those that are not stored have no
    id, and are one for each answer.
    """
    found: dict[object, Interaction] = {}
    for number, entry in enumerate(entries):
        outcome = _outcome(entry, default_revision)
        if outcome is None or outcome.status is None:
            continue
        key: object = outcome.id or number
        if key not in found:
            # The answer does not repeat it.
            previous = Asked(entry.request, default_revision=default_revision)
            found[key] = Interaction(outcome, previous.previous_interaction_id)
        elif not _is_rest(entry.request):
            found[key] = replace(found[key], outcome=outcome)
    return tuple(found.values())


def _outcome(entry: Entry, default_revision: str) -> Outcome | None:
    request, answer = entry.request, entry.answer
    if operation(request.method, request.path).kind not in _TELLING:
        return None
    if not isinstance(answer, Reply | Stream) or answer.status >= _ERRORS:
        return None
    revision = revision_of(request, default_revision)
    return outcome_of(Exchange(request, answer, revision=revision))


def _is_rest(request: Request) -> bool:
    """
    Whether only the end of a stream was asked for.
    """
    return "last_event_id" in parse_qs(request.query)


_TELLING = frozenset({Kind.CREATE, Kind.GET, Kind.CANCEL})
_ERRORS = 400
