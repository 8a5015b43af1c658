"""
Two answers to the same request, field by field, event by event: what is not as it was.

What the service makes up anew each time does not count; it is only said that it differs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from mockgemini.contract.change import Change, recorded
from mockgemini.contract.portrait import Apart, Field, Portrait, apart

_ABSENT = Field()
_EVENT = re.compile(r"event\([^()]*\)")
_NAMES = frozenset({"model", "agent"})
_PASSING = frozenset(
    {
        *("content-range", "location", "retry-after", "retry-after-ms", "warning"),
        *("x-goog-upload-control-url", "x-goog-upload-size-received", "x-goog-upload-url"),
    }
)
"""Headers whose values are for the one answer only."""


def changes(old: Portrait, new: Portrait, enumerations: frozenset[str]) -> Iterator[Change]:
    """
    What changed, the outermost place of each; `enumerations` are the fields with listed values.
    """
    if old.kind != new.kind:
        yield recorded("kind_changed", "answer", old.kind, new.kind)
    if old.status != new.status:
        yield recorded("status_changed", "answer", str(old.status), str(new.status))
    yield from _headers(old, new)
    if old.states != new.states and old.kind == new.kind:
        yield recorded("states_changed", "polls", " ".join(old.states), " ".join(new.states))
    if old.order and new.order:
        yield from _events(old, new)
    yield from _fields(old, new, enumerations)


def set_apart(old: Portrait, new: Portrait) -> Counter[Apart]:
    """
    How many places have other values, for each kind of value that is other every time.
    """
    both = old.fields.keys() & new.fields.keys()
    return Counter(
        apart(place) for place in both if old.fields[place].values != new.fields[place].values
    )


def _headers(old: Portrait, new: Portrait) -> Iterator[Change]:
    for name in [*old.headers, *(name for name in new.headers if name not in old.headers)]:
        was, now = old.headers.get(name, ""), new.headers.get(name, "")
        if name == "content-type":
            if was.partition(";")[0].strip() != now.partition(";")[0].strip():
                yield recorded("content_type_changed", name, was, now)
        elif not now:
            yield recorded("header_removed", name, was)
        elif not was:
            yield recorded("header_added", name, "", now)
        elif was != now and name not in _PASSING:
            yield recorded("header_changed", name, was, now)


def _events(old: Portrait, new: Portrait) -> Iterator[Change]:
    for name in sorted(old.events - new.events):
        yield recorded("event_removed", f"event({name})", name)
    for name in sorted(new.events - old.events):
        yield recorded("event_added", f"event({name})", "", name)
    both = old.events & new.events | {""}
    for before, after in sorted(new.order - old.order):
        if {before, after} <= both:
            yield recorded("order_changed", f"event({after})", "", f"behind {before or 'nothing'}")


def _fields(old: Portrait, new: Portrait, enumerations: frozenset[str]) -> Iterator[Change]:
    for place in [*old.fields, *(place for place in new.fields if place not in old.fields)]:
        one, other = old.fields.get(place, _ABSENT), new.fields.get(place, _ABSENT)
        around = _around(place)
        if around and not (_times(old, around) and _times(new, around)):
            continue
        if not one.times or not other.times:
            yield from _came_or_went(place, old, new)
            continue
        if retyped := other.types.keys() - one.types.keys():
            yield recorded("field_retyped", place, _worded(one.types), _worded(retyped))
        if _is_always(old, place) and not _is_always(new, place):
            yield recorded("field_rarer", place, "always", "sometimes")
        yield from _values(place, one, other, enumerations)


def _came_or_went(place: str, old: Portrait, new: Portrait) -> Iterator[Change]:
    if place == "event" or _EVENT.fullmatch(place):
        # Of kinds of events, their order tells.
        return
    is_kind = place.endswith(")")
    if not new.fields.get(place, _ABSENT).times:
        if is_kind:
            yield recorded("kind_removed", place, _tag(place))
        elif not place.endswith("[]"):
            code = "field_removed" if _is_always(old, place) else "field_gone"
            yield recorded(code, place, _worded(old.fields[place].types))
    elif is_kind:
        yield recorded("kind_added", place, "", _tag(place))
    elif not place.endswith("[]"):
        yield recorded("field_added", place, "", _worded(new.fields[place].types))


def _values(place: str, one: Field, other: Field, enumerations: frozenset[str]) -> Iterator[Change]:
    name = place.rpartition(".")[2]
    if name in _NAMES and one.values != other.values:
        yield recorded("name_changed", place, _worded(one.values), _worded(other.values))
    elif name in enumerations and one.types.keys() == {"string"} == other.types.keys():
        if more := other.values.keys() - one.values.keys():
            yield recorded("value_added", place, _worded(one.values), _worded(more))
        elif gone := one.values.keys() - other.values.keys():
            yield recorded("value_removed", place, _worded(gone))


def _worded(names: Iterable[str]) -> str:
    return " or ".join(sorted(names))


def _tag(place: str) -> str:
    return place.rpartition("(")[2].removesuffix(")")


def _around(place: str) -> str:
    """
    The place that holds this one; empty for the whole.
    """
    if place.endswith("[]"):
        return place.removesuffix("[]")
    if place.endswith(")"):
        return place.rpartition("(")[0]
    return place.rpartition(".")[0]


def _times(drawn: Portrait, place: str) -> int:
    return drawn.fields.get(place, _ABSENT).times


def _is_always(drawn: Portrait, place: str) -> bool:
    around = _around(place)
    return (
        not around or place.endswith((")", "[]")) or _times(drawn, place) == _times(drawn, around)
    )
