"""
The events of a stream.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes import event
from mockgemini.wire.shapes.choice import Delta, OneOf
from mockgemini.wire.shapes.content import ImageContent
from mockgemini.wire.shapes.errors import ErrorEvent
from mockgemini.wire.shapes.event import UnknownEvent
from mockgemini.wire.shapes.shape import Shape, Unknown
from mockgemini.wire.steps.models.contents import (
    Annotation,
    AudioContent,
    Content,
    DocumentContent,
    VideoContent,
)
from mockgemini.wire.steps.models.resource import EventInteraction, Status, Usage
from mockgemini.wire.steps.models.steps import Step, ToolUse

# --- deltas -----------------------------------------------------------------------------------


class TextDelta(Delta):
    """
    A piece of text.
    """

    type: Literal["text"]
    text: str


class TextAnnotationDelta(Delta):
    """
    Citations; recorded once for all text before it.
    """

    type: Literal["text_annotation_delta"]
    annotations: list[Annotation] | None = None


class AudioDelta(AudioContent, Delta):
    """
    A piece of sound.
    """

    rate: int | None = None


class ThoughtSummaryDelta(Delta):
    """
    A piece of a thought's summary; recorded a paragraph at a time.
    """

    type: Literal["thought_summary"]
    content: Content | None = None


class ThoughtSignatureDelta(Delta):
    """
    The signature of a thought.
    """

    type: Literal["thought_signature"]
    signature: str | None = None


class ArgumentsDelta(Delta):
    """
    A piece of a call's arguments, as JSON text; the SDKs 2.0 read it under the longer name.
    """

    type: Literal["arguments_delta"]
    arguments: str | None = None
    partial_arguments: str | None = None


DeltaValue: TypeAlias = Annotated[
    TextDelta
    | ImageContent
    | AudioDelta
    | DocumentContent
    | VideoContent
    | TextAnnotationDelta
    | ThoughtSummaryDelta
    | ThoughtSignatureDelta
    | ArgumentsDelta
    | ToolUse
    | Unknown,
    # What `step.start` told is not told again, and results of agents were recorded without a
    # result.
    OneOf(is_begun=True),
]

# --- events -----------------------------------------------------------------------------------


class Metadata(Shape):
    """
    Recorded in June 2026 only, in no schema but the deltas': what is used up so far.
    """

    total_usage: Usage | None = None
    usage: Usage | None = None


class Event(event.Event):
    """
    An event.
    """

    metadata: Metadata | None = None


class InteractionCreated(Event):
    """
    An interaction begins.
    """

    event_type: Literal["interaction.created"]
    interaction: EventInteraction


class InteractionCompleted(Event):
    """
    An interaction is over, or waits for the client, whatever its status is.

    Has no steps where a model answered; Antigravity repeats them all.
    """

    event_type: Literal["interaction.completed"]
    interaction: EventInteraction


class InteractionStatusUpdate(Event):
    """
    An interaction is in another status, or can be continued from here.
    """

    event_type: Literal["interaction.status_update"]
    interaction_id: str
    status: Status
    continuation_token: str | None = None
    usage: Usage | None = None


class StepEvent(Event, event.ItemEvent):
    """
    An event of the step with this index.
    """


class StepStart(StepEvent):
    """
    A step begins; it may have its first piece of content already.
    """

    event_type: Literal["step.start"]
    step: Annotated[Step, OneOf(is_begun=True)]


class StepDelta(StepEvent):
    """
    A step goes on.
    """

    event_type: Literal["step.delta"]
    delta: DeltaValue


class StepStop(StepEvent):
    """
    A step is whole; agents tell what they have used so far.
    """

    event_type: Literal["step.stop"]
    usage: Usage | None = None
    step_usage: Usage | None = None


StreamEvent: TypeAlias = Annotated[
    InteractionCreated
    | InteractionStatusUpdate
    | StepStart
    | StepDelta
    | StepStop
    | InteractionCompleted
    | ErrorEvent
    | UnknownEvent,
    OneOf(by="event_type"),
]
