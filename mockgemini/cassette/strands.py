"""
What a stream tells in pieces: strings under one key that go on in event after event.

Goes by the shape of the events alone: pieces belong together when their key is the same and the
nearest `index` around them. So whatever revision is spoken, no text is seen in halves only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from mockgemini import sse
from mockgemini.exchange import Event
from mockgemini.jsontext import COMPACT, FOLD_ABOVE, Json, blob_name, parse, spelling_of

Rewrite: TypeAlias = Callable[[Sequence[str]], list[str]]
"""Makes as many pieces of the pieces of a text."""


class Piece(NamedTuple):
    """
    A string in the data of an event, which is counted from 0; it stands in `holder` at `key`.
    """

    event: int
    text: str
    holder: dict[str, Json] | list[Json]
    key: str | int

    def put(self, text: str) -> None:
        """
        Have the event say something else there.
        """
        self.holder[self.key] = text  # type: ignore[index]


_OF_THE_SCHEMA = frozenset({"event_type", "object", "role", "status", "type"})
"""Keys of words that every event repeats, and that nobody says."""

Strand: TypeAlias = list[Piece]
"""The pieces of one text, in order."""


def strands(events: Sequence[Event]) -> tuple[list[Json], list[Strand]]:
    """
    What each event says (None where that is no JSON), and the texts that come in several pieces.
    """
    said = [_said(event) for event in events]
    found: dict[tuple[Json, str], Strand] = {}
    for number, value in enumerate(said):
        for index, name, piece in _pieces(number, value):
            found.setdefault((index, name), []).append(piece)
    return said, [strand for strand in found.values() if len(strand) > 1]


def rewritten(events: tuple[Event, ...], rewrite: Rewrite) -> tuple[Event, ...]:
    """
    The same events, telling what `rewrite` makes of each text; an event whose pieces stay as they
    are keeps its bytes.
    """
    said, found = strands(events)
    changed: set[int] = set()
    for strand in found:
        pieces = [piece.text for piece in strand]
        for piece, before, after in zip(strand, pieces, rewrite(pieces), strict=True):
            if before != after:
                piece.put(after)
                changed.add(piece.event)
    if not changed:
        return events
    return tuple(
        _retold(event, said[number]) if number in changed else event
        for number, event in enumerate(events)
    )


def _said(event: Event) -> Json:
    try:
        return parse(event.data or "")
    except ValueError:
        return None


def _pieces(number: int, said: Json) -> Iterator[tuple[Json, str, Piece]]:
    """
    Every string with its key and the index it stands under, in the order of the text.
    """
    # Not recursive: an event may be nested as deeply as the decoder of JSON allows.
    waiting: list[tuple[Json, str, Json]] = [(said, "", None)]
    while waiting:
        value, name, index = waiting.pop()
        below: Iterable[tuple[str | int, Json]]
        if isinstance(value, dict):
            own = value.get("index", index)
            index = own if isinstance(own, int) else index
            below = value.items()
        elif isinstance(value, list):
            below = enumerate(value)
        else:
            continue
        nested: list[tuple[Json, str, Json]] = []
        for key, child in below:
            word = key if isinstance(key, str) else name
            if isinstance(child, (dict, list)):
                nested.append((child, word, index))
            elif isinstance(child, str) and word not in _OF_THE_SCHEMA and not _is_long(child):
                yield index, word, Piece(number, child, value, key)
        waiting += reversed(nested)


def _is_long(text: str) -> bool:
    """
    Whether this is base64 that is kept as a blob.
    """
    return len(text) > FOLD_ABOVE and blob_name(text) is not None


def _retold(event: Event, said: Json) -> Event:
    data = event.data or ""
    spelling = spelling_of(data, parse(data)) or COMPACT
    text = spelling.encode(said)
    raw = event.raw.replace(data.encode(), text.encode(), 1)
    if raw == event.raw:
        # Its data stood on several lines.
        name = event.name
        raw = f"data: {text}\n\n".encode() if name is None else sse.encode(name, text)
    return replace(event, raw=raw, data=text)
