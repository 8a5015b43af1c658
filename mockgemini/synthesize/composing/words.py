"""
The words of a text: which of them carry its meaning, and what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from mockgemini.synthesize.composing.quoting import sound

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_READ = 2000
"""Characters of a text that are looked at; what matters of a prompt stands at its beginning."""

_LONGEST_TOPIC = 6
_FAR = 24
"""Words of a text among which its subject begins and ends."""

_SAYING_NOTHING = """
a about after all also am an and any are as at back be been before but by can could did do does
e each for from g get give gets had has have he hello her here hey hi him his how i i'd i'll i'm
if in into is it it's its just let let's me more most my need no not now of off on one only or
other our out over please s she should show so some tell than thanks that that's the their them
then there these they this those to today too us use using want was we were what what's when
where where's which who who's whom whose why will with would yes you your
"""
_REQUESTING = "describe draft explain generate compose make summarize summarise write create say"

_EMPTY = frozenset(_SAYING_NOTHING.split())
_ASKING = frozenset(_REQUESTING.split())


def words(text: str) -> Iterator[re.Match[str]]:
    """
    Where the words of a text stand.
    """
    return _WORD.finditer(text, 0, _READ)


def stems(text: str) -> frozenset[str]:
    """
    The words that carry the meaning, without their endings; of names in any case, their parts.
    """
    return _stems(text[:_READ])


@lru_cache(maxsize=512)
def _stems(text: str) -> frozenset[str]:
    whole = _CAMEL.sub(" ", text) if not text.islower() else text
    found = (word[0].lower() for word in words(whole))
    return frozenset(stem(word) for word in found if word not in _EMPTY)


def parts(name: str) -> set[str]:
    """
    The words of an identifier, in lower case: of `departureDate` and `departure_date` alike.
    """
    return {part.lower() for part in re.split(r"[^A-Za-z0-9]+", _CAMEL.sub(" ", name)) if part}


def stem(word: str) -> str:
    """
    A lower-case word without the commonest English endings: `meetings` and `meet` are alike.
    """
    if word.endswith("ies") and len(word) > 4:
        return word.removesuffix("ies") + "y"
    for ending in ("ings", "ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return _bare(word.removesuffix(ending))
    return _bare(word)


def _bare(word: str) -> str:
    if len(word) > 4 and word[-1] == word[-2]:
        return word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


@lru_cache(maxsize=128)
def subject(text: str) -> str:
    """
    A few words on what a text is about: `the weather in Paris`; empty where it does not tell.
    """
    found = list(islice(words(text), _FAR))
    first = next((at for at, word in enumerate(found) if not _is_empty(word[0], _ASKING)), None)
    if first is None:
        return ""
    last = first
    for at in range(first + 1, min(first + _LONGEST_TOPIC, len(found))):
        if found[at][0].lower() in _VERBS or _ENDS.search(
            text, found[at - 1].end(), found[at].start()
        ):
            break
        last = last if _is_empty(found[at][0]) else at
    before = found[first - 1][0].lower() if first else ""
    about = sound(text[found[first].start() : found[last].end()])
    return f"{_BEFORE[before]} {about}" if before in _BEFORE else about


_ENDS = re.compile(r"[.!?:;\"“”\n]")
_VERBS = frozenset({"is", "are", "was", "were", "am", "has", "have", "had", "does", "did"})
_BEFORE = {"the": "the", "a": "a", "an": "an", "my": "your", "your": "my", "our": "your"}


def _is_empty(word: str, others: frozenset[str] = frozenset()) -> bool:
    return (low := word.lower()) in _EMPTY or low in others
