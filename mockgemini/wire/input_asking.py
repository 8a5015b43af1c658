"""
A request's input, checked as the API checks it; reading it is left to `turns`.

Fields without a name here are passed over: SDKs send newer ones all the time.
"""

from __future__ import annotations

import re
import string

from mockgemini.jsontext import Json
from mockgemini.wire.complaints import Complaint
from mockgemini.wire.content import MEDIA
from mockgemini.wire.given import Given, unsupported, wrong
from mockgemini.wire.turns import MODEL, USER

_BASE64 = (string.ascii_letters + string.digits + "+/-_ \t\r\n").encode()
_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")
_CONTENTS = ("text", "image", "audio", "video", "document", "thought")


def check(value: Json, messages: tuple[str, ...]) -> None:
    """
    Refuse what the API refuses. `messages`: the types of steps that hold contents, if any.
    """
    if isinstance(value, str):
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            _item(item, f"input[{index}]", messages)
    elif isinstance(value, dict):
        _item(value, "input", messages)
    else:
        raise wrong(value, "input", "a string, an object or a list")


def _item(value: Json, place: str, messages: tuple[str, ...]) -> None:
    given = Given(value, place)
    if "role" in given.left:
        given.choice("role", (USER, MODEL))
        _contents(given, messages)
    elif given.left.get("type") in messages:
        _contents(given, messages)
    else:
        _content(given, messages)


def _contents(given: Given, messages: tuple[str, ...]) -> None:
    value, place = given.value("content"), given.at("content")
    if isinstance(value, list):
        for index, item in enumerate(value):
            _content(Given(item, f"{place}[{index}]"), messages)
    elif isinstance(value, dict):
        _content(Given(value, place), messages)
    elif value is None:
        raise Complaint.BAD_INPUT.refused(place=given.place)
    elif not isinstance(value, str):
        raise wrong(value, place, "a string, an object or a list")


def _content(given: Given, messages: tuple[str, ...]) -> None:
    kind = given.text("type")
    if kind is None:
        raise Complaint.BAD_INPUT.refused(place=given.place)
    if kind == "text":
        _text(given)
    elif kind in MEDIA:
        _media(kind, given)
    elif kind == "thought":
        _thought(given)
    elif kind == "function_result":
        _function_result(given)
    elif kind == "function_call":
        _function_call(given)
    elif not kind.endswith(("_call", "_result")):
        supported = (*_CONTENTS, *messages, "function_call", "function_result")
        raise unsupported(kind, "type", given.place, supported)


def _text(given: Given) -> None:
    if given.text("text") is None:
        raise _missing("text", "text", given)


def _media(kind: str, given: Given) -> None:
    data, uri = given.text("data"), given.text("uri")
    given.text("mime_type")
    if data is None and uri is None:
        raise _missing("data or uri", kind, given)
    if data is not None and not _is_base64(data):
        raise Complaint.BAD_VALUE.refused(
            place=given.at("data"), expected="base64", got="other text"
        )
    processing = given.value("processing")
    if isinstance(processing, dict) and _is_backwards(processing):
        raise Complaint.BAD_INPUT.refused(place=given.at("processing"))


def _is_base64(data: str) -> bool:
    # Megabytes come here; this is the fastest way to look at them.
    return data.encode(errors="replace").translate(None, _BASE64) in {b"", b"=", b"=="}


def _is_backwards(processing: dict[str, Json]) -> bool:
    start, end = (processing.get(f"{which}_offset") for which in ("start", "end"))
    if not isinstance(start, str) or not isinstance(end, str):
        return False
    opening, closing = _OFFSET.fullmatch(start), _OFFSET.fullmatch(end)
    if opening is None or closing is None:
        return True
    return float(opening[1]) >= float(closing[1])


def _thought(given: Given) -> None:
    # A thought that comes back without its signature is refused, whoever lost it.
    if not given.text("signature"):
        raise Complaint.BAD_SIGNATURE.refused()
    given.items("summary")


def _function_call(given: Given) -> None:
    if not given.text("name"):
        raise _missing("name", "function_call", given)
    given.text("id")
    given.object("arguments")


def _function_result(given: Given) -> None:
    if not given.text("call_id"):
        raise Complaint.NO_CALL_ID.refused()
    given.text("name")
    given.truth("is_error")
    result = given.value("result")
    if isinstance(result, bool | int | float):
        raise wrong(result, given.at("result"), "a string, an object or a list")


def _missing(field: str, kind: str, given: Given) -> Exception:
    return Complaint.MISSING.refused(field=field, what="content", kind=kind, place=given.place)
