"""
What users add to be forgotten when requests are compared: places, and texts of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from mockgemini.errors import UsageError
from mockgemini.jsontext import Json, steps_of

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_ISO_DATE = r"(?<![0-9])[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
_SEGMENT = r"[^/\\\s\"'<>]+"

NORMALIZERS = {
    "datetime": _ISO_DATE + r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?:\s?Z|\s?UTC|\s?[+-][0-9]{2}:?[0-9]{2})?",
    "date": rf"{_ISO_DATE}|\b{_MONTH} {_DAY},? [0-9]{{4}}\b|\b{_DAY} {_MONTH},? [0-9]{{4}}\b",
    "uuid": r"(?<![0-9A-Fa-f-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
    r"(?![0-9A-Fa-f-])",
    "tmp_path": r"(?:(?:/private)?(?:/tmp|/var/tmp|/var/folders/[^/\s]+/[^/\s]+/T)"
    r"|[A-Za-z]:\\(?:[^\\\s\"'<>]+\\)*Temp)"
    rf"[/\\](?:pytest-of-{_SEGMENT}[/\\]pytest-[0-9]+[/\\])?{_SEGMENT}",
}
"""The kinds of text that can be normalized by name; a time comes before the date it begins with."""


@dataclass(frozen=True)
class Rules:
    """
    What to forget beyond what is always forgotten.

    `ignore`: JSON Pointers into the canonical body, where a step `*` is every key or index.
    `normalize`: names of NORMALIZERS or regular expressions; what they match counts as equal.
    """

    ignore: tuple[str, ...] = ()
    normalize: tuple[str, ...] = ()

    @classmethod
    def parse(cls, ignore: Iterable[str] = (), normalize: Iterable[str] = ()) -> Rules:
        """
        Rules from a user's words; a UsageError where a word fits neither.
        """
        rules = cls(tuple(ignore), tuple(normalize))
        for place in rules.ignore:
            _check_pointer(place)
        for word in rules.normalize:
            _check_normalizer(word)
        return rules

    def __or__(self, other: Rules) -> Rules:
        """
        The rules of both, each once.
        """
        return Rules(
            tuple(dict.fromkeys(self.ignore + other.ignore)),
            tuple(dict.fromkeys(self.normalize + other.normalize)),
        )

    def applied(self, body: Json) -> Json:
        """
        The body without what the rules forget. A place that is ignored might as well be absent.
        """
        for steps in self._places:
            body = _without(body, steps)
        return self._normalized(body) if self._patterns else body

    def normalized_text(self, text: str) -> str:
        """
        The text with the name of the kind, in angle brackets, for what is normalized.
        """
        for pattern, instead in self._patterns:
            text = pattern.sub(instead, text)
        return text

    def _normalized(self, value: Json) -> Json:
        if isinstance(value, str):
            return self.normalized_text(value)
        if isinstance(value, list):
            return [self._normalized(item) for item in value]
        if isinstance(value, dict):
            return {key: self._normalized(item) for key, item in value.items()}
        return value

    @cached_property
    def _places(self) -> tuple[tuple[str, ...], ...]:
        return tuple(steps_of(place) for place in self.ignore)

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        named = [name for name in NORMALIZERS if name in self.normalize]
        own = [word for word in self.normalize if word not in NORMALIZERS]
        return tuple((re.compile(NORMALIZERS[name]), f"<{name}>") for name in named) + tuple(
            (re.compile(word), "<normalized>") for word in own
        )


def _check_pointer(place: str) -> None:
    try:
        steps_of(place)
    except ValueError:
        raise UsageError(
            f"ignore takes JSON Pointers into the body, such as /tools/*/name, not {place!r}"
        ) from None
    if re.search(r"~(?![01])", place):
        raise UsageError(f"in a JSON Pointer '~' is written '~0', not as in {place!r}")


def _check_normalizer(word: str) -> None:
    if word in NORMALIZERS:
        return
    try:
        matches_nothing = re.compile(word).match("") is not None
    except re.error as error:
        raise UsageError(
            f"normalize takes {', '.join(sorted(NORMALIZERS))} or a regular expression, "
            f"not {word!r} ({error})"
        ) from None
    if matches_nothing:
        raise UsageError(
            f"normalize takes a regular expression that matches one character or more, not {word!r}"
        )


def _without(value: Json, steps: tuple[str, ...]) -> Json:
    step, rest = steps[0], steps[1:]
    if isinstance(value, dict):
        return {
            key: _without(item, rest) if step in (key, "*") else item
            for key, item in value.items()
            if rest or step not in (key, "*")
        }
    if isinstance(value, list):
        return [
            _without(item, rest) if step in (str(index), "*") else item
            for index, item in enumerate(value)
            if rest or step not in (str(index), "*")
        ]
    return value
