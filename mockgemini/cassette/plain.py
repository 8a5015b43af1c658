"""
Texts without quotes: what they mean, and which of them mean different things to readers of YAML.

Most cassettes hold none whose first sign is more than a letter, so PyYAML is asked only then.
"""

from __future__ import annotations

import math
import re

from mockgemini.jsontext import Json

QUOTES = "needs quotes: readers of YAML disagree on it"

_VALUES: dict[str, Json] = {"null": None, "true": True, "false": False}
_NUMERIC = frozenset("-0123456789")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+][0-9]+)?")

WORDS = frozenset(
    form
    for word in ("yes", "no", "true", "false", "on", "off", "null")
    for form in (word, word.title(), word.upper())
) | {"y", "Y", "n", "N"}
"""All that begin with a letter and are no text in YAML 1.1 or 1.2."""

_LONGEST_WORD = max(map(len, WORDS))
"""Longer texts are not even looked up: that reads them from end to end."""

_SIGNS = frozenset("!&*+-.0123456789<=~")
"""With which anything else begins that is none."""

_NUMBER_OF_1_2 = re.compile(
    r"0o[0-7]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|"
    r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


def is_ambiguous(text: str) -> bool:
    """
    Whether a plain scalar means something else than its text to some reader of YAML.
    """
    if not text:
        return True
    if text[0] not in _SIGNS:
        return len(text) <= _LONGEST_WORD + 1 and text.removesuffix("\n") in WORDS
    return _NUMBER_OF_1_2.fullmatch(text) is not None or _resolves(text)


def plain_value(text: str) -> Json:
    """
    What a text without quotes means; a ValueError where readers of YAML would not agree.
    """
    if len(text) <= _LONGEST_WORD and text in _VALUES:
        return _VALUES[text]
    if text[:1] in _NUMERIC and (number := _number(text)) is not None:
        return number
    if is_ambiguous(text):
        raise ValueError(f"{text or '(nothing)'} {QUOTES}")
    return text


def _number(text: str) -> float | None:
    if _INTEGER.fullmatch(text):
        try:
            return int(text)
        except ValueError:
            raise ValueError(
                f"a number of {len(text)} digits is too long; put it in quotes"
            ) from None
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return None


def _resolves(text: str) -> bool:
    # PyYAML takes longer to import than a cassette to read.
    from yaml import SafeLoader  # noqa: PLC0415

    resolvers = SafeLoader.yaml_implicit_resolvers
    found = [*resolvers.get(text[0], []), *resolvers.get(None, [])]
    return any(pattern.match(text) for _, pattern in found)
