"""
Models that can be listed, and tokens that can be counted: enough for clients that ask first.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from mockgemini.exchange import Payload, Reply, Request
from mockgemini.jsontext import Json, Spelling, parse
from mockgemini.synthesize.catalog import MODELS, Model
from mockgemini.wire.refusal import Refusal, Refused

# Google's front end writes what is not of the Interactions API on many lines.
_SPELLING = Spelling(indent=2, ends_with_newline=True)
_HEADERS = (("content-type", "application/json; charset=UTF-8"),)
_PAGE, _LARGEST_PAGE = 50, 1000
_LETTERS_A_TOKEN = 4
_WORD = re.compile(r"\w+|[^\w\s]")


def models(request: Request) -> Reply:
    """
    `GET /models`, by pages.
    """
    query = parse_qs(request.query)
    size = min(_number(query, "pageSize", _PAGE) or _PAGE, _LARGEST_PAGE)
    start = _number(query, "pageToken", 0)
    listed: list[Json] = [Model(name).resource() for name in MODELS[start : start + size]]
    body: dict[str, Json] = {"models": listed}
    if start + size < len(MODELS):
        body["nextPageToken"] = str(start + size)
    return _reply(body)


def model(name: str) -> Reply:
    """
    `GET /models/<name>`; Refused (404) where there is none.
    """
    bare = name.removeprefix("models/")
    if bare not in MODELS:
        raise Refused(
            Refusal(404, "not_found", f"Model is not found: models/{bare} for api version v1beta")
        )
    return _reply(Model(bare).resource())


def count_tokens(request: Request) -> Reply:
    """
    `POST /models/<name>:countTokens`: a token for every four letters of all texts in it.
    """
    try:
        body = parse(request.body.payload.read().decode())
    except ValueError:
        raise Refused(Refusal(400, "invalid_request", "Invalid JSON payload received.")) from None
    tokens = sum(_tokens(text) for text in _texts(body))
    counts: Json = [{"modality": "TEXT", "tokenCount": tokens}]
    return _reply({"totalTokens": tokens, "promptTokensDetails": counts})


def _texts(value: Json) -> list[str]:
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return [str(text) for text in own] + [t for item in value.values() for t in _texts(item)]
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else []


def _tokens(text: str) -> int:
    return sum(-(-len(word) // _LETTERS_A_TOKEN) for word in _WORD.findall(text))


def _number(query: dict[str, list[str]], name: str, default: int) -> int:
    text = query.get(name, [""])[-1]
    if not text:
        return default
    if not text.isdecimal():
        raise Refused(Refusal(400, "invalid_request", f"Invalid value '{text}' at '{name}'."))
    return int(text)


def _reply(body: dict[str, Json]) -> Reply:
    return Reply(200, _HEADERS, Payload(_SPELLING.encode(body).encode()), took=0.1)
