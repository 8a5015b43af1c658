"""
Which event of a stream may follow which: a table, and a walk along it that goes on after a fault.

Knows an event's place in the order, its index and its item's kind; shapes are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from mockgemini.jsontext import Json
from mockgemini.wire.deviation import Deviation, deviation, event_place
from mockgemini.wire.fields import Fields, mapping, type_of


class Role(Enum):
    """
    What an event is for, whatever the revision calls it; the value is how a reader is told.
    """

    CREATED = "the interaction"
    STATUS = "a status"
    STARTED = "the start of an item"
    DELTA = "a delta"
    STOPPED = "the stop of an item"
    COMPLETED = "the completed interaction"
    ERROR = "an error"
    DONE = "the end of the stream"


class State(Enum):
    """
    Where a stream stands.
    """

    NEW = auto()
    RUNNING = auto()
    OPEN = auto()
    COMPLETED = auto()
    BROKEN = auto()
    ENDED = auto()


_NEXT: Mapping[tuple[State, Role], State] = {
    (State.NEW, Role.CREATED): State.RUNNING,
    (State.NEW, Role.ERROR): State.BROKEN,
    (State.RUNNING, Role.STATUS): State.RUNNING,
    (State.RUNNING, Role.STARTED): State.OPEN,
    (State.RUNNING, Role.COMPLETED): State.COMPLETED,
    (State.RUNNING, Role.ERROR): State.BROKEN,
    (State.OPEN, Role.STATUS): State.OPEN,
    (State.OPEN, Role.DELTA): State.OPEN,
    (State.OPEN, Role.STOPPED): State.RUNNING,
    (State.OPEN, Role.ERROR): State.BROKEN,
    (State.COMPLETED, Role.DONE): State.ENDED,
    (State.BROKEN, Role.DONE): State.ENDED,
}
"""What may follow, and where it leads."""

_ALL = frozenset(Role)
_OVER = frozenset({State.COMPLETED, State.BROKEN})
_UNDER_WAY = frozenset({State.RUNNING, State.OPEN})

_FAULTS: tuple[tuple[frozenset[State], frozenset[Role], str], ...] = (
    (frozenset({State.ENDED}), _ALL, "after_done"),
    (frozenset({State.COMPLETED}), frozenset({Role.COMPLETED}), "completed_twice"),
    (_OVER, _ALL, "after_completed"),
    (frozenset({State.NEW}), _ALL, "not_created"),
    (_UNDER_WAY, frozenset({Role.CREATED}), "created_twice"),
    (_UNDER_WAY, frozenset({Role.DONE}), "not_completed"),
    (frozenset({State.OPEN}), frozenset({Role.STARTED, Role.COMPLETED}), "not_stopped"),
    (frozenset({State.RUNNING}), frozenset({Role.DELTA, Role.STOPPED}), "not_started"),
)
"""What may not, and its code; the first line that fits."""

_BEHIND: Mapping[Role, State] = {
    Role.CREATED: State.RUNNING,
    Role.STATUS: State.RUNNING,
    Role.STARTED: State.OPEN,
    # One lost start is one fault, not one for every delta behind it.
    Role.DELTA: State.OPEN,
    Role.STOPPED: State.RUNNING,
    Role.COMPLETED: State.COMPLETED,
    Role.ERROR: State.BROKEN,
    Role.DONE: State.ENDED,
}
"""Where a stream goes on after a fault."""

FINISHED = frozenset({"completed", "requires_action", "incomplete"})
"""What an interaction is when its model has answered and its tokens are counted."""

UNFINISHED = frozenset({"in_progress", "queued"})
"""What an interaction is while it runs."""


@dataclass(frozen=True, slots=True)
class Said:
    """
    An event of a stream, counted from 1: its role, None for one of unknown type, and its data.
    """

    number: int
    role: Role | None
    data: Json = None

    @property
    def index(self) -> int | None:
        """
        The index of the item that it is about.
        """
        found = mapping(self.data).get("index")
        return found if isinstance(found, int) and not isinstance(found, bool) else None


@dataclass(frozen=True, slots=True)
class Grammar:
    """
    What a revision has of its own: its names for the roles, the field that opens an item.

    `deltas`: the kinds of deltas that go into an item of each kind. Into all other kinds of items
    go those of the item's own kind. Kinds that we do not know are let pass.
    """

    roles: Mapping[str, Role]
    item: str
    deltas: Mapping[str, frozenset[str]]

    def faults(
        self, events: list[Said], *, is_cut: bool = False, is_resumed: bool = False
    ) -> list[Deviation]:
        """
        Where the events depart from the order.

        `is_cut`: what is still to come is not missed. `is_resumed`: the stream takes up another in
        its midst.
        """
        walk = _Walk(self)
        if is_resumed and events:
            walk.resume(events[0])
        found = [fault for event in events for fault in walk.step(event)]
        return found if is_cut else [*found, *walk.end(len(events))]

    def goes_into(self, delta: str, item: str) -> bool:
        """
        Does such a delta belong into such an item, as far as we know them?
        """
        if not delta or not item or delta == item:
            return True
        return delta in self.deltas.get(item, ()) or delta not in self._known

    @property
    def _known(self) -> frozenset[str]:
        return frozenset().union(*self.deltas.values())


@dataclass
class _Walk:
    """
    One stream on its way; `was_open` tells of the moment before the event at hand.
    """

    grammar: Grammar
    state: State = State.NEW
    next_index: int = 0
    open_index: int | None = None
    open_kind: str = ""
    deltas: int = 0
    identity: str | None = None
    agent: Json = None
    was_open: bool = False

    def resume(self, first: Said) -> None:
        """
        Stand where a stream stood before this event.
        """
        if first.role in {Role.DELTA, Role.STOPPED}:
            # Whether it had deltas before is not known.
            self.state, self.open_index, self.deltas = State.OPEN, first.index, 1
            self.next_index = (first.index or 0) + 1
        elif first.role is not Role.CREATED:
            self.state, self.next_index = State.RUNNING, first.index or 0

    def step(self, said: Said) -> Iterator[Deviation]:
        role = said.role
        if role is None:
            return
        if role is Role.ERROR and not _error(said.data):
            yield _at(said, "empty_error", "an error with a message", "an empty one")
            return
        self.was_open = self.state is State.OPEN
        yield from self._move(said, role)
        yield from self._same_interaction(said)
        if role in _ROLES:
            yield from _ROLES[role](self, said)

    def _move(self, said: Said, role: Role) -> Iterator[Deviation]:
        after = _NEXT.get((self.state, role))
        if after is not None:
            self.state = after
            return
        code = next(
            code for states, roles, code in _FAULTS if self.state in states and role in roles
        )
        allowed = [each.value for state, each in _NEXT if state is self.state]
        yield _at(said, code, " or ".join(allowed) or "nothing more", role.value)
        if self.state not in {*_OVER, State.ENDED}:
            self.state = _BEHIND[role]

    def _same_interaction(self, said: Said) -> Iterator[Deviation]:
        data = mapping(said.data)
        interaction = mapping(data.get("interaction"))
        self.agent = interaction.get("agent") or self.agent
        found = interaction.get("id", data.get("interaction_id"))
        if not isinstance(found, str):
            return
        if self.identity is None:
            self.identity = found
        elif found != self.identity:
            yield _at(said, "other_id", f'"{self.identity}"', f'"{found}"')

    def end(self, count: int) -> Iterator[Deviation]:
        where = event_place(count) if count else ""
        if self.state in {State.NEW, *_UNDER_WAY}:
            yield deviation("not_completed", where, Role.COMPLETED.value, "no event behind it")
        elif self.state is State.COMPLETED:
            yield deviation("no_done", where, Role.DONE.value, "no event behind it")

    # --- what an event of each role brings with it --------------------------------------------

    def start(self, said: Said) -> Iterator[Deviation]:
        index = said.index
        if index is not None and index != self.next_index:
            code = "index_reused" if index < self.next_index else "index_skipped"
            yield _at(said, code, f"index {self.next_index}", f"index {index}", "index")
        self._open(index, type_of(mapping(said.data).get(self.grammar.item)))

    def delta(self, said: Said) -> Iterator[Deviation]:
        yield from self._same_item(said)
        self.deltas += 1
        kind = type_of(mapping(said.data).get("delta"))
        if not self.grammar.goes_into(kind, self.open_kind):
            yield _at(
                said, "wrong_delta", f"a delta of {self.open_kind}", f'"{kind}"', "delta.type"
            )

    def stop(self, said: Said) -> Iterator[Deviation]:
        yield from self._same_item(said)
        if self.was_open and not self.deltas:
            yield _at(said, "no_delta", "a delta before it", "none")

    def _same_item(self, said: Said) -> Iterator[Deviation]:
        index = said.index
        if not self.was_open:
            self._open(index, "")
        elif index is not None and index != self.open_index:
            yield _at(said, "wrong_index", f"index {self.open_index}", f"index {index}", "index")

    def _open(self, index: int | None, kind: str) -> None:
        self.open_index, self.open_kind, self.deltas = index, kind, 0
        self.next_index = max(self.next_index, (index or 0) + 1)

    def complete(self, said: Said) -> Iterator[Deviation]:
        interaction = mapping(mapping(said.data).get("interaction"))
        status = Fields(interaction).text("status")
        if status in UNFINISHED:
            yield _at(said, "unfinished", "a final status", f'"{status}"', "interaction.status")
        if status in FINISHED and "usage" not in interaction:
            code = "no_agent_usage" if self.agent else "no_usage"
            yield _at(said, code, "the usage", "nothing", "interaction.usage")

    def fail(self, said: Said) -> Iterator[Deviation]:
        yield _at(said, "broken_off", Role.COMPLETED.value, "an error")


_ROLES: Mapping[Role, Callable[[_Walk, Said], Iterator[Deviation]]] = {
    Role.STARTED: _Walk.start,
    Role.DELTA: _Walk.delta,
    Role.STOPPED: _Walk.stop,
    Role.COMPLETED: _Walk.complete,
    Role.ERROR: _Walk.fail,
}


def _error(data: Json) -> Json:
    told = data[0] if isinstance(data, list) and data else data
    return mapping(told).get("error")


def _at(said: Said, code: str, expected: str, found: str, where: str = "") -> Deviation:
    return deviation(code, event_place(said.number, where), expected, found)
