"""
Takes secrets out of texts, whole ones and those that come in pieces.

Equal values get equal placeholders, so that what was linked stays linked; replacing twice changes
nothing. What only resembles a secret is told of, or made blank where asked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from mockgemini.errors import UsageError
from mockgemini.redaction.formats import KNOWN, RESEMBLING, Format

_PLACEHOLDER = re.compile(r"REDACTED_[a-z_]+_[0-9a-f]{8}")
_LONGEST_PLACEHOLDER = 64
_ROUNDS = 8
# A known value shorter than this would be found in ordinary words.
_SHORTEST = 6


class Secrets:
    """
    Exact values that are secret; more become known while a recording goes on.

    `formats`: how to find them, the longest first.
    """

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._values: tuple[str, ...] = ()
        self.formats: tuple[Format, ...] = ()
        for value in values:
            self.add(value)

    def add(self, value: str) -> None:
        """
        Know one more. A very short one would be found in ordinary words, and is passed over.
        """
        if len(value) >= _SHORTEST and value not in self._values:
            # The longest first, for one may hold another.
            self._values = tuple(sorted([*self._values, value], key=len, reverse=True))
            self.formats = tuple(Format("key", each, re.escape(each)) for each in self._values)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """
    Where in a text a secret stands, and its kind; `is_known` is false for what resembles one.
    """

    start: int
    end: int
    kind: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Redactor:
    """
    Replaces secrets in text. `known`: exact values, such as the key a recording is made with.

    `rules`: the user's own regular expressions; a group named `secret` is what goes, else the whole
    match. `allowed`: texts that are none, whatever they look like.
    """

    known: Secrets | None = None
    rules: tuple[re.Pattern[str], ...] = ()
    allowed: frozenset[str] = field(default=frozenset())

    @property
    def found_by(self) -> tuple[Format, ...]:
        """
        How exact values are found: the same tuple as long as no more become known.
        """
        return () if self.known is None else self.known.formats

    def text(self, text: str) -> str:
        """
        The text without the secrets that are known as such.
        """
        return self._redacted(text, self._formats())

    def blank(self, text: str) -> str:
        """
        The text without what `suspects` tells of.
        """
        return self._redacted(text, RESEMBLING)

    def clean(self, text: str) -> str:
        """
        The text without either: for all that is shown and not played.
        """
        return self.blank(self.text(text))

    def text_pieces(self, pieces: Sequence[str]) -> list[str]:
        """
        As many pieces, which joined are `text` of the pieces joined.

        A placeholder stands in the piece where its secret began.
        """
        return self._redacted_pieces(pieces, self._formats())

    def blank_pieces(self, pieces: Sequence[str]) -> list[str]:
        """
        The same for `blank`.
        """
        return self._redacted_pieces(pieces, RESEMBLING)

    def headers(self, headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """
        Every header's value without known secrets.
        """
        return tuple((name, self.text(value)) for name, value in headers)

    def suspects(self, text: str) -> list[str]:
        """
        What resembles a secret and is not allowed by name, told without the secret itself.
        """
        return [
            f"{place.kind} ({place.end - place.start} characters)"
            for place in self.places(text)
            if not place.is_known
        ]

    def places(self, text: str) -> list[Place]:
        """
        Where secrets stand, in order; of two that overlap the first to be found. There are none
        where `clean` changes nothing.
        """
        places: list[Place] = []
        for formats, is_known in ((self._formats(), True), (RESEMBLING, False)):
            for each in formats:
                for start, end in self._spans(text, each):
                    if all(end <= other.start or other.end <= start for other in places):
                        places.append(Place(start, end, each.kind.replace("_", " "), is_known))
        return sorted(places)

    def _formats(self) -> Iterable[Format]:
        """
        All that is replaced at sight: exact values first, the user's rules last.
        """
        return (*self.found_by, *KNOWN, *(Format("rule", "", rule) for rule in self.rules))

    def _redacted(self, text: str, formats: Iterable[Format]) -> str:
        # One secret may stand right behind another and be seen only when that has gone.
        for _ in range(_ROUNDS):
            before = text
            for each in formats:
                if each.hint in text and (spans := self._spans(text, each)):
                    text = _replaced(text, spans, each.name, [])
            if text == before:
                break
        return text

    def _redacted_pieces(self, pieces: Sequence[str], formats: Iterable[Format]) -> list[str]:
        whole = "".join(pieces)
        if len(pieces) == 1:
            return [self._redacted(whole, formats)]
        # Nearly all hold nothing, and that is seen without keeping account of where pieces end.
        if self._redacted(whole, formats) == whole:
            return list(pieces)
        ends = list(accumulate(map(len, pieces)))
        for _ in range(_ROUNDS):
            before = whole
            for each in formats:
                whole = _replaced(whole, self._spans(whole, each), each.name, ends)
            if whole == before:
                break
        return [whole[start:end] for start, end in pairwise([0, *ends])]

    def _spans(self, text: str, each: Format) -> list[tuple[int, int]]:
        return [
            (start, end)
            for start, end in each.find(text)
            if text[start:end] not in self.allowed and not _is_in_placeholder(text, start, end)
        ]


def _replaced(text: str, spans: list[tuple[int, int]], name: str, ends: list[int]) -> str:
    """
    The text with placeholders in these places; `ends`, in order, move to where they are then.
    """
    if not spans:
        return text
    parts: list[str] = []
    at = size = turn = 0
    for start, end in [*spans, (len(text), len(text))]:
        while turn < len(ends) and ends[turn] <= start:
            ends[turn] += size - at
            turn += 1
        instead = placeholder(name, text[start:end]) if start < end else ""
        parts += (text[at:start], instead)
        size += start - at + len(instead)
        at = end
        while turn < len(ends) and ends[turn] < end:
            ends[turn] = size
            turn += 1
    return "".join(parts)


def _is_in_placeholder(text: str, start: int, end: int) -> bool:
    # Otherwise a rule that matches hex digits would replace its own placeholders for ever.
    near = _PLACEHOLDER.finditer(
        text, max(start - _LONGEST_PLACEHOLDER, 0), end + _LONGEST_PLACEHOLDER
    )
    return any(each.start() <= start and end <= each.end() for each in near)


def placeholder(kind: str, value: str) -> str:
    """
    What stands for a secret: equal for equal values, however escaped, and of no use to anybody.
    """
    digest = hashlib.sha256(_unescaped(value).encode(errors="replace")).hexdigest()
    return f"REDACTED_{kind}_{digest[:8]}"


def _unescaped(value: str) -> str:
    """
    As it was before it stood in JSON, and that in JSON again.
    """
    while "\\" in value:
        try:
            plain = json.loads(f'"{value}"', strict=False)
        except ValueError:
            break
        value = plain
    return value


def redactor(
    known: Secrets | Iterable[str] = (), rules: Iterable[str] = (), allowed: Iterable[str] = ()
) -> Redactor:
    """
    A Redactor from plain texts; a UsageError where a rule is no regular expression.

    `known` may be Secrets that go on growing.
    """
    return Redactor(
        known if isinstance(known, Secrets) else Secrets(known),
        tuple(map(rule, rules)),
        frozenset(allowed),
    )


def rule(text: str, where: str = "redact") -> re.Pattern[str]:
    """
    What a user has secrets found by; a UsageError, by the option's name, where it finds nothing, as
    it is no regular expression.
    """
    try:
        return re.compile(text)
    except re.error as error:
        raise UsageError(f"{where} takes regular expressions, not {text!r}: {error}") from None
