"""
A stream's events, as far as the revisions agree: how it opens and ends, and how an item is told.

An item is a step or a content, whichever the revision numbers; times are for `streaming` to give.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from mockgemini.jsontext import Json
from mockgemini.wire.encoding import spell
from mockgemini.wire.outcome import FunctionCall, Media, Outcome, Text, Thought
from mockgemini.wire.pieces import Kind, Pieces
from mockgemini.wire.rendering import Object, error, media, told

Pair: TypeAlias = tuple[str, Object]
"""An event's name and data."""

UNFINISHED = frozenset({"in_progress", "queued"})
"""What an interaction is while it runs; a stream that ends so does not tell its end."""


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """
    What a revision calls its events; `item` is the field that opens an item, `items` lists them.

    Each revision has its own, the same one always.
    """

    created: str
    started: str
    delta: str
    stopped: str
    completed: str
    item: str
    items: str


# Final is for the checker, here and below: a frozen dataclass takes five times as long to make.
@dataclass(slots=True)
class Item:
    """
    What an item begins with, and what is told of it after that.
    """

    start: Final[Object]
    deltas: Final[Sequence[Object]] = ()


@dataclass(frozen=True, slots=True)
class _Habits:
    """
    What some agents' streams do differently from models'.

    `repeats`: the last event has all items once more, and the first one the times. `has_ids`: every
    delta has an id to resume at. `counts`: the last event tells the usage.
    """

    repeats: bool = False
    has_ids: bool = False
    counts: bool = True


_OF_MODELS = _Habits()
_OF_AGENTS = (
    ("antigravity", _Habits(repeats=True)),
    ("deep-research", _Habits(has_ids=True, counts=False)),
)


def _habits(outcome: Outcome) -> _Habits:
    agent = outcome.agent
    if agent is None:
        return _OF_MODELS
    return next((habits for name, habits in _OF_AGENTS if agent.startswith(name)), _OF_MODELS)


def repeats(outcome: Outcome) -> bool:
    """
    Whether the last event tells once more all that was done.
    """
    return _habits(outcome).repeats


@dataclass(slots=True)
class Events:
    """
    All events of a stream but the last, `done`, in order; items as what makes their events.

    `has_ids`: every delta has an id to resume at. `order` puts the keys of data in another order
    than the API's today.
    """

    names: Final[Names]
    opening: Final[Sequence[Pair]]
    items: Final[Sequence[Item]]
    closing: Final[Sequence[Pair]]
    has_ids: Final[bool] = False
    order: Final[Callable[[Object], Object] | None] = None

    def __iter__(self) -> Iterator[Pair]:
        """
        Each event's name and data.
        """
        order = self.order
        if order is None:
            return self._pairs()
        return ((name, order(data)) for name, data in self._pairs())

    def _pairs(self) -> Iterator[Pair]:
        names = self.names
        yield from self.opening
        for index, item in enumerate(self.items):
            yield started(names, index, item.start)
            for number, delta in enumerate(item.deltas):
                event_id = _event_id(index, delta, number) if self.has_ids else None
                yield went_on(names, index, delta, event_id)
            yield stopped(names, index)
        yield from self.closing


def render(
    outcome: Outcome,
    items: Sequence[Item],
    names: Names,
    whole: Callable[[], Object],
    *,
    is_resumable: bool = False,
    order: Callable[[Object], Object] | None = None,
) -> Events:
    """
    The events that tell an outcome. `whole` makes the resource as a JSON answer has it.

    `is_resumable`: every delta has an `event_id`, as the streams of background interactions do.
    An interaction that is still running gets no event that completes it. `order` as in Events.
    """
    habits, status = _habits(outcome), outcome.status
    opening, closing = [], []
    if status is not None:
        running = status if status in UNFINISHED else "in_progress"
        opening.append(_created(outcome, running, names, habits))
        opening.append(status_update(outcome.id, running))
    if outcome.error is not None:
        closing.append(_event("error", {"error": error(outcome.error)}))
    if status is not None and status not in UNFINISHED:
        closing.append(_completed(outcome, whole(), names, habits))
    return Events(
        names, opening, items, closing, has_ids=is_resumable or habits.has_ids, order=order
    )


# --- single events ----------------------------------------------------------------------------


def status_update(identity: str | None, status: str, token: str | None = None) -> Pair:
    """
    The event that tells a status; `token` is where a run that was cut short continues.
    """
    fields: Object = {"interaction_id": identity or "", "status": status}
    if token is not None:
        fields["continuation_token"] = token
    return _event("interaction.status_update", fields)


