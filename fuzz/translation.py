"""
Exchanges of strange content: told, checked, and translated to every revision.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzz import seeds
from fuzz.target import Target
from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.contract.checking import check as deviations
from mockgemini.exchange import Body, Event, Exchange, Payload, Reply, Request, Stream
from mockgemini.jsontext import Json
from mockgemini.sse import encode
from mockgemini.wire.reading import outcome_of, turns_of
from mockgemini.wire.register import NAMES
from mockgemini.wire.summary import conversation, summary
from mockgemini.wire.translate import translate

_JSON = (("content-type", "application/json"),)
_SSE = (("content-type", "text/event-stream"),)


def check(data: bytes) -> None:
    """
    The input is an object: `revision`, `asked`, and `told` or a list of `events`.
    """
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(given, dict) and given.get("revision") in NAMES:
        _look_at(_exchange(given))


def _look_at(exchange: Exchange) -> None:
    summary(exchange)
    conversation(exchange)
    outcome_of(exchange)
    turns_of(exchange)
    deviations(Cassette(Header(), (exchange,)))
    for revision in NAMES:
        translated = translate(exchange, revision).exchange
        summary(translated)
        translate(translated, exchange.revision or "")


def _exchange(given: dict[str, Json]) -> Exchange:
    asked = json.dumps(given.get("asked")).encode()
    events = given.get("events")
    answer: Reply | Stream
    if isinstance(events, list):
        answer = Stream(200, _SSE, tuple(_event(each) for each in events))
    else:
        answer = Reply(200, _JSON, Payload(json.dumps(given.get("told")).encode()))
    request = Request("POST", "/v1/interactions", headers=_JSON, body=Body.of(asked))
    return Exchange(request, answer, revision=str(given["revision"]))


def _event(value: Json) -> Event:
    name = value.get("event_type") if isinstance(value, dict) else None
    told = name if isinstance(name, str) and name.isidentifier() else "step.delta"
    data = json.dumps(value)
    return Event(0.1, encode(told, data), told, data)


def inputs() -> Iterator[bytes]:
    """
    What was recorded, and in the other revisions too.
    """
    for exchange in seeds.exchanges():
        for revision in NAMES:
            yield _spelled(translate(exchange, revision).exchange)
    for body in seeds.creations():
        for revision in NAMES:
            yield json.dumps({"revision": revision, "asked": body, "told": None}).encode()


def _spelled(exchange: Exchange) -> bytes:
    value: dict[str, Json] = {
        "revision": exchange.revision,
        "asked": _parsed(exchange.request.body.payload.read().decode()),
    }
    if isinstance(exchange.answer, Stream):
        value["events"] = [_parsed(event.data or "") for event in exchange.answer.events]
    elif isinstance(exchange.answer, Reply):
        value["told"] = _parsed(exchange.answer.body.read().decode())
    return json.dumps(value).encode()


def _parsed(text: str) -> Json:
    try:
        value: Json = json.loads(text)
    except ValueError:
        return text
    return value


TARGET = Target("translation", check, inputs, is_json=True)
