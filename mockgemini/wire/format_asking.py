"""
What a request wants its answer to consist of, in every spelling there was: a bare JSON Schema and
its MIME type, a typed format, a list of them, modalities, and the settings of images.
"""

from __future__ import annotations

from dataclasses import replace

from mockgemini.jsontext import Json
from mockgemini.wire.brief import Format
from mockgemini.wire.fields import mapping
from mockgemini.wire.given import Given, unsupported, wrong
from mockgemini.wire.spellings import snake_cased

_KINDS = ("text", "image", "audio", "video")
_MODALITIES = (*_KINDS, "document")
_TEXTS = ("application/json", "text/plain")
_RATIOS = (
    *("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"),
    *("1:8", "8:1", "1:4", "4:1"),
)
_SIZES = ("512", "1K", "2K", "4K")


def read(given: Given) -> tuple[Format, ...]:
    """
    The formats, from the fields `response_format` and `response_mime_type`.
    """
    mime_type = given.text("response_mime_type")
    value, place = given.value("response_format"), given.at("response_format")
    if isinstance(value, list):
        formats = [_format(item, f"{place}[{index}]") for index, item in enumerate(value)]
    else:
        formats = [] if value is None else [_format(value, place)]
    if mime_type is None:
        return tuple(formats)
    if not formats:
        return (Format(_kind_of(mime_type), mime_type),)
    return tuple(
        replace(each, mime_type=mime_type) if _is_open(each, mime_type) else each
        for each in formats
    )


def _kind_of(mime_type: str) -> str:
    kind = mime_type.partition("/")[0]
    return kind if kind in _KINDS else "text"


def _is_open(each: Format, mime_type: str) -> bool:
    return each.kind == _kind_of(mime_type) and each.mime_type is None


def _format(value: Json, place: str) -> Format:
    if not isinstance(value, dict):
        raise wrong(value, place, "an object")
    if value.get("type") not in _KINDS:
        return Format("text", schema=value, path=place)
    given = Given(snake_cased(value), place)
    kind = given.choice("type", _KINDS) or ""
    if kind == "text":
        mime_type = given.choice("mime_type", _TEXTS)
        schema = given.object("schema")
        return Format(kind, mime_type, schema, given.at("schema"), given.left)
    if kind == "image":
        _check_image(given)
    return Format(kind, given.text("mime_type"), path=place, extra=given.left)


def read_image_config(given: Given) -> Format | None:
    """
    The older spelling of an image's format, from the field `image_config`; None without it.
    """
    below = given.below("image_config")
    if below is None:
        return None
    below.left = mapping(snake_cased(below.left))
    _check_image(below)
    return Format("image", path=below.place, extra=below.left)


def _check_image(given: Given) -> None:
    for key, supported in (("aspect_ratio", _RATIOS), ("image_size", _SIZES)):
        value = given.choice(key, supported)
        if value is not None:
            given.left[key] = value


def read_modalities(given: Given) -> tuple[str, ...]:
    """
    From the field `response_modalities`, in lower case whatever they were in.
    """
    place = given.at("response_modalities")
    modalities = tuple(each.lower() for each in given.texts("response_modalities"))
    for index, modality in enumerate(modalities):
        if modality not in _MODALITIES:
            raise unsupported(modality, "response_modalities", f"{place}[{index}]", _MODALITIES)
    return modalities
