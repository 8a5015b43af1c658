"""
Which of the values a prompt holds go where: by a property's type, its format and its name.

Wishes only: they may not fit the schema; who makes the instance takes those that do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from mockgemini.jsontext import Json
from mockgemini.synthesize.composing.finding import Found
from mockgemini.synthesize.composing.words import parts, stems
from mockgemini.wire.fields import mapping

_EMAIL = frozenset({"email", "mail", "recipient", "sender", "address"})
_URI = frozenset({"url", "uri", "link", "website", "site"})
_DATE = frozenset({"date", "day", "when", "deadline", "birthday", "departure", "arrival"})
_TIME = frozenset({"time", "hour", "clock"})
_WHOLE = frozenset(
    {"query", "prompt", "question", "input", "request", "q", "sentence", "expression", "utterance"}
)
_TOPIC = frozenset({"topic", "subject", "title", "theme", "agenda", "purpose", "reason"})
_SAID = frozenset({"message", "text", "content", "body", "note", "comment", "quote"})
_ON = re.compile(r"\b(?:on|enable|enabled|start|activate|yes|true|open)\b", re.IGNORECASE)
_OFF = re.compile(r"\b(?:off|disable|disabled|stop|deactivate|no|not|false|close)\b", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d))?(?::\d\d)?\s?([AaPp])?")
_EXAMPLE = re.compile(r"['\"`]([^'\"`]{2,60})['\"`]")
_DEEPEST = 4
"""Objects within objects into which values are put."""

_Each = TypeVar("_Each")
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


class Filling:
    """
    Hands out what was found, each number and each name once as long as there are others left.
    """

    def __init__(self, found: Found, now: datetime) -> None:
        self._found = found
        self._now = now
        self._taken: set[tuple[str, int]] = set()

    def wishes(self, schema: Json) -> dict[str, Json]:
        """
        A value for each property of an object that the prompt has one for, by the property's name.

        Those of nested objects stand beside the others, which come first.
        """
        return self._wished(mapping(schema), mapping(schema), _DEEPEST)

    def _wished(
        self, schema: Mapping[str, Json], whole: Mapping[str, Json], depth: int
    ) -> dict[str, Json]:
        wished: dict[str, Json] = {}
        nested: dict[str, Json] = {}
        for name, told in mapping(schema.get("properties")).items():
            asked = _followed(mapping(told), whole)
            if "properties" in asked:
                if depth:
                    nested |= self._wished(asked, whole, depth - 1)
            elif (value := next(self.values(name, asked), None)) is not None:
                wished[name] = value
        return nested | wished

    def values(self, name: str, schema: Mapping[str, Json]) -> Iterator[Json]:
        """
        What a property of that name may be, the best first.
        """
        kinds = types(schema)
        if isinstance(words := schema.get("enum"), list):
            yield from self._enumerated(words)
        elif "array" in kinds:
            yield from self._lists(name, mapping(schema.get("items")))
        elif "boolean" in kinds:
            yield from self._truths(name)
        elif kinds & {"integer", "number"}:
            yield from self._numbers(schema, is_whole="integer" in kinds)
        elif "string" in kinds or (not kinds and schema.get("type") != "null"):
            yield from self._texts(name, schema)

    # --- by type ------------------------------------------------------------------------------

    def _enumerated(self, words: list[Json]) -> Iterator[Json]:
        said = self._found.text.lower()
        for word in words:
            if isinstance(word, str) and word and _is_said(word.lower(), said):
                yield word

    def _truths(self, name: str) -> Iterator[Json]:
        said = self._found.text
        switched = _switched(said)
        if switched is not None:
            yield switched
        elif stems(name) & stems(said):
            yield True

    def _numbers(self, schema: Mapping[str, Json], *, is_whole: bool) -> Iterator[Json]:
        for number in self._fresh("number", self._found.numbers):
            if is_whole and number != int(number):
                continue
            if _is_within(number, schema):
                self._take("number", self._found.numbers, number)
                yield int(number) if is_whole else number
                return

    def _lists(self, name: str, items: Mapping[str, Json]) -> Iterator[Json]:
        kinds = types(items)
        if kinds & {"integer", "number"}:
            if self._found.numbers:
                yield list(self._found.numbers)
        elif isinstance(words := items.get("enum"), list):
            if chosen := list(self._enumerated(words)):
                yield chosen
        elif "string" in kinds or not kinds:
            yield from self._listed_texts(name)

    def _listed_texts(self, name: str) -> Iterator[Json]:
        kind = _kind_of(name, "")
        if kind in {"email", "uri"} and (found := self._found.words.get(kind)):
            yield list(found)
        quotes = self._found.words.get("quote", ())
        groups = sorted(self._found.names, key=len, reverse=True)
        if len(quotes) > 1 or (quotes and not groups):
            yield list(quotes)
        if groups:
            for each in groups[0]:
                self._take("name", self._found.all_names, each)
            yield list(groups[0])

    def _texts(self, name: str, schema: Mapping[str, Json]) -> Iterator[Json]:
        told = schema.get("description")
        described = told if isinstance(told, str) else ""
        kind = _kind_of(name, schema.get("format"))
        if kind in {"email", "uri"}:
            yield from self._found.words.get(kind, ())
            if kind == "uri" or schema.get("format"):
                return
        elif kind == "date-time":
            yield from self._found.words.get("moment", ())
        elif kind == "date":
            yield from self._dates()
        elif kind == "time":
            yield from (_clock(time) for time in self._found.words.get("time", ()))
        if kind in {"date", "time", "date-time", "uuid"}:
            return
        yield from self._plain_texts(kind, described)

    def _plain_texts(self, kind: str, described: str) -> Iterator[Json]:
        found = self._found
        quotes = list(self._fresh("quote", found.words.get("quote", ())))
        for example in _EXAMPLE.findall(described):
            if _is_said(example.lower(), found.text.lower()):
                yield example
        if kind == "topic" and found.about:
            yield found.about
        if quotes:
            self._take("quote", found.words["quote"], quotes[0])
            yield quotes[0]
        if kind in {"said", "whole"}:
            if kind == "said" and found.about:
                yield found.about
            if found.text:
                yield found.text
        for each in self._fresh("name", found.all_names):
            self._take("name", found.all_names, each)
            yield each
            return

    def _dates(self) -> Iterator[Json]:
        for date in self._found.words.get("date", ()):
            yield _date(date)
        for moment in self._found.words.get("moment", ()):
            yield moment[:10]
        said = self._found.text.lower()
        for word, days in _DAYS.items():
            if _is_said(word, said):
                yield f"{self._now + timedelta(days=days):%Y-%m-%d}"

    # --- once each ----------------------------------------------------------------------------

    def _fresh(self, kind: str, values: Sequence[_Each]) -> Iterator[_Each]:
        for at, value in enumerate(values):
            if (kind, at) not in self._taken:
                yield value

    def _take(self, kind: str, values: Sequence[object], value: object) -> None:
        for at, each in enumerate(values):
            if each == value and (kind, at) not in self._taken:
                self._taken.add((kind, at))
                return


# --- of schemas and words ---------------------------------------------------------------------


def types(schema: Mapping[str, Json]) -> set[str]:
    """
    The types a value may have, in lower case; nothing where the schema leaves it open.

    Old declarations write `STRING`; a nullable one is a list, or one of several branches.
    """
    told = schema.get("type")
    names = told if isinstance(told, list) else [told]
    found = {name.lower() for name in names if isinstance(name, str)} - {"null"}
    for keyword in ("anyOf", "oneOf"):
        branches = schema.get(keyword)
        for branch in branches if isinstance(branches, list) else ():
            found |= types(mapping(branch))
    return found


def _followed(schema: Mapping[str, Json], whole: Mapping[str, Json]) -> Mapping[str, Json]:
    """
    What a reference to the schema's own definitions leads to; one step, which is what SDKs write.
    """
    reference = schema.get("$ref")
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return schema
    place: Json = dict(whole)
    for step in reference[2:].split("/"):
        place = mapping(place).get(step)
    return mapping(place)


def _kind_of(name: str, format_: Json) -> str:
    if format_ in ("email", "uri", "date", "time", "date-time", "uuid"):
        return str(format_)
    return _kind_named(name)


@lru_cache(maxsize=512)
def _kind_named(name: str) -> str:
    words_of_name = {form for part in parts(name) for form in (part, part.removesuffix("s"))}
    table = (
        ("email", _EMAIL),
        ("uri", _URI),
        ("date", _DATE),
        ("time", _TIME),
        ("topic", _TOPIC),
        ("whole", _WHOLE),
        ("said", _SAID),
    )
    return next((kind for kind, words in table if not words.isdisjoint(words_of_name)), "")


@lru_cache(maxsize=128)
def _switched(said: str) -> bool | None:
    """
    On or off, where a text speaks of either.
    """
    if _OFF.search(said):
        return False
    return True if _ON.search(said) else None


def _is_said(word: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None


def _is_within(number: float, schema: Mapping[str, Json]) -> bool:
    low, high = schema.get("minimum"), schema.get("maximum")
    return not (
        (isinstance(low, int | float) and number < low)
        or (isinstance(high, int | float) and number > high)
    )


def _date(text: str) -> str:
    """
    ISO, whichever way it was written; of two ways to read one, the American.
    """
    if "-" in text:
        return text
    first, second, year = (int(part) for part in re.split(r"[/.]", text))
    month, day = (second, first) if "." in text or first > 12 else (first, second)
    return f"{year:04}-{month:02}-{day:02}"


def _clock(text: str) -> str:
    found = _CLOCK.match(text)
    if found is None:
        return text
    hour = int(found[1]) % 12 + (12 if found[3] in "Pp" else 0) if found[3] else int(found[1])
    return f"{hour:02}:{found[2] or '00'}"
