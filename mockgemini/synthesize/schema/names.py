"""
What a property's name tells about its value: which pool of texts, which range of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from mockgemini.synthesize.schema.pools import RANGES, TEXTS

_Found = TypeVar("_Found")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words_of(name: str) -> list[str]:
    """
    `cityName`, `city_name` and `City name` are all ["city", "name"].
    """
    return [part.lower() for part in _PARTS.findall(name)]


def found_in(table: Mapping[str, _Found], name: str) -> _Found | None:
    """
    What the table has for the name: for its last words, as many as possible, else for any of them.
    """
    if name in table:
        return table[name]
    words = words_of(name)
    for start in range(len(words)):
        phrase = " ".join(words[start:])
        for each in (phrase, phrase.removesuffix("s")):
            if each in table and (each != "name" or len(words) == 1):
                return table[each]
    # Of `company_name` the company tells more.
    telling = [word for word in reversed(words) if word != "name"]
    return next((table[word] for word in [*telling, *words] if word in table), None)


def texts_for(name: str, notes: Iterable[str]) -> tuple[str, ...] | None:
    """
    Texts under that name, else under the title of the schema; None for a name that tells nothing.
    """
    return _first(TEXTS, name, notes)


def range_for(name: str, notes: Iterable[str]) -> tuple[str, str] | None:
    """
    The least and the greatest number under that name; None for a name that tells nothing.
    """
    return _first(RANGES, name, notes)


def _first(table: Mapping[str, _Found], name: str, notes: Iterable[str]) -> _Found | None:
    found = found_in(table, name)
    if found is not None or name:
        return found
    # Only a short note is a title; a description speaks of many things.
    titles = [note for note in notes if len(note) <= 30]
    return next((each for note in titles if (each := found_in(table, note)) is not None), None)


_EXAMPLE = re.compile(
    r"(?:e\.g\.|for example|such as),?:? +(?P<text>[\"'`][^\"'`]+[\"'`]|[^.;)\n]+)"
)


def example_in(notes: Iterable[str]) -> str | None:
    """
    The example that a description gives: `San Francisco` of "The city, e.g. San Francisco".
    """
    for note in notes:
        found = _EXAMPLE.search(note)
        if found is not None:
            text = found["text"].strip()
            quoted = text[0] in "\"'`"
            first = text[1:-1] if quoted else re.split(r",? or |, (?=[a-z])", text)[0]
            return first.strip() or None
    return None
