"""
What a stream told of one part, as the deltas of another revision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mockgemini.wire.fields import type_of
from mockgemini.wire.folding import Object
from mockgemini.wire.outcome import Media, Outcome, Part, Text, Thought, Unknown
from mockgemini.wire.pieces import whole
from mockgemini.wire.translating.crossing import Crossing, modern_citation
from mockgemini.wire.translating.items import Heard, Item, shared, told_at_start

_TEXTS = frozenset({"text", "text_annotation", "text_annotation_delta"})


@dataclass(frozen=True, slots=True)
class Telling:
    """
    A part with the events that told it. `begun` and `ended` are the numbers of the events with
    which it begins and ends; None where a stream begins or breaks off in its midst.

    `start` is what began its item; `early` is what was told of the part by that.
    """

    part: Part
    begun: int | None
    deltas: tuple[Heard, ...]
    ended: int | None
    start: Object
    early: Part | None = None

    @property
    def first(self) -> int | None:
        """
        The number of the first event that tells of it.
        """
        if self.begun is not None:
            return self.begun
        return self.deltas[0].number if self.deltas else self.ended

    def in_words_of(self, crossing: Crossing) -> tuple[Object, list[tuple[int, Object]]]:
        """
        What begins its item there, and the deltas, each with the number of the event it was.
        """
        start, deltas = _told(self.part, crossing)
        if isinstance(self.part, Thought | Unknown):
            # All revisions tell these alike.
            own = [(heard.number, heard.delta) for heard in self.deltas]
            return (self.start or start), own
        if isinstance(self.part, Text | Media):
            return start, list(self._contents(crossing))
        return start, self._uses(start, deltas, crossing)

    def _contents(self, crossing: Crossing) -> Iterator[tuple[int, Object]]:
        early = [] if self.early is None else _told(self.early, crossing)[1]
        early = [delta for delta in early if not _is_idle(delta)]
        number = self.first or 1
        if isinstance(self.part, Media) and self.deltas:
            told: Object = {key: value for delta in early for key, value in delta.items()}
            first, *rest = self.deltas
            yield first.number, {**told, **first.delta}
            yield from ((heard.number, heard.delta) for heard in rest)
            return
        yield from ((number, delta) for delta in early)
        for heard in self.deltas:
            for delta in _text_deltas(heard.delta, crossing):
                yield heard.number, delta

    def _uses(
        self, start: Object, deltas: list[Object], crossing: Crossing
    ) -> list[tuple[int, Object]]:
        number = self.deltas[-1].number if self.deltas else self.first or 1
        reader = crossing.target.reader
        if not self.deltas and reader.read({reader.FIELD: [start]}).parts == (self.part,):
            return []
        return [(number, delta) for delta in deltas]


def tellings(item: Item, parts: tuple[Part, ...], crossing: Crossing) -> list[Telling]:
    """
    The parts that an item tells, and which of its events tell which.
    """
    reader = crossing.source.reader
    if not parts:
        return []
    start = item.start(crossing.source.renderer.NAMES.item)
    early = told_at_start(start, reader)
    begun_with = [*early, *[None] * len(parts)]
    begun = None if item.begun is None else item.begun.number
    deltas_of = shared(item.deltas, parts, len(early))
    found: list[Telling] = []
    for part, deltas, before in zip(parts, deltas_of, begun_with, strict=False):
        is_first = not found
        first = begun if is_first or before is not None or not deltas else deltas[0].number
        found.append(Telling(part, first, tuple(deltas), None, start, before))
    ends = [each.first for each in found[1:]]
    ends.append(None if item.ended is None else item.ended.number)
    return [replace(each, ended=end) for each, end in zip(found, ends, strict=True)]


def _told(part: Part, crossing: Crossing) -> tuple[Object, list[Object]]:
    """
    How the other revision tells a part in a stream: what begins its item, and the deltas.
    """
    renderer = crossing.target.renderer
    names = renderer.NAMES
    start: Object = {}
    deltas: list[Object] = []
    for _, event in renderer.events(Outcome((part,)), whole, crossing.flavour):
        if isinstance(told := event.get(names.item), dict):
            start = told
        elif isinstance(told := event.get("delta"), dict):
            deltas.append(told)
    return start, deltas


def _text_deltas(delta: Object, crossing: Crossing) -> Sequence[Object]:
    """
    Pieces of text are told alike everywhere, citations are not.
    """
    citations = delta.get("annotations")
    if type_of(delta) not in _TEXTS or not isinstance(citations, list):
        return [delta]
    rest = {
        key: value for key, value in delta.items() if key not in {"annotations", "text", "type"}
    }
    text = delta.get("text")
    part = Text(
        text if isinstance(text, str) else "",
        tuple(modern_citation(each) for each in citations),
        extra=rest,
    )
    return [each for each in _told(part, crossing)[1] if not _is_idle(each)]


def _is_idle(delta: Object) -> bool:
    return not delta.get("text") and delta.keys() <= {"text", "type"}
