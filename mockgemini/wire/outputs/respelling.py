"""
Settings of requests as clients of the revision `outputs` write them, whichever way they were
written.
"""

from __future__ import annotations

from collections.abc import Iterator

from mockgemini.jsontext import Json
from mockgemini.wire import wording
from mockgemini.wire.deviation import place
from mockgemini.wire.fields import mapping, type_of
from mockgemini.wire.rendering import Object
from mockgemini.wire.spellings import FORMATS, snake_cased
from mockgemini.wire.translating.loss import Loss

_NO_WORDS = "this revision has no words for it"
_JSON = "application/json"
_LONGEST = 60


def respelled(settings: Object) -> tuple[Object, tuple[Loss, ...]]:
    """
    A typed format becomes a bare schema and its MIME type, or a modality and `image_config`.
    """
    told = dict(settings)
    losses = [*_formats(told), *_speech(told)]
    if isinstance(tools := told.get("tools"), list):
        told["tools"] = [_tool(each) for each in tools]
    return told, tuple(losses)


def _formats(told: Object) -> Iterator[Loss]:
    value = told.get("response_format")
    listed = value if isinstance(value, list) else [value]
    if not any(type_of(each) in FORMATS for each in listed):
        return
    del told["response_format"]
    formats = [_Format(*each) for each in enumerate(listed)]
    if (kinds := [each.kind for each in formats]) != ["text"]:
        modalities = told.get("response_modalities")
        before = modalities if isinstance(modalities, list) else []
        told["response_modalities"] = [*before, *(each for each in kinds if each not in before)]
    # The one MIME type there is room for is that of texts, where there are any.
    for each in sorted(formats, key=lambda each: each.kind != "text"):
        left = each.text(told) if each.kind == "text" else each.media(told, kinds)
        where = ("response_format", each.index) if isinstance(value, list) else ("response_format",)
        yield from (_loss(place(*where, key), left[key]) for key in left)


def _loss(where: str, value: Json) -> Loss:
    return Loss(where, wording.value(value, _LONGEST), _NO_WORDS)


class _Format:
    """
    One format, to be said in the older way; what tells it gives what of it cannot be said.
    """

    def __init__(self, index: int, value: Json) -> None:
        self.index = index
        self.kind = type_of(value)
        if self.kind not in FORMATS:
            self.kind, value = "text", {"schema": value}
        self._left = mapping(snake_cased(mapping(value)))
        self._left.pop("type", None)

    def text(self, told: Object) -> Object:
        left = dict(self._left)
        schema, mime_type = left.pop("schema", None), left.pop("mime_type", None)
        if schema is not None:
            if "response_format" in told:
                return self._left
            told["response_format"] = schema
            mime_type = mime_type or _JSON
        if mime_type is not None:
            told.setdefault("response_mime_type", mime_type)
        return left

    def media(self, told: Object, kinds: list[str]) -> Object:
        left = dict(self._left)
        if self.kind == "image":
            self._say_image(told, left)
        if "mime_type" in left and "text" not in kinds and "response_mime_type" not in told:
            told["response_mime_type"] = left.pop("mime_type")
        return left

    def _say_image(self, told: Object, left: Object) -> None:
        config: Object = {key: left.pop(key) for key in _OF_IMAGES if key in left}
        generation = mapping(told.get("generation_config"))
        if config:
            before = mapping(generation.get("image_config"))
            told["generation_config"] = {**generation, "image_config": {**before, **config}}


_OF_IMAGES = ("aspect_ratio", "image_size")


def _tool(value: Json) -> Json:
    """
    The one field of a tool that this revision spells in camelCase.
    """
    if type_of(value) != "computer_use":
        return value
    return {_CAMEL.get(key, key): item for key, item in mapping(value).items()}


_CAMEL = {"excluded_predefined_functions": "excludedPredefinedFunctions"}


def _speech(told: Object) -> list[Loss]:
    """
    One speaker, or an object that lists them, becomes a list.
    """
    generation = mapping(told.get("generation_config"))
    if not isinstance(config := generation.get("speech_config"), dict):
        return []
    rest = dict(config)
    speakers = rest.pop("speakers", None)
    told["generation_config"] = {
        **generation,
        "speech_config": [config] if speakers is None else speakers,
    }
    where = ("generation_config", "speech_config")
    return [] if speakers is None else [_loss(place(*where, key), rest[key]) for key in rest]
