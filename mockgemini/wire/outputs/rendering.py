"""
Writes answers in the revision `outputs`, which Google answered until May 2026.

Where a message begins, that it failed, and what the user said, it has no words for; all three are
left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mockgemini.jsontext import Json
from mockgemini.wire import resource_rendering, stream_rendering
from mockgemini.wire.fields import mapping
from mockgemini.wire.flavour import NEWEST, Flavour
from mockgemini.wire.outcome import (
    Failed,
    Media,
    Outcome,
    Part,
    Text,
    Thought,
    ToolResult,
    Unknown,
    UserInput,
)
from mockgemini.wire.outputs.reading import FIELD
from mockgemini.wire.pieces import Pieces, as_recorded
from mockgemini.wire.rendering import Object, content
from mockgemini.wire.stream_rendering import Events, Item, Names

_FIRST = ("id", "status", FIELD, "usage", "role")
NAMES = Names(
    created="interaction.start",
    started="content.start",
    delta="content.delta",
    stopped="content.stop",
    completed="interaction.complete",
    item="content",
    items=FIELD,
)

# The SDKs' releases that brought the later shapes: of thoughts' tokens; of citations and searches,
# with which came the order of keys; of the service's tier; and of citations as deltas of their own.
_THOUGHTS, _CITATIONS, _TIER, _CITATION_DELTAS = (1, 63), (1, 68), (1, 69), (1, 70)


def resource(outcome: Outcome, flavour: Flavour = NEWEST) -> Object:
    """
    A whole answer: a resource, or an error body.
    """
    outcome = _untiered(outcome, flavour)
    parts = [content(part) for part in _said(outcome.parts, flavour)]
    given: list[Json] = [
        {"role": turn.who, "content": [content(part) for part in turn.parts]}
        for turn in outcome.input
    ]
    value = resource_rendering.render(
        outcome, FIELD, parts, given, role=_role(outcome), first=_FIRST
    )
    if flavour.is_before(*_THOUGHTS):
        value = _with_reasoning(value)
    return _alphabetical(value) if _is_early(flavour) else value


def events(
    outcome: Outcome,
    pieces: Pieces = as_recorded,
    flavour: Flavour = NEWEST,
    *,
    is_resumable: bool = False,
) -> Events:
    """
    The names and data of a stream's events, all but the last, `done`.

    `is_resumable`: deltas have an `event_id`, as the streams of background interactions do.
    """
    outcome = _untiered(outcome, flavour)
    items = _items(_said(outcome.parts, flavour), pieces, flavour)
    return stream_rendering.render(
        outcome,
        items,
        NAMES,
        lambda: resource(outcome, flavour),
        is_resumable=is_resumable,
        order=_alphabetical if _is_early(flavour) else None,
    )


def _untiered(outcome: Outcome, flavour: Flavour) -> Outcome:
    return replace(outcome, service_tier=None) if flavour.is_before(*_TIER) else outcome


def _role(outcome: Outcome) -> str | None:
    if outcome.status is None or (outcome.model is None and outcome.agent is None):
        return None
    return "model" if outcome.agent is None else "agent"


def _said(parts: Iterable[Part], flavour: Flavour) -> list[Part]:
    sayable: list[Part] = [part for part in parts if not isinstance(part, UserInput | Failed)]
    if flavour.is_before(*_CITATIONS):
        return [_aged(part) for part in sayable]
    return sayable


# --- items of a stream ------------------------------------------------------------------------


def _items(parts: list[Part], pieces: Pieces, flavour: Flavour) -> list[Item]:
    items: list[Item] = []
    for part in parts:
        item = _item(part, len(items), pieces, flavour)
        if item is not None:
            items.append(item)
    return items


def _item(part: Part, index: int, pieces: Pieces, flavour: Flavour) -> Item | None:
    match part:
        case Text():
            return _text(part, index, pieces, flavour)
        case Thought():
            return stream_rendering.thought_item(part, index, pieces)
        case Media():
            deltas = stream_rendering.media_deltas(part, index, pieces)
            return Item({"type": part.kind}, deltas)
        case Unknown():
            return Item(part.value) if isinstance(part.value, dict) else None
        case _:
            whole = mapping(content(part))
            return Item(_start(whole, flavour), [whole])


def _start(whole: Object, flavour: Flavour) -> Object:
    """
    A call and a result start with whose they are; the delta then tells them whole.
    """
    if not _is_early(flavour):
        return {key: whole[key] for key in ("id", "call_id", "type") if key in whole}
    # How it was before is not known; Python's 1.55 cannot read one that lacks what it requires.
    return {**whole, "arguments": {}} if "arguments" in whole else whole


def _text(part: Text, index: int, pieces: Pieces, flavour: Flavour) -> Item:
    deltas = stream_rendering.text_deltas(part, index, pieces)
    if part.citations and flavour.is_before(*_CITATION_DELTAS):
        deltas[-1]["annotations"] = list(part.citations)
    elif part.citations:
        deltas.append(stream_rendering.citations_delta(part, "text_annotation"))
    return Item({"type": "text"}, deltas)


# --- earlier releases -------------------------------------------------------------------------


def _alphabetical(value: Object) -> Object:
    return mapping(resource_rendering.alphabetical(value))


def _is_early(flavour: Flavour) -> bool:
    return flavour.is_before(*_CITATIONS)


def _with_reasoning(value: Object) -> Object:
    """
    The tokens of thoughts under their first name as well.
    """
    tokens = mapping(value.get("usage"))
    if "total_thought_tokens" not in tokens:
        return value
    reasoning = {"total_reasoning_tokens": tokens["total_thought_tokens"]}
    return {**value, "usage": {**tokens, **reasoning}}


def _aged(part: Part) -> Part:
    """
    Citations and search results as they were told until March 2026.
    """
    if isinstance(part, Text) and part.citations:
        return replace(part, citations=tuple(_aged_citation(each) for each in part.citations))
    if isinstance(part, ToolResult) and isinstance(part.result, list):
        return replace(part, result=[_aged_result(each) for each in part.result])
    return part


def _aged_citation(citation: Json) -> Json:
    fields = mapping(citation)
    source = next((fields[key] for key in _SOURCES if key in fields), None)
    if source is None:
        return citation
    places: Object = {key: fields[key] for key in ("start_index", "end_index") if key in fields}
    return {**places, "source": source}


_SOURCES = ("source", "url", "document_uri")


def _aged_result(result: Json) -> Json:
    if not isinstance(result, dict) or "search_suggestions" not in result:
        return result
    return {
        "rendered_content" if key == "search_suggestions" else key: item
        for key, item in result.items()
    }
