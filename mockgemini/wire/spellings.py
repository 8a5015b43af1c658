"""
The spellings that SDK generations have for the same request body, brought to one.

Works on parsed JSON and goes no further than the fields named here: what users wrote themselves
(schemas, arguments, results) stays as it is, but for `1.0` being `1`.
"""

from __future__ import annotations

import re

import orjson

from mockgemini.jsontext import FOLD_ABOVE, Json, blob_name, parse

# Below these keys stands the user's own JSON, where null is a value and not an absent field. Both
# casings, since generateContent is spelled in camelCase.
_VERBATIM = frozenset(
    {
        "args",
        "arguments",
        "labels",
        "parameters",
        "parametersJsonSchema",
        "parameters_json_schema",
        "response",
        "responseJsonSchema",
        "responseSchema",
        "response_json_schema",
        "response_schema",
        "result",
        "schema",
        "user_metadata",
    }
)
FORMATS = ("text", "audio", "image", "video")

_BEYOND = 2.0**63
"""The quick reader of JSON makes floats of larger integers."""


def plain(text: str) -> Json:
    """
    The value of a JSON text without null fields, whole floats as integers, long base64 as its
    `$blob:` name; a ValueError where the text is no JSON.

    Nulls stay in lists, where they count, and in the user's own JSON.
    """
    try:
        return _plain(orjson.loads(text))
    except (ValueError, OverflowError):
        # The standard library reads what it does not, such as halves of surrogate pairs.
        return _plain(parse(text, _exact))
    except RecursionError:
        raise ValueError("JSON is nested too deeply") from None


def _exact(number: str) -> float:
    value = float(number)
    return int(value) if value.is_integer() else value


def _plain(value: Json, *, is_verbatim: bool = False) -> Json:
    if isinstance(value, dict):
        return _plain_fields(value, is_verbatim=is_verbatim)
    if isinstance(value, list):
        return [_plain(item, is_verbatim=is_verbatim) for item in value]
    if isinstance(value, float) and value.is_integer():
        # An integer beyond 64 bits, or as good as one: which, only its digits tell.
        if abs(value) >= _BEYOND:
            raise OverflowError
        return int(value)
    # Base64 whose slashes were escaped in the text could not be folded there.
    if isinstance(value, str) and len(value) > FOLD_ABOVE and (name := blob_name(value)):
        return "$blob:" + name
    return value


def _plain_fields(fields: dict[str, Json], *, is_verbatim: bool) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key, value in fields.items():
        # Most values are such already, and a call takes longer than to see that.
        if (isinstance(value, str) and len(value) <= FOLD_ABOVE) or isinstance(value, int):
            found[key] = value
        elif value is None:
            if is_verbatim:
                found[key] = None
        elif key == "response_format" and not is_verbatim:
            found[key] = (
                [_plain_format(item) for item in value]
                if isinstance(value, list)
                else _plain_format(value)
            )
        else:
            found[key] = _plain(value, is_verbatim=is_verbatim or key in _VERBATIM)
    return found


def _plain_format(value: Json) -> Json:
    # Either one of the API's formats, or a bare JSON Schema, which has none of these types.
    is_ours = isinstance(value, dict) and value.get("type") in FORMATS
    return _plain(value, is_verbatim=not is_ours)


# --- creating an interaction ------------------------------------------------------------------


def interaction(body: dict[str, Json]) -> dict[str, Json]:
    """
    The plain body of a create call in its one spelling: the shortest there is.
    """
    body = dict(body)
    if body.get("stream") is False:
        del body["stream"]
    if isinstance(model := body.get("model"), str):
        body["model"] = model.removeprefix("models/")
    if "input" in body:
        body["input"] = _input(body["input"])
    for key in ("response_format", "tools"):
        if key in body:
            body[key] = snake_cased(body[key])
    return body


def _input(value: Json) -> Json:
    """
    One user's turn becomes its content, several steps stay a list, a lone text becomes a string.
    """
    if isinstance(value, str):
        return value
    items: list[Json] = value if isinstance(value, list) else [value]
    steps = [_step(item) for item in items]
    if len(steps) == 1 and isinstance(only := steps[0], dict) and _is_user_input(only):
        return only["content"]
    return _content(steps)


def _step(item: Json) -> Json:
    """
    A turn of the user's is a `user_input` step; a turn of the model's is nothing of the kind.
    """
    if not isinstance(item, dict) or "content" not in item:
        return item
    if len(item) == 2 and item.get("role") == "user":
        return {"type": "user_input", "content": _content(item["content"])}
    if _is_user_input(item) or item.get("type") == "model_output" or "role" in item:
        return {**item, "content": _content(item["content"])}
    return item


def _is_user_input(item: dict[str, Json]) -> bool:
    return len(item) == 2 and item.get("type") == "user_input" and "content" in item


def _content(value: Json) -> Json:
    """
    A list of one plain text is that text; a single part is a list of one.
    """
    if isinstance(value, str):
        return value
    items: list[Json] = value if isinstance(value, list) else [value]
    only = items[0] if len(items) == 1 else None
    if isinstance(only, dict) and len(only) == 2 and only.get("type") == "text" and "text" in only:
        return only["text"]
    return items


# What Python's 2.0 to 2.8 wrote in camelCase; a table, since a bare JSON Schema may stand here too.
_SNAKE = {
    "aspectRatio": "aspect_ratio",
    "bitRate": "bit_rate",
    "excludedPredefinedFunctions": "excluded_predefined_functions",
    "imageSize": "image_size",
    "mimeType": "mime_type",
    "sampleRate": "sample_rate",
}


def snake_cased(value: Json) -> Json:
    """
    A response format, a tool or a list of them, those keys in snake_case that an SDK spelled so.
    """
    if isinstance(value, list):
        return [snake_cased(item) for item in value]
    if isinstance(value, dict):
        return {_SNAKE.get(key, key): item for key, item in value.items()}
    return value


# --- beginning an upload ----------------------------------------------------------------------

_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")


def file_upload(body: dict[str, Json]) -> dict[str, Json]:
    """
    A file's metadata in snake_case, its size as a number: Python writes so, JavaScript does not.
    """
    file = body.get("file")
    if not isinstance(file, dict):
        return body
    file = {_HUMP.sub(r"_\1", key).lower(): value for key, value in file.items()}
    size = file.get("size_bytes")
    if isinstance(size, str) and re.fullmatch(r"[0-9]{1,18}", size):
        file["size_bytes"] = int(size)
    return {**body, "file": file}
