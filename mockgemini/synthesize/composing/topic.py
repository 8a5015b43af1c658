"""
What a prompt is about, in a few words, as one types them into a search box.
"""

from __future__ import annotations

import re

from mockgemini.synthesize.composing.quoting import sound

_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+")
_BETWEEN = re.compile(r"(?<=[.?!])\s+|(?<=[。？！])|\n")
_POLITE = re.compile(
    r"^(?:please|can you|could you|would you|hey|hi|hello|tell me(?: about)?|show me|give me"
    r"|search(?: the web)? for|look up|find(?: out)?|research|summari[sz]e|describe|explain"
    r"|draw|paint|write|generate|create|make|compose|film|record)(?:[,\s]+|$)",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"\b(the|a|an)\s+", re.IGNORECASE)
_READ = 2000
_MOST_WORDS = 12
_MOST_LETTERS = 120
_TRAILING = "，。、；：？！.,;:?!-–—*#_`\"'()[]{}<> \t"


def topic(prompt: str, otherwise: str = "the request") -> str:
    """
    The first question in it, else its first sentence, without the words that only ask for it.
    """
    plain = _ADDRESS.sub(" ", sound(prompt[:_READ]))
    sentences = [found.strip() for found in _BETWEEN.split(plain) if found.strip(_TRAILING)]
    questions = [each for each in sentences if each.endswith(("?", "？"))]
    chosen = (questions or sentences or [""])[0]
    while (found := _POLITE.match(chosen)) is not None:
        chosen = chosen[found.end() :]
    words = " ".join(chosen.split()[:_MOST_WORDS])[:_MOST_LETTERS].strip(_TRAILING)
    return _lowered(words) or otherwise


def query(prompt: str) -> str:
    """
    The same without articles.
    """
    return _ARTICLES.sub("", topic(prompt))


def addresses(prompt: str) -> list[str]:
    """
    The web addresses that a prompt names, each once, in order.
    """
    found = [each.rstrip(".,;:!?)]}，。") for each in _ADDRESS.findall(sound(prompt))]
    return list(dict.fromkeys(found))


def titled(text: str) -> str:
    """
    The same text with a capital at its beginning.
    """
    return text[:1].upper() + text[1:]


def _lowered(words: str) -> str:
    first = words.split(" ", 1)[0]
    # "Who won" is a beginning, "NASA" and "iPhone" are names.
    return words[:1].lower() + words[1:] if first[1:].islower() or len(first) == 1 else words
