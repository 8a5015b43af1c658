"""
Streams from one revision to another, event by event: each becomes what it is there, at its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mockgemini import sse
from mockgemini.exchange import Event, Stream
from mockgemini.jsontext import parse
from mockgemini.wire.deviation import event_place
from mockgemini.wire.encoding import spell
from mockgemini.wire.fields import mapping
from mockgemini.wire.folding import Object
from mockgemini.wire.outcome import Part
from mockgemini.wire.translating import replies
from mockgemini.wire.translating.crossing import Crossing, modern, parted
from mockgemini.wire.translating.items import Gathering, Heard
from mockgemini.wire.translating.losing import UNKNOWN, Placed, lost, placed
from mockgemini.wire.translating.loss import Loss
from mockgemini.wire.translating.parts import Telling, tellings
from mockgemini.wire.translating.strangers import strangers


def translated(stream: Stream, crossing: Crossing) -> tuple[Stream, tuple[Loss, ...]]:
    """
    A stream and what it lost; one that only refuses is told alike everywhere.
    """
    if stream.status >= 400:
        return stream, ()
    writing = _Writing(crossing, Gathering.of(stream.events, crossing.source))
    told = replace(stream, events=writing.events())
    return told, (*writing.losses, *_lost(stream, told, writing))


# --- writing ----------------------------------------------------------------------------------

_OWN = frozenset({"index", "delta", "event_type", "interaction"})
_OF_ALL = frozenset({"interaction.status_update", "error", "done"})


@dataclass(slots=True)
class _Open:
    """
    The item that was begun last, there: `end` is the number of the event that ends it, if any does.
    """

    index: int
    part: Part | None
    end: int | None


@dataclass
class _Writing:
    """
    One stream on its way. `origins`: for each event that came out the number of the one it was.
    """

    crossing: Crossing
    gathering: Gathering
    losses: list[Loss] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    parts: list[Placed] = field(default_factory=list)
    settings: Object = field(default_factory=dict)
    _told: dict[int, list[tuple[str, Object]]] = field(default_factory=dict)
    _open: _Open | None = None
    _next: int = 0

    def events(self) -> tuple[Event, ...]:
        """
        All events, in order; what belongs to no item stays as it is, unless it tells a resource.
        """
        self._next = self.gathering.base
        self._items()
        for heard in self.gathering.others:
            self._other(heard)
        return tuple(self._framed())

    # --- items --------------------------------------------------------------------------------

    def _items(self) -> None:
        told: list[Telling] = []
        for item, parts in self.gathering.told():
            if item.is_rest:
                self._stop(self._next, item.first)
                self._next += 1
            of_item = tellings(item, parts, self.crossing)
            self.parts += [Placed(each.part, event_place(each.first or 1)) for each in of_item]
            told += [each for each in of_item if self.crossing.has_words_for(each.part)]
        bordered = parted(each.part for each in told)
        for telling, part in zip(told, bordered, strict=True):
            self._tell(replace(telling, part=part))
        self._close()

    def _tell(self, telling: Telling) -> None:
        names = self.crossing.target.renderer.NAMES
        start, deltas = telling.in_words_of(self.crossing)
        opened = self._open
        if (
            opened is None
            or opened.part is None
            or not self.crossing.is_one_item(opened.part, telling.part)
        ):
            self._close()
            opened = _Open(self._next, telling.part, telling.ended)
            self._next += 1
            if telling.begun is not None and start:
                self._say(telling.begun, names.started, {"index": opened.index, names.item: start})
        self._open = replace(opened, part=telling.part, end=telling.ended)
        number = telling.begun or 1
        for at, delta in deltas:
            number = max(number, at)
            self._say(number, names.delta, {"index": opened.index, "delta": delta})

    def _close(self) -> None:
        opened, self._open = self._open, None
        if opened is not None and opened.end is not None:
            self._stop(opened.index, opened.end)

    def _stop(self, index: int, number: int) -> None:
        self._say(number, self.crossing.target.renderer.NAMES.stopped, {"index": index})

    def _say(self, number: int, name: str, data: Object) -> None:
        self._told.setdefault(number, []).append((name, data))

    # --- what belongs to no item ----------------------------------------------------------------

    def _other(self, heard: Heard) -> None:
        here, there = (each.renderer.NAMES for each in (self.crossing.source, self.crossing.target))
        names = {here.created: there.created, here.completed: there.completed}
        interaction = heard.said.get("interaction")
        if isinstance(interaction, dict):
            name = names.get(heard.kind or "", heard.kind or "")
            told = self._resource(heard, interaction, is_first=heard.kind == here.created)
            self._say(heard.number, name, {"interaction": told})
        elif heard.said and heard.kind not in _OF_ALL:
            what = f"the event {heard.kind}"
            self.losses.append(Loss(event_place(heard.number), what, UNKNOWN, is_carried=True))

    def _resource(self, heard: Heard, interaction: Object, *, is_first: bool) -> Object:
        retold = replies.retell(interaction, self.crossing)
        self.settings = dict(retold.before.extra)
        where = event_place(heard.number, "interaction")
        self.losses += [loss.within(where, ".") for loss in retold.losses]
        told = dict(retold.body)
        if "id" in interaction:
            told = {"id": interaction["id"], **told}
        if is_first:
            # What begins a stream tells no more than it did, and never whose turn it is.
            field = self.crossing.target.reader.FIELD
            told = {key: value for key, value in told.items() if key in {*interaction, field}}
        return told

    # --- frames -------------------------------------------------------------------------------

    def _framed(self) -> Iterator[Event]:
        pending: Object = {}
        apart = {heard.number for heard in self.gathering.others}
        for heard in self.gathering.heard:
            told = self._told.get(heard.number)
            if told is None and heard.number in apart:
                self.origins.append(heard.number)
                yield heard.event
                continue
            item = self.crossing.source.renderer.NAMES.item
            besides = {key: value for key, value in heard.said.items() if key not in {*_OWN, item}}
            if told is None:
                # What was told besides is told with the next event; to resume at this is idle.
                pending |= {key: value for key, value in besides.items() if key != "event_id"}
                continue
            told[-1][1].update(pending | besides)
            pending = {}
            for name, data in told:
                self.origins.append(heard.number)
                yield _frame(heard.event, name, {**data, "event_type": name})


def _frame(event: Event, name: str, data: Object) -> Event:
    text = spell(data)
    if event.name is None:
        return Event(event.at, f"data: {text}\n\n".encode(), None, text)
    return Event(event.at, sse.encode(name, text), name, text)


# --- what got lost ----------------------------------------------------------------------------


def _lost(stream: Stream, told: Stream, writing: _Writing) -> Iterator[Loss]:
    crossing = writing.crossing
    here, there = crossing.source.reader, crossing.target.reader
    before = replace(modern(here.read_stream(stream.events)), extra=writing.settings)
    parts = _repeated(writing.gathering, crossing) or writing.parts
    places = [each.place for each in parts]
    if len(places) != len(before.parts):
        places = ["events"] * len(before.parts)
    yield from lost(crossing, before, places, there.read_stream(told.events))
    heard = writing.gathering.heard
    yield from strangers(
        crossing,
        lambda checker: [
            each.at_event(one.number)
            for one in heard
            for each in checker.check_event(one.event.name, dict(one.said))
            if one.said
        ],
        lambda checker: [
            each.at_event(number)
            for number, event in zip(writing.origins, told.events, strict=True)
            if event.data and event.data.startswith("{")
            for each in checker.check_event(event.name, parse(event.data))
        ],
    )


def _repeated(gathering: Gathering, crossing: Crossing) -> list[Placed]:
    """
    The parts that the last event tells once more, as some agents' streams do.
    """
    reader = crossing.source.reader
    for heard in reversed(gathering.others):
        listed = mapping(heard.said.get("interaction")).get(reader.FIELD)
        if isinstance(listed, list) and listed:
            return [
                Placed(each.part, event_place(heard.number, f"interaction.{each.place}"))
                for each in placed(reader, listed)
            ]
    return []
