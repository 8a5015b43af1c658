"""
Names for what the service made up anew (ids, signatures, the model's words), so that two recordings
of one conversation can be laid side by side.

A name tells which request first brought the thing about, and as the how manieth, so it is the same
in every recording and does not change with what is recorded before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from mockgemini.cassette.cassette import Cassette
from mockgemini.contract.culprit import said
from mockgemini.exchange import Body, Exchange, Request, Stream
from mockgemini.jsontext import COMPACT, Json, parse
from mockgemini.wire import register
from mockgemini.wire.canonical import Canonical, Rules, canonical
from mockgemini.wire.checker import checker_of
from mockgemini.wire.fields import mapping
from mockgemini.wire.reading import last_reply, reply_body

IDS = frozenset({"id", "call_id", "interaction_id", "environment_id", "event_id"})
"""The fields whose values name something that was made up for the occasion."""

WORDS = frozenset({"signature", "text", "data"})
"""The fields with the model's own words, which clients may send back word for word."""

_FILE = re.compile(r"files/[\w-]+")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Named:
    """
    An exchange, counted from 1, and its request with names instead of what was made up.

    `times` counts equal requests before it in its cassette.
    """

    number: int
    exchange: Exchange
    asked: Canonical
    times: int = 0

    @property
    def key(self) -> tuple[bytes, int]:
        return self.asked.key(), self.times


def named(cassette: Cassette) -> list[Named]:
    """
    All exchanges, in order. Revisions are forgotten: a conversation may have moved to another.
    """
    rules = Rules.parse(cassette.header.ignore, cassette.header.normalize)
    names = _Names()
    counts: Counter[bytes] = Counter()
    result = []
    for number, exchange in enumerate(cassette.exchanges, 1):
        asked = canonical(names.applied(exchange.request), None, rules)
        one = Named(number, exchange, asked, counts[asked.key()])
        counts[asked.key()] += 1
        names.learn(exchange, f"{asked.key().hex()[:8]}-{one.times}")
        result.append(one)
    return result


class _Names:
    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def learn(self, exchange: Exchange, origin: str) -> None:
        """
        Name what an exchange brought about that was not there before.
        """
        counts: Counter[str] = Counter()
        for key, text in _texts(exchange):
            known = self._words if key in WORDS else self._ids
            if len(text) >= _SHORTEST and text not in known:
                counts[key] += 1
                known[text] = f"<{key} {counts[key]} of {origin}>"
        self.__dict__.pop("_pattern", None)

    def applied(self, request: Request) -> Request:
        """
        The request with names; one whose body is no JSON keeps it.
        """
        request = replace(request, path=self._line(request.path), query=self._line(request.query))
        payload = request.body.payload
        if payload.path is not None or not (self._ids or self._words):
            return request
        try:
            value = self._value(parse(payload.read().decode()))
            return replace(request, body=Body.of(COMPACT.encode(value).encode()))
        except ValueError:
            return request

    def _value(self, value: Json) -> Json:
        if isinstance(value, dict):
            return {key: self._value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if isinstance(value, str):
            return self._words.get(value) or self._line(value)
        return value

    def _line(self, text: str) -> str:
        return self._pattern.sub(lambda found: self._ids[found[0]], text) if self._ids else text

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Of two that begin alike, the longer one.
        return re.compile("|".join(map(re.escape, sorted(self._ids, key=len, reverse=True))))


def whole_of(exchange: Exchange) -> Json:
    """
    What an answer tells as one JSON value: a stream folded, of a poll the last state.

    None where it is no JSON, and for streams that no revision describes.
    """
    answer = exchange.answer
    if not isinstance(answer, Stream):
        return reply_body(last_reply(answer))
    revision = exchange.revision or register.revision_of(exchange.request)
    if revision not in register.NAMES:
        return None
    return checker_of(revision).folded(answer.events)


def _texts(exchange: Exchange) -> Iterator[tuple[str, str]]:
    answer = exchange.answer
    if isinstance(answer, Stream):
        # Of words, clients send back what the deltas add up to.
        for event in answer.events:
            yield from ((key, text) for key, text in _walk(said(event)) if key not in WORDS)
    yield from _walk(whole_of(exchange))


def _walk(value: Json) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item)
    for key, item in mapping(value).items():
        if not isinstance(item, str):
            yield from _walk(item)
        elif key in IDS or key in WORDS:
            yield key, item
        elif found := _FILE.search(item):
            yield "file", found[0]


def paired(old: Iterable[Named], new: Iterable[Named]) -> list[tuple[Named | None, Named | None]]:
    """
    Exchanges of two cassettes side by side, None where the other has no such one.

    First those with the same request; of the rest, in order, those that make the same call.
    """
    rest = {each.key: each for each in new}
    pairs: list[tuple[Named | None, Named | None]] = []
    left = []
    for one in old:
        other = rest.pop(one.key, None)
        pairs.append((one, other))
        left += [one] if other is None else []
    for one in left:
        alike = next((each for each in rest.values() if _is_alike(one, each)), None)
        if alike is not None:
            del rest[alike.key]
            pairs[pairs.index((one, None))] = (one, alike)
    return [*pairs, *((None, other) for other in rest.values())]


def _is_alike(one: Named, other: Named) -> bool:
    return (one.asked.method, _call(one)) == (other.asked.method, _call(other))


def _call(one: Named) -> str:
    return re.sub(r"<[^>]*>", "<>", one.asked.path)
