"""
What got lost on the way from one revision to another, found by reading what came out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from mockgemini.jsontext import Json
from mockgemini.wire import wording
from mockgemini.wire.deviation import place
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import Failed, Media, Outcome, Part, Text, Unknown, UserInput
from mockgemini.wire.revision import Reader
from mockgemini.wire.translating.crossing import Crossing, modern, together
from mockgemini.wire.translating.loss import Loss

UNKNOWN = "carried over as it is, for it is not known here"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """
    A part and where it stands.
    """

    part: Part
    place: str


def placed(reader: Reader, listed: list[Json]) -> list[Placed]:
    """
    The parts that the items of a resource tell, with the item's place or that of the content in it.
    """
    return [
        Placed(part, inner)
        for index, item in enumerate(listed)
        for part, inner in _within(reader, item, place(reader.FIELD, index))
    ]


def _within(reader: Reader, item: Json, where: str) -> Iterator[tuple[Part, str]]:
    contents = mapping(item).get("content")
    count = len(contents) if isinstance(contents, list) else 0
    for index, part in enumerate(reader.read({reader.FIELD: [item]}).parts):
        is_content = index < count and isinstance(part, Text | Media)
        yield part, f"{where}.content[{index}]" if is_content else where


# --- what does not come out of it -------------------------------------------------------------


def lost(
    crossing: Crossing, before: Outcome, places: Sequence[str], after: Outcome
) -> Iterator[Loss]:
    """
    Where `after`, as the other revision reads it, tells less than `before`, or other things.

    `places`: of the parts of `before`; both outcomes have their settings in the other's spelling.
    """
    after = modern(after)
    name = crossing.target.name
    kept: list[Placed] = []
    for part, where in zip(before.parts, places, strict=True):
        if not crossing.has_words_for(part):
            yield Loss(where, worded(part), f"{name} has no words for it")
            continue
        kept.append(Placed(part, where))
        if isinstance(part, Unknown):
            yield Loss(where, worded(part), UNKNOWN, is_carried=True)
    if len(kept) == len(after.parts):
        for one, other in zip(kept, after.parts, strict=True):
            yield from _changed(name, one, other)
    else:
        what = f"{len(kept)} parts"
        yield Loss(crossing.source.reader.FIELD, what, f"{name} reads {len(after.parts)}")
    yield from _retold(name, before, after)


def _changed(name: str, one: Placed, part: Part) -> Iterator[Loss]:
    if type(one.part) is not type(part):
        yield Loss(one.place, worded(one.part), f"{name} tells it as {worded(part)}")
    elif together(one.part) != together(part):
        for field in fields(part):
            old, new = (getattr(each, field.name) for each in (one.part, part))
            if old != new:
                yield Loss(one.place, f"{field.name} of {worded(part)}", _otherwise(name, new))
    elif isinstance(one.part, Text | Media) and one.part != part:
        if one.part.is_apart:
            yield Loss(one.place, "that a message begins here", f"{name} tells no messages")
        else:
            why = f"it begins one in {name}, where a stream would join the two"
            yield Loss(one.place, "that it goes on in the message before it", why)


def _retold(name: str, before: Outcome, after: Outcome) -> Iterator[Loss]:
    for field in fields(Outcome):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name not in {"parts", "extra"} and old != new:
            yield Loss(field.name, _worth(old), _otherwise(name, new))
    for key in sorted({*before.extra, *after.extra}):
        old, new = before.extra.get(key), after.extra.get(key)
        if old != new:
            yield Loss(key, _value(old), _otherwise(name, new))


def _worth(value: object) -> str:
    return _value(value) if value is None or isinstance(value, str) else "what it tells"


def _otherwise(name: str, value: object) -> str:
    is_word = value is None or isinstance(value, str)
    return f"{name} tells it as {_value(value)}" if is_word else f"{name} tells it otherwise"


def worded(part: Part) -> str:
    """
    A part in a few words.
    """
    match part:
        case UserInput(parts=parts):
            texts = "".join(each.text for each in parts if isinstance(each, Text))
            return f"what the user said ({_value(texts)})" if texts else "what the user said"
        case Failed(error=error):
            return f"that the message ended in an error ({_value(error.name)})"
        case Unknown(kind=kind, value=value):
            return f"{kind or 'something'} of unknown type" if _is_typed(value) else _rest(value)
        case Media(kind=kind):
            return f"{kind}"
        case _:
            return type(part).__name__


def _is_typed(value: Json) -> bool:
    return "type" in mapping(value) or not mapping(value)


def _rest(value: Json) -> str:
    return f"fields of a message ({', '.join(map(str, mapping(value)))})"


def _value(value: object) -> str:
    if value is None:
        return "nothing"
    return wording.shortened(wording.line(str(value)), _LONGEST) or "''"


# --- places -----------------------------------------------------------------------------------


def relocated(loss: Loss, places: dict[str, str]) -> Loss:
    """
    A loss whose place is one of what came out, at the place where it came from.
    """
    for there, here in places.items():
        if loss.place == there or loss.place.startswith((f"{there}.", f"{there}[")):
            return replace(loss, place=here + loss.place.removeprefix(there))
    return loss


def ways_back(before: Sequence[Placed], after: Sequence[Placed]) -> dict[str, str]:
    """
    The places of what came out and those of what went in; contents before the items they are in.
    """
    if len(before) != len(after):
        return {}
    inner = {there.place: here.place for here, there in zip(before, after, strict=True)}
    outer: dict[str, str] = {}
    for here, there in zip(before, after, strict=True):
        outer.setdefault(there.place.partition(".")[0], here.place.partition(".")[0])
    return inner | {key: value for key, value in outer.items() if key not in inner}
