"""
Contents whose shapes the revisions share; one that knows more of a content extends it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes.shape import Base64, Known, Shape

Resolution: TypeAlias = Annotated[str, Known("low", "medium", "high", "ultra_high")]

ImageType: TypeAlias = Annotated[
    str,
    Known(
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/heic",
        "image/heif",
        "image/gif",
        "image/bmp",
        "image/tiff",
    ),
]

AUDIO_TYPES = (
    "audio/wav",
    "audio/mp3",
    "audio/aiff",
    "audio/aac",
    "audio/ogg",
    "audio/flac",
    "audio/mpeg",
    "audio/m4a",
    "audio/l16",
    "audio/opus",
    "audio/alaw",
    "audio/mulaw",
)

VIDEO_TYPES = (
    "video/mp4",
    "video/mpeg",
    "video/mpg",
    "video/mov",
    "video/avi",
    "video/x-flv",
    "video/webm",
    "video/wmv",
    "video/3gpp",
)


class ImageContent(Shape):
    """
    An image, in base64 or by its address.
    """

    type: Literal["image"]
    data: Base64 | None = None
    uri: str | None = None
    mime_type: ImageType | None = None
    resolution: Resolution | None = None


class AudioContent(Shape):
    """
    Sound, in base64 or by its address.
    """

    type: Literal["audio"]
    data: Base64 | None = None
    uri: str | None = None
    mime_type: Annotated[str, Known(*AUDIO_TYPES)] | None = None
    channels: int | None = None
    sample_rate: int | None = None


class VideoContent(Shape):
    """
    A video, in base64 or by its address.
    """

    type: Literal["video"]
    data: Base64 | None = None
    uri: str | None = None
    mime_type: Annotated[str, Known(*VIDEO_TYPES)] | None = None
    resolution: Resolution | None = None


class DocumentContent(Shape):
    """
    A document, in base64 or by its address.
    """

    type: Literal["document"]
    data: Base64 | None = None
    uri: str | None = None
    mime_type: Annotated[str, Known("application/pdf")] | None = None


# --- citations --------------------------------------------------------------------------------


class UrlCitation(Shape):
    """
    Says which page a stretch of text is taken from; indexes count bytes of UTF-8.
    """

    type: Literal["url_citation"]
    url: str | None = None
    title: str | None = None
    start_index: int | None = None
    end_index: int | None = None


class FileCitation(Shape):
    """
    Says which file of a store a stretch of text is taken from.
    """

    type: Literal["file_citation"]
    document_uri: str | None = None
    file_name: str | None = None
    source: str | None = None
    custom_metadata: dict[str, object] | None = None
    page_number: int | None = None
    media_id: str | None = None
    start_index: int | None = None
    end_index: int | None = None


class ReviewSnippet(Shape):
    """
    A review of a place.
    """

    review_id: str | None = None
    title: str | None = None
    url: str | None = None


class PlaceCitation(Shape):
    """
    Says which place on the map a stretch of text tells of.
    """

    type: Literal["place_citation"]
    place_id: str | None = None
    name: str | None = None
    url: str | None = None
    review_snippets: list[ReviewSnippet] | None = None
    start_index: int | None = None
    end_index: int | None = None
