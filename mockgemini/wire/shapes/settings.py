"""
What requests set, and resources repeat, as far as the revisions agree on it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes.shape import Known, Object, Shape

Modality: TypeAlias = Annotated[str, Known("text", "image", "audio", "video", "document")]
Summaries: TypeAlias = Annotated[str, Known("auto", "none")]

ASPECT_RATIOS = (
    "1:1",
    "2:3",
    "3:2",
    "3:4",
    "4:3",
    "4:5",
    "5:4",
    "9:16",
    "16:9",
    "21:9",
    "1:8",
    "8:1",
    "1:4",
    "4:1",
)

AspectRatio: TypeAlias = Annotated[str, Known(*ASPECT_RATIOS)]
ImageSize: TypeAlias = Annotated[str, Known("512", "1K", "2K", "4K")]


class SpeechConfig(Shape):
    """
    A voice, and who of the speakers has it.
    """

    voice: str | None = None
    language: str | None = None
    speaker: str | None = None


class ImageConfig(Shape):
    """
    What the images to be made look like.
    """

    aspect_ratio: AspectRatio | None = None
    image_size: ImageSize | None = None


class DynamicAgentConfig(Shape):
    """
    Settings of an agent that has a schema of its own for them.
    """

    type: Literal["dynamic"]


class DeepResearchAgentConfig(Shape):
    """
    Settings of the Deep Research agents.
    """

    type: Literal["deep-research"]
    thinking_summaries: Summaries | None = None
    collaborative_planning: bool | None = None
    visualization: Annotated[str, Known("off", "auto")] | None = None


class WebhookConfig(Shape):
    """
    Where to tell that an interaction has changed, and what to tell along.
    """

    uris: list[str] | None = None
    user_metadata: Object | None = None
