"""
Settings of requests as clients of the revision `steps` write them, whichever way they were written.
"""

from __future__ import annotations

from mockgemini.jsontext import Json
from mockgemini.wire.fields import mapping, type_of
from mockgemini.wire.rendering import Object
from mockgemini.wire.spellings import FORMATS, snake_cased
from mockgemini.wire.translating.loss import Loss


def respelled(settings: Object) -> tuple[Object, tuple[Loss, ...]]:
    """
    A bare schema, its MIME type and `image_config` become typed formats; nothing is lost.
    """
    told = dict(settings)
    formats = _formats(told.get("response_format"), told.pop("response_mime_type", None))
    if (image := _image(told)) is not None:
        formats = _joined(formats, image)
    if formats:
        told["response_format"] = formats[0] if len(formats) == 1 else formats
    if isinstance(modalities := told.get("response_modalities"), list):
        told["response_modalities"] = [
            each.lower() if isinstance(each, str) else each for each in modalities
        ]
    if "tools" in told:
        told["tools"] = snake_cased(told["tools"])
    return told, ()


def _formats(value: Json, mime_type: Json) -> list[Json]:
    listed = value if isinstance(value, list) else [] if value is None else [value]
    formats = [_format(each, mime_type) for each in listed]
    if formats or not isinstance(mime_type, str):
        return formats
    kind = mime_type.partition("/")[0]
    return [{"type": kind if kind in FORMATS else "text", "mime_type": mime_type}]


def _format(value: Json, mime_type: Json) -> Json:
    if type_of(value) not in FORMATS:
        return {"type": "text", "mime_type": mime_type or "application/json", "schema": value}
    if mime_type is None or "mime_type" in mapping(value):
        return value
    return {**mapping(value), "mime_type": mime_type}


def _image(told: Object) -> Object | None:
    """
    Take what images are to be like out of the older place for it.
    """
    generation = mapping(told.get("generation_config"))
    if not isinstance(config := generation.get("image_config"), dict):
        return None
    rest = {key: value for key, value in generation.items() if key != "image_config"}
    told["generation_config"] = rest
    if not rest:
        del told["generation_config"]
    return {"type": "image", **config}


def _joined(formats: list[Json], image: Object) -> list[Json]:
    is_there = any(type_of(each) == "image" for each in formats)
    if not is_there:
        return [*formats, image]
    return [{**image, **mapping(each)} if type_of(each) == "image" else each for each in formats]
