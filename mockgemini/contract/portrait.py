"""
An answer without what is different each time it is given: which fields there are and of which
types, which kinds of items and events, in which order.

Fields are counted by place, the items of a list together and by their `type`, so that it does not
matter how many of them the model made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, TypeAlias

from mockgemini.contract.culprit import said
from mockgemini.contract.naming import IDS, Named, whole_of
from mockgemini.exchange import Polls, Reply, Stream
from mockgemini.jsontext import Json
from mockgemini.wire.fields import mapping
from mockgemini.wire.reading import last_reply, reply_body

Apart: TypeAlias = Literal["ids", "times", "signatures", "token counts", "words and other values"]
"""What two recordings never have in common, and what is therefore set apart."""

_TAGS = ("type", "event_type")

# What a function takes is said by whoever declared it, and the model fills in what it likes.
_OF_CLIENTS = frozenset({"arguments"})
_TIMES = frozenset({"created", "updated", "create_time", "update_time", "expiration_time"})


@dataclass
class Field:
    """
    A place's values. `times`: how often it was there; `types`: of which JSON types.
    """

    times: int = 0
    types: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)


@dataclass
class Portrait:
    """
    What one answer is like. `order` has the pairs of events that followed one another; `states`
    those of a poll.
    """

    kind: str
    status: int
    headers: Mapping[str, str]
    order: frozenset[tuple[str, str]] = frozenset()
    states: tuple[str, ...] = ()
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def events(self) -> frozenset[str]:
        """
        The kinds of events, by what they are called.
        """
        return frozenset(name for pair in self.order for name in pair if name)


def portrait(named: Named) -> Portrait:
    """
    The portrait of an exchange's answer.
    """
    answer = named.exchange.answer
    head = answer if isinstance(answer, Stream) else last_reply(answer)
    drawn = Portrait(_kind(answer), head.status, dict(head.headers))
    _draw(whole_of(named.exchange), "answer", drawn.fields)
    if isinstance(answer, Stream):
        events = [(event.name or "", mapping(said(event))) for event in answer.events]
        # A kind of event may follow itself as often as it likes.
        names = [name or str(data.get("event_type") or "message") for name, data in events]
        drawn.order = frozenset(pairwise(["", *names]))
        for _, data in events:
            if data:
                _draw(_own(data), "event", drawn.fields)
    if isinstance(answer, Polls):
        told = (mapping(reply_body(state.reply)).get("status") for state in answer.states)
        drawn.states = tuple(str(each) for each in told)
    return drawn


def _kind(answer: Reply | Stream | Polls) -> str:
    return {Reply: "a reply", Stream: "a stream", Polls: "a poll"}[type(answer)]


def _own(data: dict[str, Json]) -> Json:
    """
    What an event tells beside the interaction and its items, which the whole tells.
    """
    return {key: {} if _is_part(key, item) else item for key, item in data.items()}


def _is_part(key: str, value: Json) -> bool:
    is_item = isinstance(value, dict) and "type" in value and key != "delta"
    return key == "interaction" or is_item


def _draw(value: Json, place: str, fields: dict[str, Field]) -> None:
    for where, item in _walk(value, place):
        seen = fields.setdefault(where, Field())
        seen.times += 1
        seen.types[type_name(item)] += 1
        if isinstance(item, (str, int, float)):
            seen.values[str(item)] += 1


def _walk(value: Json, place: str) -> Iterator[tuple[str, Json]]:
    waiting = [(place, value)]
    while waiting:
        where, item = waiting.pop()
        tag = next((str(mapping(item)[key]) for key in _TAGS if key in mapping(item)), "")
        yield where, item
        if tag:
            where = f"{where}({tag})"
            yield where, item
        fields = {} if _last(where) in _OF_CLIENTS else mapping(item)
        below = [(f"{where}.{key}", each) for key, each in fields.items() if key not in _TAGS]
        if isinstance(item, list):
            below = [(f"{where}[]", each) for each in item]
        waiting += below[::-1]


def _last(place: str) -> str:
    """
    The field that a place ends with.
    """
    return place.rpartition(".")[2]


def type_name(value: Json) -> str:
    """
    The JSON type of a value.
    """
    names = {bool: "boolean", str: "string", list: "array", dict: "object", type(None): "null"}
    return names.get(type(value), "number")


def apart(place: str) -> Apart:
    """
    What the value at a place is.
    """
    last = _last(place)
    if last in IDS or last == "previous_interaction_id":
        return "ids"
    if last in _TIMES:
        return "times"
    if last == "signature":
        return "signatures"
    return "token counts" if "usage" in place else "words and other values"
