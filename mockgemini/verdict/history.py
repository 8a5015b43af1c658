"""
What a client did, request by request, with all that the rules ask of it more than once.

Tells facts; what is wrong with them is for the rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from urllib.parse import parse_qs

from mockgemini import sse
from mockgemini.asked import Asked
from mockgemini.errors import UsageError
from mockgemini.exchange import Event, Exchange, Faulty, Reply, Stream, first
from mockgemini.handle.waits import Wait
from mockgemini.server.journal import Entry
from mockgemini.wire.canonical import canonical
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Outcome, Turn
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.register import DEFAULT

IN_PROGRESS, INCOMPLETE, REQUIRES_ACTION = "in_progress", "incomplete", "requires_action"
_ERRORS = 400
_TELLING = frozenset({Kind.CREATE, Kind.GET, Kind.CANCEL})


class Noted:
    """
    One request and what became of it. `number` counts from 1; `when` is the moment it came, as if
    no wait had been skipped.
    """

    def __init__(self, number: int, entry: Entry, when: float, default_revision: str) -> None:
        self.number = number
        self.when = when
        self.asked = Asked(entry.request, entry, default_revision=default_revision)
        self.answer = entry.answer
        self.peer = entry.peer
        self.client_left = entry.client_left
        self._request = entry.request
        self._sent = entry.bytes_sent
        call = operation(entry.request.method, entry.request.path)
        self.kind = call.kind
        self._id = call.id

    @property
    def status(self) -> int:
        return self.answer.status

    @property
    def is_refused(self) -> bool:
        return self.status >= _ERRORS

    @cached_property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(self._request.query)

    @property
    def asks_for_stream(self) -> bool:
        return self.asked.stream or self.query.get("stream") == ["true"]

    @property
    def is_resumption(self) -> bool:
        """
        Whether only the rest of a stream was asked for.
        """
        return "last_event_id" in self.query

    @property
    def is_poll(self) -> bool:
        return self.kind is Kind.GET and not self.asks_for_stream

    @cached_property
    def is_known(self) -> bool:
        """
        Whether what it said can be read: it is JSON, and was not too large to be kept.
        """
        if self.kind is not Kind.CREATE:
            return True
        try:
            return self.asked.body is not None
        except UsageError:
            return False

    @cached_property
    def key(self) -> bytes | None:
        """
        Equal for requests of interactions that ask for the same; None for others.
        """
        if self.asked.revision is None or not self.is_known:
            return None
        return canonical(self._request, self.asked.revision).key()

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """
        What it said to the model; nothing where that is not known.
        """
        return self.asked.turns if self.is_known and self.kind is Kind.CREATE else ()

    @property
    def calls(self) -> list[FunctionCall]:
        """
        The calls in the history that it sent.
        """
        return [part for part in self._parts if isinstance(part, FunctionCall)]

    @property
    def results(self) -> list[FunctionResult]:
        """
        All results of functions in it, those of its history included.
        """
        return [part for part in self._parts if isinstance(part, FunctionResult)]

    @property
    def _parts(self) -> Iterator[object]:
        return (part for turn in self.turns for part in turn.parts)

    @property
    def previous(self) -> str | None:
        """
        The interaction that it continues.
        """
        return self.asked.previous_interaction_id if self.is_known else None

    @property
    def tells(self) -> bool:
        """
        Whether its answer, once read, says what an interaction is.
        """
        return self.kind in _TELLING and not self.is_refused

    @cached_property
    def outcome(self) -> Outcome | None:
        """
        What the client was told of the interaction; None where that is nothing, or not known.
        """
        if not self.tells:
            return None
        answer = self.answer
        if self.events:
            answer = Stream(answer.status, answer.headers, self.events)
        if not isinstance(answer, Reply | Stream):
            return None
        return outcome_of(Exchange(self._request, answer, revision=self.asked.revision))

    @property
    def id(self) -> str | None:
        """
        The interaction that it is about.
        """
        return self._id or (self.outcome.id if self.outcome is not None else None)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """
        The events that went out to the client, whole ones only.
        """
        answer = self.answer
        if isinstance(answer, Stream):
            return answer.events[: self.asked.events_sent]
        kind = first(answer.headers, "content-type") or ""
        if not isinstance(answer, Faulty) or not kind.startswith("text/event-stream"):
            return ()
        sent = b"".join(piece.data for piece in answer.pieces)[: max(self._sent, 0)]
        frames = sse.Decoder().feed(sent)
        return tuple(Event(0.0, frame.raw, frame.name, frame.data) for frame in frames)

    def __str__(self) -> str:
        return f"{self.asked.method} {self.asked.path}"


@dataclass(frozen=True)
class Told:
    """
    One interaction, and the requests whose answers told of it.
    """

    tellings: tuple[Noted, ...]

    @property
    def number(self) -> int:
        """
        Of the request whose answer told of it first.
        """
        return self.tellings[0].number

    @property
    def id(self) -> str | None:
        return self.tellings[0].id

    @property
    def status(self) -> str | None:
        """
        The last that was told.
        """
        return self.outcomes[-1].status

    @property
    def outcome(self) -> Outcome:
        """
        The last whole telling.
        """
        whole = [each.outcome for each in self.tellings if not each.is_resumption and each.outcome]
        return whole[-1] if whole else self.outcomes[-1]

    @property
    def outcomes(self) -> list[Outcome]:
        return [each.outcome for each in self.tellings if each.outcome is not None]

    @property
    def calls(self) -> tuple[FunctionCall, ...]:
        """
        The functions that the model called, of which the client was told the ids.
        """
        parts = self.outcome.parts
        return tuple(part for part in parts if isinstance(part, FunctionCall) and part.id)


class History:
    """
    All requests of a journal. `waits`: those that were skipped; the times between requests are as
    if they had not been. `polls_per_second`: how often a client may ask for a job's state.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        waits: Iterable[Wait] = (),
        polls_per_second: float = 1.0,
        *,
        default_revision: str = DEFAULT,
    ) -> None:
        if not polls_per_second > 0:
            raise UsageError(f"polls_per_second takes a rate above 0, not {polls_per_second!r}")
        waited = sorted(waits, key=lambda wait: wait.moment)
        self._moments = [wait.moment for wait in waited]
        self._totals = list(accumulate((wait.seconds for wait in waited), initial=0.0))
        self.polls_per_second = polls_per_second
        self.requests = tuple(
            Noted(number, entry, self._unskipped(entry.moment), default_revision)
            for number, entry in enumerate(entries, 1)
        )

    def _unskipped(self, moment: float) -> float:
        return moment + self._totals[bisect_right(self._moments, moment)]

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """
        The interactions, in the order in which they were first told of.
        """
        found: dict[object, list[Noted]] = {}
        for noted in self.requests:
            if noted.outcome is not None and noted.outcome.status is not None:
                found.setdefault(noted.id or noted.number, []).append(noted)
        return tuple(Told(tuple(tellings)) for tellings in found.values())

    @cached_property
    def series(self) -> tuple[tuple[Noted, ...], ...]:
        """
        The same request again and again, by one client.

        Where several clients ask for the same, nobody can tell whose second try is whose; these
        are left out.
        """
        found: dict[bytes, list[Noted]] = {}
        for noted in self.requests:
            if noted.key is not None:
                found.setdefault(noted.key, []).append(noted)
        return tuple(tuple(each) for each in found.values() if len(each) > 1 and _is_of_one(each))

    def about(self, interaction_id: str | None) -> list[Noted]:
        """
        The requests that name this interaction in their path.
        """
        below = (Kind.GET, Kind.CANCEL, Kind.DELETE)
        return [each for each in self.requests if each.kind in below and each.id == interaction_id]

    def after(self, number: int) -> Sequence[Noted]:
        """
        The requests after that one.
        """
        return self.requests[number:]


def pause(one: Noted, other: Noted) -> float:
    """
    Seconds from one request to another.
    """
    return other.when - one.when


def _is_of_one(series: list[Noted]) -> bool:
    return all(_may_be_one(one, other) for one, other in pairwise(series))


def _may_be_one(one: Noted, other: Noted) -> bool:
    """
    Whether the same client may have sent both: on one connection, or the first one's was broken.
    """
    if one.peer is None or other.peer is None or one.peer == other.peer:
        return True
    return isinstance(one.answer, Faulty) and one.answer.ending != "whole"
