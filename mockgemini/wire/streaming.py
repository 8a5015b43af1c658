"""
A stream's events as frames with times: when each would have come from the API itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from mockgemini import sse
from mockgemini.exchange import Event, Headers, Stream
from mockgemini.jsontext import Json, parse
from mockgemini.wire.encoding import encode, spell
from mockgemini.wire.fields import mapping
from mockgemini.wire.rendering import Object
from mockgemini.wire.stream_rendering import (
    Events,
    Names,
    Pair,
    started,
    stopped,
    went_on,
)

_DONE = sse.encode("done", "[DONE]")


@dataclass(frozen=True, slots=True)
class Tempo:
    """
    Seconds: `head` until the stream opens, `thinking` until the first item, `delta` before each.
    """

    head: float = 0.1
    thinking: float = 0.5
    delta: float = 0.08


AS_THE_API = Tempo()


def frames(pairs: Iterable[Pair], tempo: Tempo = AS_THE_API) -> tuple[Event, ...]:
    """
    The events with their bytes and times, `done` at the end; times never go back.
    """
    at, has_begun = tempo.head, False
    events = []
    for name, data in pairs:
        if "delta" in data:
            at += tempo.delta
        elif "index" in data and not has_begun:
            has_begun = True
            at += tempo.thinking
        events.append(frame(name, data, round(at, 3)))
    events.append(Event(round(at, 3), _DONE, "done", "[DONE]"))
    return tuple(events)


def written(events: Events) -> bytes:
    """
    The bytes of all those frames, in one.
    """
    if events.has_ids or events.order is not None:
        return b"".join([*map(_framed, events), _DONE])
    told = [_framed(pair) for pair in events.opening]
    for index, item in enumerate(events.items):
        form = _Form.of(events.names, index)
        told += form.before_start, encode(item.start), form.behind_start
        for delta in item.deltas:
            told += form.before_delta, encode(delta), form.behind_delta
        told.append(form.stopped)
    told += [_framed(pair) for pair in events.closing]
    told.append(_DONE)
    return b"".join(told)


def _framed(pair: Pair) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (pair[0].encode(), encode(pair[1]))


class _Form(NamedTuple):
    """
    What is always the same in the frames of an item with this number: most of their bytes.
    """

    before_start: bytes
    behind_start: bytes
    before_delta: bytes
    behind_delta: bytes
    stopped: bytes

    @classmethod
    @lru_cache(maxsize=256)
    def of(cls, names: Names, index: int) -> _Form:
        """
        Read off frames whose start and delta are but a mark.
        """
        mark = encode(_MARK)
        before_start, behind_start = _framed(started(names, index, _MARK)).split(mark)
        before_delta, behind_delta = _framed(went_on(names, index, _MARK)).split(mark)
        stop = _framed(stopped(names, index))
        return cls(before_start, behind_start, before_delta, behind_delta, stop)


_MARK = "\0"


def frame(name: str, data: Object, at: float) -> Event:
    """
    One event as the API writes it.
    """
    text = spell(data)
    return Event(at, sse.encode(name, text), name, text)


class Written(Stream):
    """
    A stream whose bytes are there; its events are made when somebody looks at them.
    """

    _make: Callable[[], tuple[Event, ...]]

    @classmethod
    def of(
        cls, headers: Headers, body: bytes, events: Callable[[], tuple[Event, ...]], head: float
    ) -> Written:
        """
        One that is whole; `events` makes what `body` consists of.
        """
        made = cls.__new__(cls)
        vars(made).update(status=200, headers=headers, head=head, cut=None, body=body, _make=events)
        return made

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return self._make()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stream) and _looked_at(self) == _looked_at(other)

    __hash__ = Stream.__hash__


def _looked_at(stream: Stream) -> Stream:
    return Stream(stream.status, stream.headers, stream.events, stream.head, stream.cut)


def after(events: tuple[Event, ...], event_id: str) -> tuple[Event, ...] | None:
    """
    The events behind the one with this id, as if they began now; None where no event has it.
    """
    words = f'"event_id":{spell(event_id)}'
    for number, event in enumerate(events):
        if words in (event.data or "") and _event_id(event) == event_id:
            passed = event.at - events[0].at
            return tuple(
                replace(later, at=round(later.at - passed, 3)) for later in events[number + 1 :]
            )
    return None


def _event_id(event: Event) -> Json:
    return mapping(parse(event.data or "")).get("event_id")
