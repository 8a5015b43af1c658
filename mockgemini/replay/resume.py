"""
Streams taken up again: `GET …/interactions/<id>?stream=true&last_event_id=X` from recorded ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from mockgemini.exchange import Event, Recorded, Request, Stream
from mockgemini.jsontext import parse
from mockgemini.replay.entry import Entry
from mockgemini.replay.polling import interaction_of
from mockgemini.wire.operation import Kind, operation


@dataclass(frozen=True, slots=True)
class Resumption:
    """
    What a client asks that takes up a stream; without `after` it wants all of it again.
    """

    interaction: str
    after: str | None

    @classmethod
    def of(cls, request: Request) -> Resumption | None:
        """
        None where the request takes up no stream.
        """
        call = operation(request.method, request.path)
        if call.kind is not Kind.GET or call.id is None or "stream=true" not in request.query:
            return None
        return cls(call.id, dict(parse_qsl(request.query)).get("last_event_id"))


class Streams:
    """
    The recorded streams of every interaction. Looked through when first asked for.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = entries
        self._found: dict[tuple[str, str | None], list[Entry]] | None = None

    def of(self, interaction: str, revision: str | None) -> list[Entry]:
        """
        The exchanges that streamed an interaction, the longest first.
        """
        if self._found is None:
            self._found = self._search()
        return self._found.get((interaction, revision), [])

    def _search(self) -> dict[tuple[str, str | None], list[Entry]]:
        found: dict[tuple[str, str | None], list[Entry]] = {}
        for entry in self._entries:
            # Answers of calls that did not ask for a stream need not be read for this.
            if entry.known.revision is None or "stream" not in entry.known.text:
                continue
            answer = entry.exchange.answer
            if isinstance(answer, Stream) and (name := interaction_of(answer)) is not None:
                found.setdefault((name, entry.known.revision), []).append(entry)
        for entries in found.values():
            entries.sort(key=_length, reverse=True)
        return found


def _length(entry: Entry) -> int:
    answer = entry.exchange.answer
    return len(answer.events) if isinstance(answer, Stream) else 0


def _recorded(entry: Entry) -> Recorded:
    return entry.exchange.answer


def rest(
    entries: Iterable[Entry],
    after: str | None,
    answer_of: Callable[[Entry], Recorded] = _recorded,
) -> tuple[Entry, Stream] | None:
    """
    The longest recorded rest behind the event `after`; None where no stream has such an event.

    Without `after` the longest stream that was recorded from its start. The first event comes at
    once, the others as far behind it as they were. `answer_of`: an entry's answer, if translated.
    """
    found = [
        (entry, answer, start)
        for entry in entries
        if isinstance(answer := answer_of(entry), Stream)
        and (start := _start(entry.exchange.request, answer, after)) is not None
    ]
    if not found:
        return None
    entry, stream, start = max(found, key=lambda each: len(each[1].events) - each[2])
    return entry, _shifted(stream, stream.events[start:])


def _start(request: Request, stream: Stream, after: str | None) -> int | None:
    if after is None:
        return None if "last_event_id" in request.query else 0
    ids = (event_id(event) for event in stream.events)
    return next((index + 1 for index, found in enumerate(ids) if found == after), None)


def _shifted(stream: Stream, events: tuple[Event, ...]) -> Stream:
    begin = events[0].at if events else 0.0
    return replace(
        stream, head=0.0, events=tuple(replace(event, at=event.at - begin) for event in events)
    )


def event_id(event: Event) -> str | None:
    """
    The token in an event's data that a client resumes with, None where it has none.
    """
    if event.data is None or '"event_id"' not in event.data:
        return None
    try:
        data = parse(event.data)
    except ValueError:
        return None
    found = data.get("event_id") if isinstance(data, dict) else None
    return found if isinstance(found, str) else None
