"""
Made-up media on their way to the client: whether they are asked for, and inline or as a file.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief, Format
from mockgemini.wire.outcome import Extra, Media

if TYPE_CHECKING:
    from mockgemini.synthesize.files.stored import StoredFile

Keep: TypeAlias = "Callable[[bytes, str], StoredFile]"
"""Makes a file of bytes of that mime type, for the client to download."""

_NO_SETTINGS: Extra = {}


def is_asked(brief: Brief, kind: str, *, by_nature: bool) -> bool:
    """
    Whether the answer has to hold something of that kind; `by_nature`: where nothing is said.
    """
    formats, modalities = brief.formats, brief.modalities
    if not formats and not modalities:
        return by_nature
    return any(form.kind == kind for form in formats) or any(
        modality.lower() == kind for modality in modalities
    )


def form_of(scene: Scene, kind: str) -> Format:
    """
    How the first thing of that kind is wanted; the same without wishes where none are told.
    """
    return next((form for form in scene.brief.formats if form.kind == kind), Format(kind))


def word(settings: Extra, key: str) -> str | None:
    """
    A setting that is a text.
    """
    value = settings.get(key)
    return value if isinstance(value, str) else None


def delivered(
    data: bytes, form: Format, mime_type: str, keep: Keep | None, extra: Extra = _NO_SETTINGS
) -> Media:
    """
    The bytes in base64; as the uri of a file where that is asked for and files can be kept.
    """
    if form.extra.get("delivery") == "uri" and keep is not None:
        return Media(form.kind, mime_type, uri=keep(data, mime_type).uri, extra=extra)
    return Media(form.kind, mime_type, base64.b64encode(data).decode(), extra=extra)
