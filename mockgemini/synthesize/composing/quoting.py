"""
The client's own words, put into an answer: quoted whole as long as that is sensible.
"""

from __future__ import annotations

from mockgemini.jsontext import COMPACT, Json
from mockgemini.wire.wording import shortened

LONGEST = 1000
"""Characters of a prompt, a result or an instruction that an answer repeats."""

GLANCE = 240
"""Characters of an earlier turn that an answer repeats."""


def sound(text: str) -> str:
    """
    The text with a `?` for every half of a character, which no answer could carry.
    """
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode()


def quoted(text: str, limit: int = LONGEST) -> str:
    """
    The text in quotation marks, without the blanks around it; long ones are shortened.
    """
    return f'"{shortened(sound(text.strip()), limit)}"'


def told(json: Json, limit: int = LONGEST) -> str:
    """
    A JSON value as it is said in a sentence: text in quotation marks, everything else as JSON.
    """
    if isinstance(json, str):
        return quoted(json, limit)
    try:
        return shortened(sound(COMPACT.encode(json)), limit)
    except (ValueError, RecursionError):
        return "a value that no JSON can hold"


def sentence(text: str) -> str:
    """
    The text with a full stop, unless it ends like a sentence already.
    """
    bare = text.rstrip('"')
    return text if bare.endswith((".", "!", "?", "…")) else f"{text}."


def listed(words: list[str]) -> str:
    """
    `a`, `a and b`, `a, b and c`.
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
