"""
Contents: text and media, which messages, summaries and results consist of.

Covers what the SDKs 2.0 to 3.4 know; only what all of them require is required.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes import content
from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.content import (
    AUDIO_TYPES,
    VIDEO_TYPES,
    FileCitation,
    ImageContent,
    PlaceCitation,
    Resolution,
    UrlCitation,
)
from mockgemini.wire.shapes.shape import Known, Shape, Unknown


class SpeechAnnotation(Shape):
    """
    Who speaks a stretch of a transcript, and how.
    """

    type: Literal["speech_metadata"]
    speaker: str | None = None
    style: str | None = None
    start_index: int | None = None
    end_index: int | None = None


class WordInfo(Shape):
    """
    When a word of a transcript is spoken.
    """

    type: Literal["word_info"]
    text: str | None = None
    speaker: str | None = None
    start_index: int | None = None
    end_index: int | None = None
    start_offset: str | None = None
    end_offset: str | None = None


Annotation: TypeAlias = Annotated[
    UrlCitation | FileCitation | PlaceCitation | SpeechAnnotation | WordInfo | Unknown, OneOf()
]


class TextContent(Shape):
    """
    Text and its citations.
    """

    type: Literal["text"]
    text: str
    annotations: list[Annotation] | None = None


# --- processing -------------------------------------------------------------------------------


class VideoProcessing(Shape):
    """
    Which part of a video is looked at, and how closely. Offsets are seconds, as in `5.5s`.
    """

    type: Literal["static"]
    start_offset: str | None = None
    end_offset: str | None = None
    fps: float | None = None
    content_layers: list[Annotated[str, Known("frames", "audio", "transcript")]] | None = None


class AudioProcessing(Shape):
    """
    Which part of a recording is listened to.
    """

    type: Literal["static"]
    start_offset: str | None = None
    end_offset: str | None = None


class PageOptions(Shape):
    """
    Which pages of a document are read.
    """

    start_page: int | None = None
    end_page: int | None = None
    content_layers: list[Annotated[str, Known("page_image", "page_text")]] | None = None


class SpreadsheetOptions(Shape):
    """
    Which cells of a spreadsheet are read.
    """

    sheet_index: int | None = None
    visible_cells: str | None = None
    content_layers: list[Annotated[str, Known("visual", "data", "formulas")]] | None = None


class DocumentProcessing(Shape):
    """
    Which part of a document is read.
    """

    type: Literal["static"]
    page_options: PageOptions | None = None
    spreadsheet_options: SpreadsheetOptions | None = None


_Static: TypeAlias = Annotated[str, Known("static")]

DocumentType: TypeAlias = Annotated[
    str,
    Known(
        "application/pdf",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.ms-powerpoint",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
]


class AudioContent(content.AudioContent):
    """
    Sound, in base64 or by its address.
    """

    mime_type: Annotated[str, Known(*AUDIO_TYPES, "audio/webm")] | None = None
    processing: Annotated[_Static | AudioProcessing | Unknown, OneOf()] | None = None


class VideoContent(content.VideoContent):
    """
    A video, in base64 or by its address.
    """

    mime_type: Annotated[str, Known(*VIDEO_TYPES, "video/jpeg2000")] | None = None
    name: str | None = None
    processing: (
        Annotated[Annotated[str, Known("static", "agentic")] | VideoProcessing | Unknown, OneOf()]
        | None
    ) = None


class DocumentContent(content.DocumentContent):
    """
    A document, in base64 or by its address.
    """

    mime_type: DocumentType | None = None
    resolution: Resolution | None = None
    processing: Annotated[_Static | DocumentProcessing | Unknown, OneOf()] | None = None


Content: TypeAlias = Annotated[
    TextContent | ImageContent | AudioContent | DocumentContent | VideoContent | Unknown, OneOf()
]

Shown: TypeAlias = Annotated[TextContent | ImageContent | Unknown, OneOf()]
"""What a thought's summary consists of."""