def started(names: Names, index: Json, start: Json) -> Pair:
    """
    The event that begins an item.
    """
    return _event(names.started, {"index": index, names.item: start})


def went_on(names: Names, index: Json, delta: Json, event_id: str | None = None) -> Pair:
    """
    The event that tells more of an item.
    """
    if event_id is None:
        return _event(names.delta, {"index": index, "delta": delta})
    return _event(names.delta, {"index": index, "delta": delta, "event_id": event_id})


def stopped(names: Names, index: Json) -> Pair:
    """
    The event that ends an item.
    """
    return _event(names.stopped, {"index": index})


def _event(name: str, fields: Object) -> Pair:
    fields["event_type"] = name
    return name, fields


def _created(outcome: Outcome, status: str, names: Names, habits: _Habits) -> Pair:
    fields: Object = {"id": outcome.id or "", "status": status}
    if habits.repeats:
        fields["created"] = outcome.created
        fields["updated"] = outcome.updated
        fields["service_tier"] = outcome.service_tier
    fields |= {"object": "interaction", "model": outcome.model, "agent": outcome.agent}
    return _event(names.created, {"interaction": told(fields)})


def _completed(outcome: Outcome, resource: Object, names: Names, habits: _Habits) -> Pair:
    fields: Object = {"id": outcome.id or "", **resource}
    fields.pop("error", None)
    if not habits.repeats:
        fields.pop(names.items, None)
    if not habits.counts:
        fields.pop("usage", None)
    return _event(names.completed, {"interaction": fields})


def _event_id(index: int, delta: Object, number: int) -> str:
    """
    Where to resume behind a delta: the item's number, what the delta tells, and its number there.
    """
    # Recorded as `v1_MF90aG91Z2h0XzE1`, which is `0_thought_15`.
    kind = str(delta.get("type")).removesuffix("_summary").removesuffix("_signature")
    words = f"{index}_{kind}_{number}".encode()
    return "v1_" + base64.urlsafe_b64encode(words).decode().rstrip("=")


# --- deltas -----------------------------------------------------------------------------------


def _cut(pieces: Pieces, index: int, kind: Kind, text: str) -> list[str]:
    return list(pieces(index, kind, text)) or [""]


def text_deltas(part: Text, index: int, pieces: Pieces) -> list[Object]:
    """
    The text in pieces, without its citations; the first has what is told besides.
    """
    deltas: list[Object] = [
        {"text": piece, "type": "text"} for piece in _cut(pieces, index, "text", part.text)
    ]
    if part.extra:
        deltas[0].update(part.extra)
    return deltas


def citations_delta(part: Text, kind: str) -> Object:
    """
    All citations of a text at once, to be told behind it.
    """
    return {"annotations": list(part.citations), "type": kind}


def media_deltas(part: Media, index: int, pieces: Pieces) -> list[Object]:
    """
    One delta, but several of sound, each naming its type.
    """
    if part.kind != "audio" or part.data is None:
        return [media(part)]
    first, *rest = _cut(pieces, index, "data", part.data)
    kind: Object = {"type": part.kind, "mime_type": part.mime_type}
    return [
        {**media(part), "data": first},
        *(told({**kind, "data": piece}, part.extra) for piece in rest),
    ]


def thought_item(part: Thought, index: int, pieces: Pieces) -> Item:
    """
    The summary by pieces, then the signature, each where there is one.
    """
    start: Object = {"type": "thought"}
    contents: Json = None
    if part.extra:
        start.update(part.extra)
        contents = start.pop("summary", None)
    if not isinstance(contents, list):
        summary = _cut(pieces, index, "summary", part.summary) if part.summary else []
        contents = [{"text": piece, "type": "text"} for piece in summary]
    deltas: list[Object] = [{"content": each, "type": "thought_summary"} for each in contents]
    if part.signature is not None:
        deltas.append({"signature": part.signature, "type": "thought_signature"})
    return Item(start, deltas)


def argument_pieces(part: FunctionCall, index: int, pieces: Pieces) -> list[str]:
    """
    A call's arguments as JSON text in pieces; of a call that broke off, the text that came.
    """
    if isinstance(part.arguments, str):
        return _cut(pieces, index, "arguments", part.arguments)
    return _cut(pieces, index, "arguments", spell(part.arguments))
