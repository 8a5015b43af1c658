"""
The events of a stream.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.outputs.models.contents import (
    Citation,
    Content,
    Shown,
    ToolUse,
)
from mockgemini.wire.outputs.models.resource import EventInteraction, Status
from mockgemini.wire.shapes.choice import Delta, OneOf
from mockgemini.wire.shapes.content import (
    AudioContent,
    DocumentContent,
    ImageContent,
    VideoContent,
)
from mockgemini.wire.shapes.errors import ErrorEvent
from mockgemini.wire.shapes.event import Event, ItemEvent, UnknownEvent
from mockgemini.wire.shapes.shape import Unknown


class TextDelta(Delta):
    """
    A piece of text; its annotations came with it until `text_annotation` was made.
    """

    type: Literal["text"]
    text: str
    annotations: list[Citation] | None = None


class TextAnnotationDelta(Delta):
    """
    Citations for the text before.
    """

    type: Literal["text_annotation"]
    annotations: list[Citation] | None = None


class AudioDelta(AudioContent, Delta):
    """
    A piece of sound.
    """

    rate: int | None = None


class ThoughtSummaryDelta(Delta):
    """
    A piece of a thought's summary.
    """

    type: Literal["thought_summary"]
    content: Shown | None = None


class ThoughtSignatureDelta(Delta):
    """
    The signature of a thought.
    """

    type: Literal["thought_signature"]
    signature: str | None = None


DeltaValue: TypeAlias = Annotated[
    TextDelta
    | ImageContent
    | AudioDelta
    | DocumentContent
    | VideoContent
    | ThoughtSummaryDelta
    | ThoughtSignatureDelta
    | TextAnnotationDelta
    | ToolUse
    | Unknown,
    # What `content.start` told is not told again.
    OneOf(is_begun=True),
]


class InteractionStart(Event):
    """
    An interaction begins.
    """

    event_type: Literal["interaction.start"]
    interaction: EventInteraction


class InteractionComplete(Event):
    """
    An interaction is over, or waits for the client.
    """

    event_type: Literal["interaction.complete"]
    interaction: EventInteraction


class InteractionStatusUpdate(Event):
    """
    An interaction is in another status.
    """

    event_type: Literal["interaction.status_update"]
    interaction_id: str
    status: Status


class ContentStart(ItemEvent):
    """
    A content begins; recordings tell no more than its type, and the id of a call.
    """

    event_type: Literal["content.start"]
    content: Annotated[Content, OneOf(is_begun=True)]


class ContentDelta(ItemEvent):
    """
    A content goes on.
    """

    event_type: Literal["content.delta"]
    delta: DeltaValue


class ContentStop(ItemEvent):
    """
    A content is whole.
    """

    event_type: Literal["content.stop"]


StreamEvent: TypeAlias = Annotated[
    InteractionStart
    | InteractionStatusUpdate
    | ContentStart
    | ContentDelta
    | ContentStop
    | InteractionComplete
    | ErrorEvent
    | UnknownEvent,
    OneOf(by="event_type"),
]
