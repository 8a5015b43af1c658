"""
One thing that changed: from one recording to another, or from one schema to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mockgemini.wire.deviation import Code, Severity

RECORDED: Mapping[str, Code] = MappingProxyType(
    {
        # Cassettes and exchanges.
        "cassette_removed": Code("warning", "A cassette is only among the old ones."),
        "cassette_added": Code("info", "A cassette is only among the new ones."),
        "exchange_removed": Code("warning", "A request was made only in the old recording."),
        "exchange_added": Code("info", "A request was made only in the new recording."),
        "request_changed": Code("info", "A request is put in other words."),
        "revision_changed": Code("warning", "The same is asked in another revision."),
        # Answers.
        "kind_changed": Code("breaking", "A stream, a reply and a poll are different things."),
        "status_changed": Code("breaking", "The HTTP status is another one."),
        "header_removed": Code("warning", "A header does not come any more."),
        "header_added": Code("info", "A header is new."),
        "header_changed": Code("info", "A header has another value."),
        "content_type_changed": Code("breaking", "The content-type is another one, or gone."),
        "states_changed": Code("info", "A poll went through other states."),
        # Events.
        "event_removed": Code("breaking", "A kind of event does not come any more."),
        "event_added": Code("warning", "A kind of event is new."),
        "order_changed": Code("warning", "An event follows one that it never followed."),
        # Fields.
        "field_removed": Code("breaking", "A field that always came does not come any more."),
        "field_rarer": Code("warning", "A field that always came comes only sometimes."),
        "field_gone": Code("warning", "A field that sometimes came does not come any more."),
        "field_added": Code("info", "A field is new."),
        "field_retyped": Code("breaking", "A value is of a JSON type that it never was of."),
        "kind_removed": Code("warning", "A kind of item does not come any more."),
        "kind_added": Code("warning", "A kind of item is new."),
        "value_added": Code("warning", "A word of an enumeration is new."),
        "value_removed": Code("info", "A word of an enumeration does not come any more."),
        "name_changed": Code("info", "Another model or agent answered."),
    }
)
"""Every code of `mockgemini diff`."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """
    Where a change was seen: number and line of an exchange in the old file, and in the new one.

    0 stands for where there is none.
    """

    old: int = 0
    old_line: int = 0
    new: int = 0
    new_line: int = 0

    def __str__(self) -> str:
        if self.old == self.new or not self.new:
            return f"#{self.old}"
        return f"#{self.old}→#{self.new}" if self.old else f"#{self.new}"


@dataclass(frozen=True, slots=True)
class Change:
    """
    `was` and `now` are words for a reader, empty where there was or is nothing.
    """

    code: str
    severity: Severity
    place: str
    was: str = ""
    now: str = ""

    @property
    def words(self) -> str:
        """
        From what to what.
        """
        if self.was and self.now:
            return f"{self.was} → {self.now}"
        return f"was {self.was}" if self.was else self.now

    def __str__(self) -> str:
        return f"{self.severity} {self.code} {self.place}: {self.words}".rstrip(": ")


def recorded(code: str, place: str, was: str = "", now: str = "") -> Change:
    """
    A change between recordings, of the severity that its code has.
    """
    return Change(code, RECORDED[code].severity, place, was, now)
