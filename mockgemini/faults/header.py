"""
Faults in a request's header: `cut after_events=4`, several with `;` between them.
"""

from __future__ import annotations

import re
import shlex

from mockgemini.errors import UsageError
from mockgemini.faults import HEADER
from mockgemini.faults.fault import Fault
from mockgemini.faults.kinds import OCCASION, make
from mockgemini.jsontext import Json

LONGEST = 1000


def parse(words: str) -> tuple[Fault, ...]:
    """
    The faults of one request: they act on each one that says so, unless `times` is said.

    A UsageError in one sentence where they cannot be read.
    """
    if len(words) > LONGEST:
        raise UsageError(f"{HEADER}: {len(words)} characters are more than {LONGEST}")
    try:
        lexer = shlex.shlex(words, posix=True, punctuation_chars=";")
        lexer.whitespace_split = True
        lexer.commenters = ""
        split = list(lexer)
    except ValueError as error:
        raise UsageError(f"{HEADER}: {words!r} cannot be read: {error}") from None
    try:
        return tuple(_fault(part) for part in _parts(split))
    except UsageError as error:
        raise UsageError(f"{HEADER}: {error}") from None


def _parts(split: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in split:
        if word == ";":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _fault(part: list[str]) -> Fault:
    if not part:
        raise UsageError("expected a fault such as 'cut after_events=4', and nothing came")
    name, *pairs = part
    given: dict[str, Json] = {}
    occasion: dict[str, Json] = {"times": "always"}
    for pair in pairs:
        word, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"expected a word and its value, as after_events=4, not {pair!r}")
        if word == "when":
            raise UsageError("a header is for its own request; 'when' means nothing there")
        (occasion if word in OCCASION else given)[word] = _value(value)
    return make(name, given, occasion)


_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}


def _value(text: str) -> Json:
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text
