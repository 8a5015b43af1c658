"""
Reads what is said in the revision `steps`, which Google answers since May 2026.
"""

from __future__ import annotations

from collections.abc import Iterable

from mockgemini.exchange import Event
from mockgemini.jsontext import Json
from mockgemini.wire import content, resource, turns
from mockgemini.wire.fields import Fields, mapping, type_of
from mockgemini.wire.folding import Object, fold
from mockgemini.wire.outcome import Failed, Outcome, Part, Turn, Unknown, UserInput

FIELD = "steps"
EVENTS = frozenset(
    {
        "interaction.created",
        "step.start",
        "step.delta",
        "step.stop",
        "interaction.completed",
    }
)

_USER, _MODEL = "user_input", "model_output"


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
    return fold(events, "step", FIELD, _place)


def read_input(body: Json) -> tuple[Turn, ...]:
    """
    What the body of a request says to the model.
    """
    return _turns(mapping(body).get("input"))


def _parts(listed: list[Json]) -> tuple[Part, ...]:
    parts: tuple[Part, ...] = ()
    for step in listed:
        kind = type_of(step)
        if kind == _MODEL:
            parts = content.followed(parts, _message(step))
        elif kind == _USER:
            parts += (UserInput(_message(step)),)
        else:
            parts += (content.read(step),)
    return parts


def _message(step: Json) -> tuple[Part, ...]:
    """
    The contents of a step that holds contents, then the error it ended in, then the rest of it.
    """
    fields = Fields(step)
    kind = fields.text("type") or ""
    parts = content.read_all(fields.value("content"))
    if (error := content.read_error(fields.left.get("error"))) is not None:
        fields.drop("error")
        parts += (Failed(error),)
    return (*parts, Unknown(kind, fields.left)) if fields.left else parts


def _turns(value: Json) -> tuple[Turn, ...]:
    return turns.read(value, _own)


def _own(item: Json) -> Turn | None:
    kind = type_of(item)
    if kind not in {_USER, _MODEL}:
        return None
    return Turn(turns.USER if kind == _USER else turns.MODEL, _message(item))


def _place(step: Object, kind: str) -> Object:
    step.setdefault("type", _MODEL)
    contents = step.get("content")
    if not isinstance(contents, list):
        step["content"] = contents = []
    wanted = kind if kind in content.MEDIA else "text"
    # Text and sound go on where they left off; every other delta is a content of its own.
    if contents and wanted in {"text", "audio"} and type_of(contents[-1]) == wanted:
        return mapping(contents[-1])
    fresh: Object = {"type": wanted}
    contents.append(fresh)
    return fresh
