"""
A stream's events folded back into the resource they would have been in one piece.

Goes by the shape of an event, not by its name, so what is unknown does no harm; where deltas of
contents belong is for each revision to say.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from mockgemini.exchange import Event
from mockgemini.jsontext import Json, parse
from mockgemini.wire.content import MEDIA
from mockgemini.wire.fields import mapping, type_of

Object: TypeAlias = dict[str, Json]

Place: TypeAlias = Callable[[Object, str], Object]
"""Finds in an item, or puts there, the content that a delta of this kind goes into."""


def fold(events: Iterable[Event], item: str, items: str, place: Place) -> Object:
    """
    The resource as it stood at the last event, broken streams included.

    `item` is the field of the event that opens an item, `items` the resource's list of them.
    """
    folding = _Folding(item, place)
    for event in events:
        folding.add(_said(event))
    # Some agents repeat at the end all they did, with more in it than the deltas had.
    if not folding.resource.get(items):
        folding.resource[items] = [draft.finished() for draft in folding.drafts.values()]
    return folding.resource


def _said(event: Event) -> Object:
    """
    What an event says, be it a frame or JSON between frames; nothing where it is no JSON.
    """
    text = event.raw.decode(errors="replace") if event.data is None else event.data
    try:
        value = parse(text)
    except ValueError:
        return {}
    return mapping(value[0] if isinstance(value, list) and value else value)


@dataclass
class _Draft:
    """
    An item that is still being told; its arguments come as pieces of JSON text.
    """

    value: Object
    arguments: str = ""

    def finished(self) -> Object:
        if not self.arguments:
            return self.value
        try:
            arguments = parse(self.arguments)
        except ValueError:
            arguments = self.arguments
        start = self.value.get("arguments")
        if isinstance(start, dict) and isinstance(arguments, dict):
            arguments = {**start, **arguments}
        return {**self.value, "arguments": arguments}


@dataclass
class _Folding:
    item: str
    place: Place
    resource: Object = field(default_factory=dict)
    drafts: dict[int, _Draft] = field(default_factory=dict)
    last: int = 0

    def add(self, said: Object) -> None:
        self._note(said)
        index = said.get("index")
        self.last = index if isinstance(index, int) else self.last
        if isinstance(start := said.get(self.item), dict):
            self.drafts[self.last] = _Draft(start)
        if isinstance(delta := said.get("delta"), dict):
            draft = self.drafts.setdefault(self.last, _Draft({}))
            _merge(draft, delta, self.place)

    def _note(self, said: Object) -> None:
        """
        Keep what an event tells of the resource itself.
        """
        metadata = mapping(said.get("metadata"))
        for usage in (metadata.get("usage"), metadata.get("total_usage"), said.get("usage")):
            if isinstance(usage, dict):
                self.resource["usage"] = usage
        for key in ("status", "continuation_token"):
            if isinstance(said.get(key), str):
                self.resource[key] = said[key]
        if isinstance(identity := said.get("interaction_id"), str):
            self.resource.setdefault("id", identity)
        if mapping(said.get("error")):
            self.resource["error"] = said["error"]
        self.resource.update(mapping(said.get("interaction")))


def _merge(draft: _Draft, delta: Object, place: Place) -> None:
    kind = type_of(delta)
    if kind in _CONTENT:
        _CONTENT[kind](place(draft.value, kind), delta)
    elif kind == "arguments_delta":
        pieces = (delta.get("arguments"), delta.get("partial_arguments"))
        draft.arguments += next((piece for piece in pieces if isinstance(piece, str)), "")
    elif kind == "thought_summary":
        draft.value.setdefault("type", "thought")
        _add_summary(draft.value, delta.get("content"))
    elif kind == "thought_signature":
        draft.value.setdefault("type", "thought")
        _add_signature(draft.value, delta.get("signature"))
    else:
        draft.value.update({"type": kind, **delta, **_kept(draft.value)})


def _kept(value: Object) -> Object:
    return {"type": value["type"]} if "type" in value else {}


def _add_summary(thought: Object, content: Json) -> None:
    summary = thought.get("summary")
    pieces = summary if isinstance(summary, list) else []
    if pieces and type_of(content) == "text" == type_of(pieces[-1]):
        _add_text(mapping(pieces[-1]), mapping(content))
    elif content is not None:
        pieces.append(content)
    thought["summary"] = pieces


def _add_signature(thought: Object, signature: Json) -> None:
    # Empty ones come between the pieces of a summary; they take nothing back.
    if isinstance(signature, str) and (signature or "signature" not in thought):
        thought["signature"] = signature


def _add_text(content: Object, delta: Object) -> None:
    before, more = content.get("text"), delta.get("text")
    if "annotations" in delta:
        _add_citations(content, delta)
    content.update({key: item for key, item in delta.items() if key not in _ADDED})
    content["text"] = f"{before or ''}{more or ''}"


_ADDED = frozenset({"annotations", "text", "type"})


def _add_citations(content: Object, delta: Object) -> None:
    before, more = content.get("annotations"), delta.get("annotations")
    content["annotations"] = [*_listed(before), *_listed(more)]


def _add_media(content: Object, delta: Object) -> None:
    before, more = content.get("data"), delta.get("data")
    content.update(delta)
    if isinstance(before, str) and isinstance(more, str):
        content["data"] = join_base64(before, more)


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


_CONTENT: dict[str, Callable[[Object, Object], None]] = {
    "text": _add_text,
    "text_annotation": _add_citations,
    "text_annotation_delta": _add_citations,
    **dict.fromkeys(MEDIA, _add_media),
}


def join_base64(first: str, second: str) -> str:
    """
    The base64 of the bytes of both; put end to end where one of them is none.
    """
    if not first.endswith("="):
        return first + second
    try:
        joined = base64.b64decode(first, validate=True) + base64.b64decode(second, validate=True)
    except binascii.Error:
        return first + second
    return base64.b64encode(joined).decode()
