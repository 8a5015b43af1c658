"""
Streams that end well, as far as HTTP can tell, and lack their last words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from mockgemini.exchange import Event, Request, Stream
from mockgemini.faults.fault import After, Given, Throw


@dataclass(frozen=True)
class NoDone(After):
    """
    The stream ends without its `[DONE]`; all it has to tell was told.
    """

    NAME: ClassVar[str] = "no_done"

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The stream without that event.
        """
        return _without(answer, is_done)


@dataclass(frozen=True)
class MissingEnd(After):
    """
    The stream lacks the event that tells how the interaction ended; `[DONE]` comes.
    """

    NAME: ClassVar[str] = "missing_end"
    LOSES: ClassVar[bool] = True

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The stream without that event.
        """
        return _without(answer, is_end)


def is_done(event: Event) -> bool:
    """
    Is it the stream's own end?
    """
    return event.data == "[DONE]"


def is_end(event: Event) -> bool:
    """
    Is it the interaction's end, in either revision?
    """
    return event.name in _ENDS


_ENDS = frozenset({"interaction.complete", "interaction.completed"})


def _without(answer: Given, is_meant: Callable[[Event], bool]) -> Stream | None:
    if not isinstance(answer, Stream):
        return None
    events = tuple(event for event in answer.events if not is_meant(event))
    return None if len(events) == len(answer.events) else replace(answer, events=events)
