"""
A stream's items, put together again: what began each, what was told of it, and what ended it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from mockgemini.exchange import Event
from mockgemini.jsontext import Json, parse
from mockgemini.wire.fields import mapping, type_of
from mockgemini.wire.folding import Object
from mockgemini.wire.outcome import Media, Part, Text
from mockgemini.wire.revision import Reader, Revision
from mockgemini.wire.translating.crossing import modern


@dataclass(frozen=True, slots=True)
class Heard:
    """
    An event by its number, counted from 1, and what it says; nothing where it is no JSON object.
    """

    number: int
    event: Event
    said: Object

    @property
    def kind(self) -> str | None:
        """
        What kind of event it is.
        """
        kind = self.said.get("event_type")
        return kind if isinstance(kind, str) else self.event.name

    @property
    def delta(self) -> Object:
        return mapping(self.said.get("delta"))


@dataclass
class Item:
    """
    What was told of one item, as far as it was told.
    """

    begun: Heard | None = None
    deltas: list[Heard] = field(default_factory=list)
    ended: Heard | None = None

    @property
    def first(self) -> int:
        """
        The number of its first event.
        """
        heard = [self.begun, *self.deltas, self.ended]
        return next(each.number for each in heard if each is not None)

    @property
    def is_rest(self) -> bool:
        """
        Nothing but its end, where a stream was taken up.
        """
        return self.begun is None and not self.deltas

    def value(self, reader: Reader) -> Json:
        """
        The item in one piece, as far as it was told.
        """
        heard = [*([] if self.begun is None else [self.begun]), *self.deltas]
        listed = reader.folded(each.event for each in heard)[reader.FIELD]
        return listed[0] if isinstance(listed, list) and listed else {}

    def start(self, name: str) -> Object:
        """
        What its first event says of it.
        """
        return {} if self.begun is None else mapping(self.begun.said.get(name))


@dataclass
class Gathering:
    """
    The events of a stream, sorted: `items` in the order they began, `others` are those of none.

    `base`: the index of the first item, where a stream is taken up.
    """

    revision: Revision
    heard: list[Heard] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    others: list[Heard] = field(default_factory=list)
    base: int = 0
    _open: dict[int, Item] = field(default_factory=dict)
    _last: int = 0

    @classmethod
    def of(cls, events: Sequence[Event], revision: Revision) -> Gathering:
        """
        All events of a stream.
        """
        gathering = cls(revision)
        for number, event in enumerate(events, 1):
            gathering.add(Heard(number, event, _said(event)))
        return gathering

    def add(self, heard: Heard) -> None:
        """
        The next event.
        """
        names, index = self.revision.renderer.NAMES, heard.said.get("index")
        self._last = index if isinstance(index, int) else self._last
        self.heard.append(heard)
        if isinstance(heard.said.get(names.item), dict):
            self._open[self._last] = self._new(Item(heard))
        elif isinstance(heard.said.get("delta"), dict):
            self._item().deltas.append(heard)
        elif heard.kind == names.stopped:
            self._item().ended = heard
        else:
            self.others.append(heard)

    def _item(self) -> Item:
        if self._last not in self._open:
            self._open[self._last] = self._new(Item())
        return self._open[self._last]

    def _new(self, item: Item) -> Item:
        if not self.items and not any("interaction" in each.said for each in self.others):
            self.base = self._last
        self.items.append(item)
        return item

    def told(self) -> list[tuple[Item, tuple[Part, ...]]]:
        """
        The parts that each item tells, as its revision reads them one behind the other.
        """
        reader = self.revision.reader
        values = [{} if item.is_rest else item.value(reader) for item in self.items]
        # What tells nothing by itself tells nothing among others.
        counts = [
            len(reader.read({reader.FIELD: [value]}).parts) if value else 0 for value in values
        ]
        parts = iter(modern(reader.read({reader.FIELD: [each for each in values if each]})).parts)
        return [
            (item, tuple(islice(parts, count)))
            for item, count in zip(self.items, counts, strict=True)
        ]


def _said(event: Event) -> Object:
    if event.data is None:
        return {}
    try:
        return mapping(parse(event.data))
    except ValueError:
        return {}


# --- which delta is whose ---------------------------------------------------------------------


def shared(deltas: Sequence[Heard], parts: Sequence[Part], begun: int) -> list[list[Heard]]:
    """
    The deltas of each part. Contents of one item follow one another, as their deltas do.

    `begun`: how many of the parts were there at the start; the last of them may go on.
    """
    found: list[list[Heard]] = [[] for _ in parts]
    at = max(begun - 1, 0)
    for heard in deltas:
        if not _belongs(heard.delta, parts[at], found[at]):
            later = range(at + 1, len(parts))
            at = next((k for k in later if _belongs(heard.delta, parts[k], [])), at)
        found[at].append(heard)
    return found


def _belongs(delta: Object, part: Part, before: list[Heard]) -> bool:
    kind = type_of(delta)
    if isinstance(part, Media):
        return kind == part.kind and (kind == "audio" or not before)
    return isinstance(part, Text) and (kind == "text" or "annotations" in delta)


def told_at_start(start: Json, reader: Reader) -> tuple[Part, ...]:
    """
    What the beginning of an item tells already of its first parts.
    """
    return modern(reader.read({reader.FIELD: [start]})).parts if start else ()
