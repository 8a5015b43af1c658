"""
Reads what was said in the revision `outputs`, which Google answered until May 2026.
"""

from __future__ import annotations

from collections.abc import Iterable

from mockgemini.exchange import Event
from mockgemini.jsontext import Json
from mockgemini.wire import content, resource, turns
from mockgemini.wire.fields import mapping
from mockgemini.wire.folding import Object, fold
from mockgemini.wire.outcome import Outcome, Part, Turn

FIELD = "outputs"
EVENTS = frozenset(
    {
        "interaction.start",
        "content.start",
        "content.delta",
        "content.stop",
        "interaction.complete",
    }
)


def read(body: Json) -> Outcome:
    """
    A resource, or an error body.
    """
    return resource.read(body, FIELD, _parts, _turns)


def read_stream(events: Iterable[Event]) -> Outcome:
    """
    A stream, its deltas folded; one that broke off gives what was there, and the last status.
    """
    return read(folded(events))


def folded(events: Iterable[Event]) -> Object:
    """
    The resource that a stream tells, in one piece.
    """
    return fold(events, "content", FIELD, _place)


def read_input(body: Json) -> tuple[Turn, ...]:
    """
    What the body of a request says to the model.
    """
    return _turns(mapping(body).get("input"))


def _parts(contents: list[Json]) -> tuple[Part, ...]:
    return content.read_all(contents)


def _turns(value: Json) -> tuple[Turn, ...]:
    return turns.read(value, lambda _: None)


def _place(item: Object, kind: str) -> Object:
    # Here every content is an item of its own.
    item.setdefault("type", kind if kind in content.MEDIA else "text")
    return item
