"""
Streams with one fault in them, and what is wrong: for readers that should notice, or survive it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from mockgemini import sse
from mockgemini.contract.strategies.stream import event_streams
from mockgemini.exchange import Event
from mockgemini.jsontext import Json, parse
from mockgemini.wire.checker import Checker, checker_of
from mockgemini.wire.encoding import spell
from mockgemini.wire.fields import mapping, type_of
from mockgemini.wire.grammar import FINISHED, Role
from mockgemini.wire.register import DEFAULT


@dataclass(frozen=True, slots=True)
class Wrong:
    """
    What is wrong with a stream: a code of `wire.deviation.CODES`, at the event that shows it.

    Events are counted from 1; the end of a stream that lacks something is its last event.
    """

    code: str
    event: int


Broken = tuple[tuple[Event, ...], Wrong]


@st.composite
def broken_event_streams(draw: DrawFn, revision: str = DEFAULT) -> Broken:
    """
    Streams that were sound but for one change, and what is wrong with them now.
    """
    stream = _Sound(draw(event_streams(revision)), checker_of(revision))
    ways = {code: list(way(stream)) for code, way in _WAYS.items()}
    code = draw(st.sampled_from([code for code, found in ways.items() if found]))
    events, number = draw(st.sampled_from(ways[code]))
    return tuple(events), Wrong(code, number)


_Way = Iterator[tuple[list[Event], int]]
"""The events after a change, and the number of the one that shows it."""


class _Sound:
    """
    A stream as it was before, and changes to it; `at` counts events from 0.
    """

    def __init__(self, events: tuple[Event, ...], checker: Checker) -> None:
        self.events = list(events)
        self.grammar = checker.grammar
        self.data = [{} if each.data == "[DONE]" else _parsed(each) for each in events]
        roles = checker.grammar.roles
        self.roles = [roles.get(str(data.get("event_type")), Role.DONE) for data in self.data]

    def of(self, *roles: Role) -> list[int]:
        """
        Where events of these roles stand.
        """
        return [at for at, role in enumerate(self.roles) if role in roles]

    def without(self, at: int) -> list[Event]:
        return self.events[:at] + self.events[at + 1 :]

    def with_again(self, at: int, behind: int) -> list[Event]:
        """
        With one event a second time, behind another.
        """
        return [*self.events[: behind + 1], self.events[at], *self.events[behind + 1 :]]

    def changed(self, *places: int, **fields: Json) -> list[Event]:
        """
        With other fields in the events at these places.
        """
        return [
            _said(event, {**self.data[at], **fields}) if at in places else event
            for at, event in enumerate(self.events)
        ]

    def lacking(self, at: int, field: str) -> list[Event]:
        rest = {key: value for key, value in self.data[at].items() if key != field}
        return [*self.events[:at], _said(self.events[at], rest), *self.events[at + 1 :]]

    def index(self, at: int) -> int:
        found = self.data[at].get("index")
        return found if isinstance(found, int) else 0

    def item(self, start: int) -> list[int]:
        """
        Where the events of the item stand that starts here.
        """
        of_item = self.of(Role.STARTED, Role.DELTA, Role.STOPPED)
        return [at for at in of_item if self.index(at) == self.index(start)]


def _parsed(event: Event) -> dict[str, Json]:
    return dict(mapping(parse(event.data or "")))


def _said(event: Event, data: Mapping[str, Json]) -> Event:
    text = spell(dict(data))
    return replace(event, raw=sse.encode(event.name or "", text), data=text)


# --- the ways, each named after what it brings about ------------------------------------------


def _event_not_json(stream: _Sound) -> _Way:
    for at, event in enumerate(stream.events[:-1]):
        text = (event.data or "")[:-1]
        torn = replace(event, raw=sse.encode(event.name or "", text), data=text)
        yield [*stream.events[:at], torn, *stream.events[at + 1 :]], at + 1


def _event_name(stream: _Sound) -> _Way:
    for at, event in enumerate(stream.events[:-1]):
        renamed = replace(event, raw=sse.encode("message", event.data or ""), name="message")
        yield [*stream.events[:at], renamed, *stream.events[at + 1 :]], at + 1


def _missing_field(stream: _Sound) -> _Way:
    for at in stream.of(Role.DELTA):
        yield stream.lacking(at, "delta"), at + 1
    for at in stream.of(Role.STARTED, Role.DELTA, Role.STOPPED):
        yield stream.lacking(at, "index"), at + 1


def _wrong_type(stream: _Sound) -> _Way:
    for at in stream.of(Role.STARTED, Role.DELTA, Role.STOPPED):
        yield stream.changed(at, index="first"), at + 1


def _not_created(stream: _Sound) -> _Way:
    yield stream.without(0), 1


def _created_twice(stream: _Sound) -> _Way:
    for at in stream.of(Role.STATUS, Role.STOPPED):
        yield stream.with_again(0, at), at + 2


def _not_started(stream: _Sound) -> _Way:
    for at in stream.of(Role.STARTED):
        yield stream.without(at), at + 1


def _not_stopped(stream: _Sound) -> _Way:
    for at in stream.of(Role.STOPPED):
        yield stream.without(at), at + 1


def _index_skipped(stream: _Sound) -> _Way:
    for at in stream.of(Role.STARTED):
        yield stream.changed(*stream.item(at), index=stream.index(at) + 1), at + 1


def _index_reused(stream: _Sound) -> _Way:
    for at in stream.of(Role.STARTED)[1:]:
        yield stream.changed(*stream.item(at), index=stream.index(at) - 1), at + 1


def _wrong_index(stream: _Sound) -> _Way:
    for at in stream.of(Role.DELTA, Role.STOPPED):
        yield stream.changed(at, index=stream.index(at) + 1), at + 1


def _wrong_delta(stream: _Sound) -> _Way:
    for start in stream.of(Role.STARTED):
        kind = type_of(stream.data[start].get(stream.grammar.item))
        other: Json = {"type": "thought_signature", "signature": "c2ln"}
        if kind == "thought":
            other = {"type": "text", "text": "Hi."}
        for at in stream.item(start):
            if stream.roles[at] is Role.DELTA:
                yield stream.changed(at, delta=other), at + 1


def _not_completed(stream: _Sound) -> _Way:
    for at in stream.of(Role.COMPLETED):
        yield stream.without(at), at + 1
        yield stream.events[:at], at


def _completed_twice(stream: _Sound) -> _Way:
    for at in stream.of(Role.COMPLETED):
        yield stream.with_again(at, at), at + 2


def _after_completed(stream: _Sound) -> _Way:
    completed = stream.of(Role.COMPLETED)[0]
    for at in stream.of(Role.STATUS, Role.STARTED):
        yield stream.with_again(at, completed), completed + 2


def _after_done(stream: _Sound) -> _Way:
    last = len(stream.events) - 1
    for at in range(len(stream.events)):
        yield stream.with_again(at, last), last + 2


def _no_done(stream: _Sound) -> _Way:
    yield stream.events[:-1], len(stream.events) - 1


def _no_usage(stream: _Sound) -> _Way:
    for at in stream.of(Role.COMPLETED):
        whole = mapping(stream.data[at].get("interaction"))
        if whole.get("status") in FINISHED:
            rest = {key: value for key, value in whole.items() if key != "usage"}
            yield stream.changed(at, interaction=rest), at + 1


def _other_id(stream: _Sound) -> _Way:
    for at in stream.of(Role.STATUS):
        yield stream.changed(at, interaction_id="v1_of_another"), at + 1
    for at in stream.of(Role.COMPLETED):
        whole = {**mapping(stream.data[at].get("interaction")), "id": "v1_of_another"}
        yield stream.changed(at, interaction=whole), at + 1


_WAYS: Mapping[str, Callable[[_Sound], _Way]] = {
    "event_not_json": _event_not_json,
    "event_name": _event_name,
    "missing_field": _missing_field,
    "wrong_type": _wrong_type,
    "not_created": _not_created,
    "created_twice": _created_twice,
    "not_started": _not_started,
    "not_stopped": _not_stopped,
    "index_skipped": _index_skipped,
    "index_reused": _index_reused,
    "wrong_index": _wrong_index,
    "wrong_delta": _wrong_delta,
    "not_completed": _not_completed,
    "completed_twice": _completed_twice,
    "after_completed": _after_completed,
    "after_done": _after_done,
    "no_done": _no_done,
    "no_usage": _no_usage,
    "other_id": _other_id,
}
"""How each fault comes about; a way yields nothing where the stream does not allow for it."""
