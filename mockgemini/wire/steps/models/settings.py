"""
What requests set, and resources repeat.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from mockgemini.wire.shapes import settings
from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.settings import (
    AspectRatio,
    DynamicAgentConfig,
    ImageConfig,
    ImageSize,
    SpeechConfig,
    Summaries,
)
from mockgemini.wire.shapes.shape import Anything, Known, Object, Shape, Unknown
from mockgemini.wire.shapes.tools import ToolChoice

ServiceTier: TypeAlias = Annotated[str, Known("flex", "standard", "priority", "deferred")]

# The first SDK of this revision said `url`.
Delivery: TypeAlias = Annotated[str, Known("inline", "uri", "url")]

# --- what the answer consists of --------------------------------------------------------------


class TextResponseFormat(Shape):
    """
    Text, or JSON that fits a schema.
    """

    type: Literal["text"]
    mime_type: Annotated[str, Known("application/json", "text/plain")] | None = None
    json_schema: Anything | None = Field(None, alias="schema")


class AudioResponseFormat(Shape):
    """
    Sound.
    """

    type: Literal["audio"]
    mime_type: (
        Annotated[
            str,
            Known(
                "audio/mp3",
                "audio/ogg_opus",
                "audio/l16",
                "audio/wav",
                "audio/alaw",
                "audio/mulaw",
            ),
        ]
        | None
    ) = None
    bit_rate: int | None = None
    sample_rate: int | None = None
    delivery: Delivery | None = None


class ImageResponseFormat(Shape):
    """
    Images.
    """

    type: Literal["image"]
    mime_type: Annotated[str, Known("image/jpeg")] | None = None
    aspect_ratio: AspectRatio | None = None
    image_size: ImageSize | None = None
    delivery: Delivery | None = None


class VideoResponseFormat(Shape):
    """
    Videos.
    """

    type: Literal["video"]
    aspect_ratio: Annotated[str, Known("16:9", "9:16")] | None = None
    resolution: Annotated[str, Known("360p", "720p", "1080p", "4k")] | None = None
    duration: str | None = None
    delivery: Delivery | None = None
    gcs_uri: str | None = None


# A bare JSON Schema has a `type` as well, but none of these.
_Format: TypeAlias = Annotated[
    TextResponseFormat | AudioResponseFormat | ImageResponseFormat | VideoResponseFormat | Object,
    OneOf(),
]

ResponseFormat: TypeAlias = Annotated[_Format | list[_Format], OneOf()]

# --- how to generate --------------------------------------------------------------------------


class SpeakerConfig(Shape):
    """
    The voices of several speakers.
    """

    speakers: list[SpeechConfig] | None = None


class VideoConfig(Shape):
    """
    What a video is made from.
    """

    task: (
        Annotated[
            str,
            Known(
                "text_to_video",
                "image_to_video",
                "reference_to_video",
                "edit",
                "extend",
                "upscale",
            ),
        ]
        | None
    ) = None


class VerbatimMode(Shape):
    """
    Word for word.
    """

    type: Literal["verbatim"]
    diarization_mode: str | None = None
    timestamp_granularities: list[str] | None = None


class SmartMode(Shape):
    """
    With slips of the tongue left out.
    """

    type: Literal["smart"]
    source_text: str | None = None


class TranscriptionConfig(Shape):
    """
    How speech is written down.
    """

    mode: (
        Annotated[
            Annotated[str, Known("verbatim", "smart")] | VerbatimMode | SmartMode | Unknown,
            OneOf(),
        ]
        | None
    ) = None
    custom_vocabulary: list[str] | None = None
    language_codes: list[str] | None = None
    adaptation_phrases: list[str] | None = None
    diarization_mode: str | None = None
    language_hints: list[str] | None = None
    timestamp_granularities: list[str] | None = None


class GenerationConfig(Shape):
    """
    How a model is to generate.
    """

    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    stop_sequences: list[str] | None = None
    max_output_tokens: int | None = None
    thinking_level: Annotated[str, Known("minimal", "low", "medium", "high", "xhigh")] | None = None
    thinking_summaries: Summaries | None = None
    tool_choice: ToolChoice | None = None
    speech_config: Annotated[SpeakerConfig | list[SpeechConfig], OneOf()] | None = None
    image_config: ImageConfig | None = None
    video_config: VideoConfig | None = None
    transcription_config: TranscriptionConfig | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None


class SafetySetting(Shape):
    """
    From which probability on something harmful is held back.
    """

    type: Annotated[
        str,
        Known(
            "hate_speech",
            "dangerous_content",
            "harassment",
            "sexually_explicit",
            "civic_integrity",
            "image_hate",
            "image_dangerous_content",
            "image_harassment",
            "image_sexually_explicit",
            "jailbreak",
        ),
    ]
    threshold: Annotated[
        str,
        Known(
            "block_low_and_above", "block_medium_and_above", "block_only_high", "block_none", "off"
        ),
    ]
    method: Annotated[str, Known("severity", "probability")] | None = None


# --- agents -----------------------------------------------------------------------------------


class DeepResearchAgentConfig(settings.DeepResearchAgentConfig):
    """
    Settings of the Deep Research agents.
    """

    enable_bigquery_tool: bool | None = None


class AntigravityAgentConfig(Shape):
    """
    Settings of the Antigravity agents; 64-bit numbers are text in Google's JSON.
    """

    type: Literal["antigravity"]
    model: str | None = None
    max_total_tokens: Annotated[str | int, OneOf()] | None = None


class SourceFile(Shape):
    """
    A file of the client's.
    """

    path: str | None = None
    content: str | None = None


class FindRequest(Shape):
    """
    Look for flaws.
    """

    description: str | None = None
    finding_id: str | None = None
    mode: Annotated[str, Known("scan", "verify")] | None = None
    source_files: list[SourceFile] | None = None


class FixRequest(Shape):
    """
    Mend a flaw.
    """

    description: str | None = None
    finding_id: str | None = None
    source_files: list[SourceFile] | None = None


class SessionConfig(Shape):
    """
    How long a session may take.
    """

    max_rounds: int | None = None


class CodeMenderAgentConfig(Shape):
    """
    Settings of the CodeMender agents.
    """

    type: Literal["code-mender"]
    model: str | None = None
    session_id: str | None = None
    session_config: SessionConfig | None = None
    find_request: FindRequest | None = None
    fix_request: FixRequest | None = None


AgentConfig: TypeAlias = Annotated[
    DynamicAgentConfig
    | DeepResearchAgentConfig
    | AntigravityAgentConfig
    | CodeMenderAgentConfig
    | Unknown,
    OneOf(),
]
