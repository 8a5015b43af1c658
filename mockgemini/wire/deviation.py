"""
One place where what was said departs from its revision's schema or event grammar.

Values only; what finds them is in `checker.py` and below `shapes/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["breaking", "warning", "info"]
"""A client breaks; Google was never seen to do so; nobody has heard of it yet."""

Step: TypeAlias = str | int
"""A key or an index on the way to a place."""


@dataclass(frozen=True, slots=True)
class Code:
    """
    What kind of deviation; the names are stable, so that reports can be filtered by them.
    """

    severity: Severity
    meaning: str


CODES: Mapping[str, Code] = MappingProxyType(
    {
        # Shapes.
        "missing_field": Code("breaking", "A required field is not there."),
        "wrong_type": Code("breaking", "A value is of another type than the schema's."),
        "wrong_value": Code("breaking", "A value that never changes is another one."),
        "no_subject": Code("breaking", "A request names neither a model nor an agent."),
        "two_subjects": Code("breaking", "A request names a model and an agent."),
        "null_field": Code("warning", "A field is null; Google leaves such fields out."),
        "usual_field": Code("warning", "A field is not there that Google was always seen to send."),
        "bad_format": Code("warning", "A text is no time, or no base64, where it should be."),
        "wrong_total": Code("warning", "The total of the tokens is not the sum of its parts."),
        "unknown_field": Code("info", "A field that the schema does not name."),
        "unknown_value": Code("info", "A value that an open enumeration does not name."),
        "unknown_type": Code("info", "A content, step, delta, tool or event of unknown type."),
        # Answers.
        "content_type": Code("breaking", "An answer is not of the type that SDKs read it by."),
        "went_back": Code("warning", "A polled interaction goes on although it was over."),
        # Streams.
        "event_not_json": Code("breaking", "The data of an event is no JSON object."),
        "event_name": Code("breaking", "The name of a frame is not the type of its event."),
        "not_created": Code("breaking", "A stream does not begin with the interaction."),
        "created_twice": Code("breaking", "An interaction begins although it has begun."),
        "not_started": Code("breaking", "A delta or a stop where no item is open."),
        "not_stopped": Code("breaking", "An item is still open where it should not be."),
        "index_skipped": Code("breaking", "The index of an item is not the next one."),
        "index_reused": Code("breaking", "The index of an item was another item's."),
        "wrong_index": Code("breaking", "A delta or a stop of an item that is not the open one."),
        "wrong_delta": Code("breaking", "A delta that does not belong into such an item."),
        "not_completed": Code("breaking", "A stream ends without the event that completes it."),
        "completed_twice": Code("breaking", "An interaction is completed although it was."),
        "after_completed": Code("breaking", "An event behind the one that completes the stream."),
        "after_done": Code("breaking", "An event behind the end of the stream."),
        "no_usage": Code("breaking", "A model's interaction is completed without its usage."),
        "other_id": Code("breaking", "An event is of another interaction."),
        "folds_differently": Code("breaking", "The deltas do not add up to the whole."),
        "no_done": Code("warning", "A stream ends without its `done`."),
        "no_delta": Code("warning", "An item is started and stopped without a delta."),
        "unfinished": Code("warning", "An interaction is completed with a status that says not."),
        "broken_off": Code("warning", "A stream ends in an error."),
        "empty_error": Code("info", "An error that tells nothing, in the midst of a stream."),
        "no_agent_usage": Code("info", "An agent's interaction is completed without its usage."),
        "told_at_end": Code("info", "The whole at the end of a stream has more than its deltas."),
    }
)
"""Every code there is."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """
    `place` is a path such as `steps[0].content[0].text`, behind `event 4: ` where it is a stream's.

    Events are counted from 1. `expected` and `found` are words for a reader, never empty.
    """

    code: str
    severity: Severity
    place: str
    expected: str
    found: str

    @property
    def is_breaking(self) -> bool:
        """
        Would a client of this revision stumble over it?
        """
        return self.severity == "breaking"

    def at_event(self, number: int) -> Deviation:
        """
        The same, seen from the stream.
        """
        return replace(self, place=event_place(number, self.place))

    def __str__(self) -> str:
        at = f" at {self.place}" if self.place else ""
        return f"{self.severity} {self.code}{at}: expected {self.expected}, found {self.found}"


def deviation(code: str, where: str, expected: str, found: str) -> Deviation:
    """
    A deviation of the severity that its code has.
    """
    return Deviation(code, CODES[code].severity, where, expected, found)


_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def place(*steps: Step) -> str:
    """
    A path of keys and indexes, as a programmer writes it; empty for the whole.
    """
    return "".join(_worded(step) for step in steps).removeprefix(".")


def _worded(step: Step) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _PLAIN.fullmatch(step) else f"[{step!r}]"


def event_place(number: int, where: str = "") -> str:
    """
    A place in the event with this number.
    """
    return f"event {number}: {where}" if where else f"event {number}"


def breaking(found: list[Deviation]) -> list[Deviation]:
    """
    Those that break clients.
    """
    return [each for each in found if each.is_breaking]
