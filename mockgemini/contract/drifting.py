"""
From one description of an API to another: what breaks a client that was written for the first.

What clients send and what they receive are two matters: a field that must now be sent breaks who
does not send it, a field that does not come any more breaks who reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mockgemini.contract.change import Change
from mockgemini.contract.description import Description, Side, side_of
from mockgemini.contract.view import Fields, View, view
from mockgemini.jsontext import Json
from mockgemini.wire.deviation import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """
    How severe a change is for who sends, and for who receives.
    """

    sent: Severity
    received: Severity
    meaning: str


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "field_demanded": Rule("breaking", "info", "A new field, which has to be there."),
        "field_added": Rule("info", "info", "A new field, which may be there."),
        "field_removed": Rule("breaking", "breaking", "A field that is not known any more."),
        "field_required": Rule(
            "breaking", "info", "A field has to be there that could be left out."
        ),
        "field_optional": Rule("info", "breaking", "A field may be left out that had to be there."),
        "type_added": Rule("info", "breaking", "A value may be of one more JSON type."),
        "type_removed": Rule("breaking", "info", "A value may not be of a JSON type any more."),
        "value_added": Rule("info", "warning", "A word more is listed."),
        "value_removed": Rule("breaking", "info", "A word may not be said any more."),
        "value_unlisted": Rule(
            "warning", "info", "A word is not listed any more, among open ones."
        ),
        "values_closed": Rule("breaking", "info", "Only listed words may be said."),
        "values_opened": Rule("info", "warning", "Words may be said that are not listed."),
        "kind_added": Rule("info", "warning", "A member of a union is new."),
        "kind_removed": Rule("breaking", "breaking", "A member of a union is gone."),
        "call_added": Rule("info", "info", "A call, or a part of one, is new."),
        "call_removed": Rule("breaking", "breaking", "A call, or a part of one, is gone."),
    }
)
"""Every code of `mockgemini drift`."""


def drift(old: Description, new: Description) -> dict[Side, list[Change]]:
    """
    What changed, by side, in the order of the old description; each change once, where it is
    reached first.
    """
    found: dict[Side, list[Change]] = {"sent": [], "received": []}
    for side in found:
        found[side] += dict.fromkeys(_drift(old, new, side))
    return found


def _drift(old: Description, new: Description, side: Side) -> Iterator[Change]:
    walk = _Walk(old, new, side)
    parts = [part for part in dict.fromkeys([*old.parts, *new.parts]) if side_of(part) == side]
    for part in parts:
        if part in old.parts and part in new.parts:
            yield from walk.schemas(old.parts[part], new.parts[part], part)
        elif part in old.parts and new.lists_calls:
            yield walk.change("call_removed", part)
        elif part in new.parts and old.lists_calls and new.lists_calls:
            yield walk.change("call_added", part)


@dataclass
class _Walk:
    """
    Through two schemas at once; pairs of objects that were compared before are not again.
    """

    old: Description
    new: Description
    side: Side
    seen: set[tuple[int, int]] = field(default_factory=set)
    told: set[tuple[str, int]] = field(default_factory=set)

    def change(self, code: str, place: str, was: str = "", now: str = "") -> Change:
        rule = RULES[code]
        return Change(code, rule.sent if self.side == "sent" else rule.received, place, was, now)

    def schemas(self, old: Json, new: Json, place: str) -> Iterator[Change]:
        one, other = view(self.old, old, self.side), view(self.new, new, self.side)
        if not one.types or not other.types:
            # Where anything may stand, nothing can be told.
            return
        yield from self._types(one, other, place)
        yield from self._words(one, other, place)
        if one.objects and other.objects:
            yield from self._objects(one, other, place)
        if one.items and other.items:
            yield from self.schemas({"anyOf": one.items}, {"anyOf": other.items}, f"{place}[]")

    def _types(self, one: View, other: View, place: str) -> Iterator[Change]:
        if more := _beyond(other.types, one.types):
            yield self.change("type_added", place, _worded(one.types), _worded(more))
        if gone := _beyond(one.types, other.types):
            yield self.change("type_removed", place, _worded(gone), _worded(other.types))

    def _words(self, one: View, other: View, place: str) -> Iterator[Change]:
        if not one.words or not other.words or "string" not in one.types & other.types:
            return
        if more := other.words - one.words:
            yield self.change("value_added", place, "", _worded(more))
        if gone := one.words - other.words:
            code = "value_unlisted" if other.is_open else "value_removed"
            yield self.change(code, place, _worded(gone))
        if one.is_open != other.is_open:
            yield self.change("values_closed" if one.is_open else "values_opened", place)

    # --- objects ------------------------------------------------------------------------------

    def _objects(self, one: View, other: View, place: str) -> Iterator[Change]:
        if len(one.objects) == len(other.objects) == 1:
            yield from self.fields(one.objects[0], other.objects[0], place)
            return
        for tag in dict.fromkeys([*one.tagged, *other.tagged]):
            if tag not in other.tagged:
                yield from self._removed(one.tagged[tag], other, place, tag)
            elif tag not in one.tagged:
                yield from self._added(one, other.tagged[tag], place, tag)
            else:
                yield from self.fields(one.tagged[tag], other.tagged[tag], f"{place}({tag})")
        yield from self._untagged(one, other, place)

    def _untagged(self, one: View, other: View, place: str) -> Iterator[Change]:
        left = list(other.untagged)
        for each in one.untagged:
            alike = max(left, key=each.likeness, default=None)
            if alike is None or (each.properties and not each.likeness(alike)):
                yield from self._removed(each, other, place, _described(each))
                continue
            left.remove(alike)
            yield from self.fields(each, alike, place)
        for each in left:
            yield from self._added(one, each, place, _described(each))

    def _removed(self, member: Fields, other: View, place: str, name: str) -> Iterator[Change]:
        if not member.properties and self.side == "received":
            # Nobody waits for just any object.
            return
        if not other.takes_any_object and self._is_news("kind_removed", member):
            yield self.change("kind_removed", place, name)

    def _added(self, one: View, member: Fields, place: str, name: str) -> Iterator[Change]:
        if not one.takes_any_object and self._is_news("kind_added", member):
            yield self.change("kind_added", place, "", name)

    def _is_news(self, code: str, member: Fields) -> bool:
        # The same union may stand in many places.
        news = (code, id(member.source))
        is_news = news not in self.told
        self.told.add(news)
        return is_news

    def fields(self, one: Fields, other: Fields, place: str) -> Iterator[Change]:
        pair = (id(one.source), id(other.source))
        if pair in self.seen or not one.properties or not other.properties:
            return
        self.seen.add(pair)
        for name, schema in one.properties.items():
            where = f"{place}.{name}"
            if name not in other.properties:
                yield self.change("field_removed", where, _told(self.old, schema, self.side))
                continue
            is_needed = name in other.required
            if is_needed != (name in one.required):
                yield self.change("field_required" if is_needed else "field_optional", where)
            if name != one.by or not one.tags or not other.tags:
                yield from self.schemas(schema, other.properties[name], where)
        for name, schema in other.properties.items():
            if name not in one.properties:
                code = "field_demanded" if name in other.required else "field_added"
                now = _told(self.new, schema, self.side)
                yield self.change(code, f"{place}.{name}", "", now)


def _beyond(types: set[str], others: set[str]) -> set[str]:
    """
    The types that are not among the others; an integer is a number.
    """
    wider = others | ({"integer"} if "number" in others else set())
    return types - wider


def _told(description: Description, schema: Json, side: Side) -> str:
    return _worded(view(description, schema, side).types) or "anything"


def _described(fields: Fields) -> str:
    title = fields.source.get("title")
    names = ", ".join(sorted(fields.required or fields.properties)) or "no listed fields"
    return str(title) if title else f"an object with {names}"


def _worded(words: set[str]) -> str:
    return ", ".join(sorted(words))
