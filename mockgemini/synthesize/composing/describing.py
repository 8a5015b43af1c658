"""
Media that a model was given, in words: type, pixels, seconds, pages.
"""

from __future__ import annotations

from collections.abc import Iterable

from mockgemini.synthesize.composing.quoting import quoted, sound
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.wire.outcome import Media, Part
from mockgemini.wire.wording import shortened

_WORDS = {"image": "image", "audio": "audio", "video": "video", "document": "document"}
_LONGEST_ADDRESS = 200


def described(parts: Iterable[Part], sight: Sight) -> list[str]:
    """
    A sentence for each of the media among the parts: `The image is image/png, 640 × 480 pixels.`
    """
    media = [part for part in parts if isinstance(part, Media)]
    if not media:
        return []
    if len(media) == 1:
        return [f"The {_WORDS.get(media[0].kind, 'file')} {_told(media[0], sight)}."]
    return [
        f"{_WORDS.get(part.kind, 'file').capitalize()} {at} {_told(part, sight)}."
        for at, part in enumerate(media, 1)
    ]


def named(media: Media, sight: Sight) -> str:
    """
    One of the media within a sentence: `an image (image/png, 2 × 2 pixels)`.
    """
    article = "an" if media.kind in {"image", "audio"} else "a"
    return f"{article} {_WORDS.get(media.kind, 'file')} ({', '.join(_facts(media, sight))})"


def _told(media: Media, sight: Sight) -> str:
    facts = ", ".join(_facts(media, sight))
    if (name := sight.file_name(media)) is not None:
        return f"in the file {quoted(name)} is {facts}"
    if media.data is None and media.uri is not None:
        address = shortened(sound(media.uri), _LONGEST_ADDRESS)
        return f"at {address} is {facts}, which I do not fetch"
    return f"is {facts}"


def _facts(media: Media, sight: Sight) -> list[str]:
    seen = sight.of(media)
    facts = [media.mime_type or seen.mime_type or "of an unknown type"]
    if media.mime_type and seen.mime_type and _kind(media.mime_type) != _kind(seen.mime_type):
        facts.append(f"in truth {seen.mime_type}")
    if seen.pixels is not None:
        facts.append(f"{seen.pixels[0]} × {seen.pixels[1]} pixels")
    if seen.seconds is not None:
        facts.append(f"{seen.seconds:.1f} seconds")
    if seen.pages is not None:
        facts.append("1 page" if seen.pages == 1 else f"{seen.pages} pages")
    return facts


def _kind(mime_type: str) -> str:
    return mime_type.partition("/")[0].lower()
