"""
What all events of a stream have, and the one event that is alike in all revisions.
"""

from __future__ import annotations

from mockgemini.wire.shapes.shape import Shape, Unlisted


class Event(Shape):
    """
    An event; its id is there in streams that can be taken up again.
    """

    event_id: str | None = None


class ItemEvent(Event):
    """
    An event of the item with this index, counted from 0.
    """

    index: int


class UnknownEvent(Unlisted):
    """
    An event of a type that has no shape here.
    """

    event_type: str
