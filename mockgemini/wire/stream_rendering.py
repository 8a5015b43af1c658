"""
A stream's events, as far as the revisions agree: how it opens and ends, and how an item is told.

An item is a step or a content, whichever the revision numbers; times are for `streaming` to give.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from mockgemini.wire.encoding import spell
from mockgemini.wire.outcome import FunctionCall, Media, Outcome, Text, Thought
from mockgemini.wire.pieces import Kind, Pieces
from mockgemini.wire.rendering import Object, error, media, told

Pair: TypeAlias = tuple[str, Object]
"""An event's name and data."""

UNFINISHED = frozenset({"in_progress", "queued"})
"""What an interaction is while it runs; a stream that ends so does not tell its end."""


@dataclass(frozen=True, slots=True)
class Names:
    """
    What a revision calls its events; `item` is the field that opens an item, `items` lists them.
    """

    created: str
    started: str
    delta: str
    stopped: str
    completed: str
    item: str
    items: str


@dataclass(frozen=True, slots=True)
class Item:
    """
    What an item begins with, and what is told of it after that.
    """

    start: Object
    deltas: Iterable[Object] = ()


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


def render(
    outcome: Outcome,
    items: Iterable[Item],
    names: Names,
    whole: Callable[[], Object],
    *,
    is_resumable: bool = False,
) -> Iterator[Pair]:
    """
    All events but the last, `done`. `whole` makes the resource as a JSON answer has it.

    `is_resumable`: every delta has an `event_id`, as the streams of background interactions do.
    An interaction that is still running gets no event that completes it.
    """
    habits = _habits(outcome)
    if outcome.status is not None:
        status = outcome.status if outcome.status in UNFINISHED else "in_progress"
        yield _created(outcome, status, names, habits)
        yield status_update(outcome.id, status)
    has_ids = is_resumable or habits.has_ids
    for index, item in enumerate(items):
        yield names.started, _event({"index": index, names.item: item.start}, names.started)
        for number, delta in enumerate(item.deltas):
            fields: Object = {"index": index, "delta": delta}
            if has_ids:
                fields["event_id"] = _event_id(index, delta, number)
            fields["event_type"] = names.delta
            yield names.delta, fields
        yield names.stopped, _event({"index": index}, names.stopped)
    if outcome.error is not None:
        yield "error", _event({"error": error(outcome.error)}, "error")
    if outcome.status is not None and outcome.status not in UNFINISHED:
        yield _completed(outcome, whole(), names, habits)


def status_update(identity: str | None, status: str, token: str | None = None) -> Pair:
    """
    The event that tells a status; `token` is where a run that was cut short continues.
    """
    name = "interaction.status_update"
    fields: Object = {
        "interaction_id": identity or "",
        "status": status,
        "continuation_token": token,
    }
    return name, _event(told(fields), name)


def _event(fields: Object, name: str) -> Object:
    fields["event_type"] = name
    return fields


def _created(outcome: Outcome, status: str, names: Names, habits: _Habits) -> Pair:
    fields: Object = {"id": outcome.id or "", "status": status}
    if habits.repeats:
        fields["created"] = outcome.created
        fields["updated"] = outcome.updated
        fields["service_tier"] = outcome.service_tier
    fields["object"] = "interaction"
    fields["model"] = outcome.model
    fields["agent"] = outcome.agent
    return names.created, _event({"interaction": told(fields)}, names.created)


def _completed(outcome: Outcome, resource: Object, names: Names, habits: _Habits) -> Pair:
    left_out = {"error", *(() if habits.repeats else (names.items,))}
    left_out |= set() if habits.counts else {"usage"}
    rest = {key: value for key, value in resource.items() if key not in left_out}
    fields: Object = {"id": outcome.id or "", **rest}
    return names.completed, _event({"interaction": fields}, names.completed)


def _event_id(index: int, delta: Object, number: int) -> str:
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
    deltas[0].update(part.extra)
    return deltas


def citations_delta(part: Text, kind: str) -> list[Object]:
    """
    All citations of a text at once, behind it; nothing where it has none.
    """
    return [{"annotations": list(part.citations), "type": kind}] if part.citations else []


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
    rest = dict(part.extra)
    contents = rest.pop("summary", None)
    if not isinstance(contents, list):
        summary = _cut(pieces, index, "summary", part.summary) if part.summary else []
        contents = [{"text": piece, "type": "text"} for piece in summary]
    deltas: list[Object] = [{"content": each, "type": "thought_summary"} for each in contents]
    if part.signature is not None:
        deltas.append({"signature": part.signature, "type": "thought_signature"})
    return Item({"type": "thought", **rest}, deltas)


def argument_pieces(part: FunctionCall, index: int, pieces: Pieces) -> list[str]:
    """
    A call's arguments as JSON text in pieces; of a call that broke off, the text that came.
    """
    if isinstance(part.arguments, str):
        return _cut(pieces, index, "arguments", part.arguments)
    return _cut(pieces, index, "arguments", spell(part.arguments))
