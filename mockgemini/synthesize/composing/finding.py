"""
Values that a prompt holds: numbers, dates, times, addresses, quotations, names of things.

A guess throughout: a real model understands, this one takes words for what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from mockgemini.synthesize.composing.quoting import sound

_READ = 4000
"""Characters of a prompt that are searched."""

_PATTERNS = {
    "uri": r"https?://[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]]",
    "email": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "moment": r"\b\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?",
    "date": r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b",
    "time": r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b)?|\b\d{1,2}\s?[AaPp]\.?[Mm]\b",
    "quote": r"\"[^\"\n]+\"|“[^”\n]+”|«[^»\n]+»|(?<!\w)'[^'\n]+'(?!\w)|`[^`\n]+`",
    "number": r"(?<![\w.,/])[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\.?\d|\w*[A-Za-z]{3})",
}
_ALL = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()))
_QUOTES = "\"“”«»'`"

_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’-]*(?: (?:(?:of|de|la|del|the|von|van) )?[A-ZÀ-Þ0-9][\w'’-]*)*(?:, [A-Z]{2}\b)?"
)
_BEGINS = re.compile(r"(?:^|[.!?:\n]\s*|[\"“(]\s*)\Z")
_GOES_ON = re.compile(r"\s+[a-z]|:")
_JOINED = re.compile(r"\s*(?:,|;|&|,?\s*(?:and|or))\s*")
_ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|titled|called|on)\s+(?:the\s+|a\s+|an\s+)?([^\n.,;:!?\"]+)",
    re.IGNORECASE,
)
_BEGINNINGS = """
a add after an and answer any are ask assign at before between book both buy by calculate call can
change check compare congratulate contact convert could create delete deliver describe do does
draft drive each email everything explain find fly for friday from generate get give greet hello
her hey hi his how i i'd i'll i'm if in introduce invite is it its list look mail make me meet
message monday move my near not notify now of off ok on open or order our pay phone play please
read remind rename reply run saturday say schedule search send set should show start stop sum
summarize sunday tell text thank thanks that the their then there these they this thursday to
today transfer translate travel tuesday turn update use visit wait was we wednesday were what
what's when where where's which who who's why will with would write you your
"""
_NO_NAMES = frozenset(_BEGINNINGS.split())
"""Words that have a capital because a sentence begins with them, or for no reason at all."""


@dataclass(frozen=True, slots=True)
class Found:
    """
    What one prompt holds, each kind in the order of the text; `names` by groups that are joined.
    """

    text: str = ""
    numbers: tuple[int | float, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    about: str = ""
    is_joined: bool = False
    """Whether all its numbers are one group: `7, 9 and 11`."""

    @property
    def all_names(self) -> tuple[str, ...]:
        return tuple(name for group in self.names for name in group)


def find(prompt: str) -> Found:
    """
    All that the beginning of a prompt holds.
    """
    return _found(sound(prompt[:_READ]))


@lru_cache(maxsize=128)
def _found(text: str) -> Found:
    kinds: dict[str, list[re.Match[str]]] = {}
    for match in _ALL.finditer(text):
        kinds.setdefault(match.lastgroup or "", []).append(match)
    numbers = kinds.pop("number", [])
    about = _ABOUT.search(text)
    return Found(
        text=text.strip(),
        numbers=tuple(_number(match[0]) for match in numbers),
        names=tuple(_groups(text, kinds)),
        words={kind: tuple(_word(match[0]) for match in found) for kind, found in kinds.items()},
        about=about[1].strip() if about else "",
        is_joined=len(numbers) > 1 and all(_joins(text, *pair) for pair in pairwise(numbers)),
    )


def _word(text: str) -> str:
    return text.strip(_QUOTES)


def _number(text: str) -> int | float:
    plain = text.replace(",", "").replace("−", "-")
    return float(plain) if "." in plain else int(plain)


def _groups(text: str, others: dict[str, list[re.Match[str]]]) -> Iterator[tuple[str, ...]]:
    """
    Names, those that a comma or an `and` joins together; none within what is something else.
    """
    taken = [match.span() for kind, found in others.items() if kind != "quote" for match in found]
    group: list[re.Match[str]] = []
    for match in _names(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        if group and not _joins(text, group[-1], match):
            yield tuple(each[0] for each in group)
            group = []
        group.append(match)
    if group:
        yield tuple(each[0] for each in group)


def _names(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while (match := _NAME.search(text, at)) is not None:
        first = re.match(r"[\w'’]+", match[0])
        word = first[0] if first else ""
        if word.lower() in _NO_NAMES or (len(word) == 1 and not match[0][1:]):
            # `Is Paris` begins with no name, but may go on with one.
            at = match.start() + max(len(word), 1)
            continue
        at = match.end()
        if not (_BEGINS.search(text, 0, match.start()) and _is_ordinary(text, match)):
            yield match


def _is_ordinary(text: str, match: re.Match[str]) -> bool:
    """
    Whether a word at the beginning of a sentence is likely no name: it stands alone and goes on.
    """
    return " " not in match[0] and _GOES_ON.match(text, match.end()) is not None


def _joins(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return _JOINED.fullmatch(text, one.end(), other.start()) is not None
