"""
Streams with events that should not be there, or not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from mockgemini import sse
from mockgemini.exchange import Event, Request, Stream
from mockgemini.faults import checks
from mockgemini.faults.dropping import is_done
from mockgemini.faults.fault import After, Given, Throw
from mockgemini.jsontext import Json
from mockgemini.wire.encoding import spell

# As it came ten minutes into a real stream.
UNAVAILABLE = b"""\
[{
  "error": {
    "code": 503,
    "message": "The service is currently unavailable.",
    "status": "UNAVAILABLE"
  }
}
]"""

REFUSED = b"""\
{"error":{"message":"The request was blocked: prohibited content.","code":"prohibited_content"}}
"""
"""A refusal's form and code are the real ones; its words were not recorded."""

_BARE = {"unavailable": UNAVAILABLE, "refusal": REFUSED}


@dataclass(frozen=True)
class BareError(After):
    """
    Amid the events an error comes as bare JSON, and the stream ends: `unavailable`, an array as
    Google's front end sends it, or `refusal`, the line of a content filter.
    """

    after_events: int = 2
    what: Literal["unavailable", "refusal"] = "unavailable"

    NAME: ClassVar[str] = "bare_error"
    LOSES: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("bare_error: after_events", self.after_events)
        checks.one_of("bare_error: what", self.what, _BARE)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        So many events, and the error.
        """
        return _replaced(answer, self.after_events, _BARE[self.what])


@dataclass(frozen=True)
class ErrorEvent(After):
    """
    An event `error` comes, and the stream ends; with `is_empty` it says nothing, and the stream
    goes on, as real ones do.
    """

    after_events: int = 2
    code: str = "service_unavailable"
    message: str = "The service is currently unavailable."
    is_empty: bool = False

    NAME: ClassVar[str] = "error_event"
    LOSES: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("error_event: after_events", self.after_events)
        checks.text("error_event: code", self.code)
        checks.text("error_event: message", self.message)
        checks.flag("error_event: is_empty", self.is_empty)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        So many events, and the error; where it is empty, the rest.
        """
        if self.is_empty:
            return _inserted(answer, self.after_events, _event("error", "{}"))
        error: dict[str, Json] = {"message": self.message, "code": self.code}
        data = spell({"error": error, "event_type": "error"})
        return _replaced(answer, self.after_events, sse.encode("error", data))


@dataclass(frozen=True)
class UnknownEvent(After):
    """
    An event comes that no SDK knows; the rest is as ever.
    """

    after_events: int = 2
    name: str = "interaction.unheard_of"

    NAME: ClassVar[str] = "unknown_event"

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("unknown_event: after_events", self.after_events)
        checks.text("unknown_event: name", self.name)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The stream with that event.
        """
        event = _event(self.name, spell({"event_type": self.name}))
        return _inserted(answer, self.after_events, event)


@dataclass(frozen=True)
class Duplicate(After):
    """
    The last of so many events comes twice.
    """

    after_events: int = 4

    NAME: ClassVar[str] = "duplicate"

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("duplicate: after_events", self.after_events, least=1)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The stream with that event again.
        """
        if not isinstance(answer, Stream) or len(answer.events) < self.after_events:
            return None
        return _inserted(answer, self.after_events, answer.events[self.after_events - 1])


@dataclass(frozen=True)
class Reorder(After):
    """
    The two events behind so many others change places.
    """

    after_events: int = 3

    NAME: ClassVar[str] = "reorder"

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("reorder: after_events", self.after_events)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The stream in that order, at the same times.
        """
        at = self.after_events
        if not isinstance(answer, Stream) or len(answer.events) < at + 2:
            return None
        one, two = answer.events[at : at + 2]
        swapped = (replace(two, at=one.at), replace(one, at=two.at))
        return _joined(answer, (answer.events[:at], swapped, answer.events[at + 2 :]))


@dataclass(frozen=True)
class Keepalive(After):
    """
    A comment line stands before every event, or before each of `every` many.
    """

    every: int = 1

    NAME: ClassVar[str] = "keepalive"
    LASTS: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("keepalive: every", self.every, least=1)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The stream with the comments, none behind `[DONE]`.
        """
        if not isinstance(answer, Stream):
            return None
        events: list[Event] = []
        for number, event in enumerate(answer.events):
            if number % self.every == 0 and not is_done(event):
                events.append(Event(event.at, b": keepalive\n\n"))
            events.append(event)
        return replace(answer, events=tuple(events))


def _event(name: str, data: str) -> Event:
    return Event(0.0, sse.encode(name, data), name, data)


def _inserted(answer: Given, after: int, event: Event) -> Stream | None:
    if not isinstance(answer, Stream) or len(answer.events) <= after:
        return None
    due = replace(event, at=answer.events[after].at)
    return _joined(answer, (answer.events[:after], (due,), answer.events[after:]))


def _replaced(answer: Given, after: int, raw: bytes) -> Stream | None:
    """
    What comes behind so many events is this instead.
    """
    if not isinstance(answer, Stream) or len(answer.events) <= after:
        return None
    frame = sse.parse(raw)
    last = Event(answer.events[after].at, raw, frame.name, frame.data)
    return _joined(answer, (answer.events[:after], (last,)))


def _joined(stream: Stream, parts: Iterable[tuple[Event, ...]]) -> Stream:
    return replace(stream, events=tuple(event for part in parts for event in part))
