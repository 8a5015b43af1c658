"""
What the prompt tells about values: a place for `city`, a number for `count`, a unit named in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.names import words_of
from mockgemini.synthesize.schema.pools import NAMED, PLACES, PROMPTS

_NOUN = re.compile(r"(?<![\w.])(?:[A-Z][\w'’-]+)(?:[ ](?:[A-Z][\w'’-]+))*")
_BEHIND_A_PLACE_WORD = re.compile(
    r"\b(?:in|at|to|from|for|near|of)[ ]((?:[A-Z][\w'’-]+)(?:[ ,]+[A-Z][\w'’-]+)*)"
)
# The last word, as in "weather in paris?".
_PLAIN_PLACE = re.compile(r"\b(?:in|at|near)[ ]([a-z]{3,})(?=[ ]*(?:[?.!,]|$))")
_NO_PLACES = frozenset({"all", "advance", "detail", "general", "it", "json", "once", "short"})
_QUOTED = re.compile(r"[\"“`]([^\"”`]+)[\"”`]")
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.]*[A-Za-z])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_URL = re.compile(r"https?://[^\s\"'<>)]*[^\s\"'<>).,;:!?]")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?\b")
_LOOKS_LIKE = {"email": _EMAIL, "url": _URL, "uri": _URL, "website": _URL, "date": _DATE}
# Words that begin a sentence with a capital and name nothing.
_NO_NOUNS = frozenset(
    {
        *("A", "Add", "All", "Also", "An", "And", "Any", "Are", "At", "Before", "Book", "But"),
        *("Call", "Can", "Check", "Compare", "Could", "Create", "Describe", "Do", "Does", "Draw"),
        *("Every", "Explain", "Here", "Let", "Look", "My", "Order", "Our", "Plan", "Play"),
        *("Read", "Schedule", "Search", "Send", "Start", "Stop", "Translate", "We"),
        *("Extract", "Find", "For", "From", "Generate", "Get", "Give", "Given", "Hello", "Hi"),
        *("How", "I", "If", "In", "Is", "It", "List", "Make", "Now", "Of", "On", "One", "Or"),
        *("Please", "Return", "Say", "Set", "Should", "Show", "Summarize", "Tell", "Thanks"),
        *("That", "The", "Then", "There", "This", "To", "Today", "Tomorrow", "Turn", "Use"),
        *("Using", "What", "What's", "When", "Where", "Which", "Who", "Why", "Will", "With"),
        *("Write", "Would", "Yes", "You", "Your"),
    }
)


@dataclass(frozen=True)
class Hints:
    """
    `named` has values for properties by name, whatever they are; `text` is the prompt.

    A hint is taken only where it fits the schema.
    """

    text: str = ""
    named: Mapping[str, Json] = field(default_factory=dict)

    def given(self, name: str) -> Json:
        """
        The value for a property of that name; None where none is given.
        """
        return self.named.get(name)

    def texts(self, name: str) -> Iterator[str]:
        """
        Texts out of the prompt for a property of that name, the best first.
        """
        if not self.text or not name:
            return
        words = words_of(name)
        for word in reversed(words):
            if (shape := _LOOKS_LIKE.get(word)) is not None:
                yield from shape.findall(self.text)
        if not PLACES.isdisjoint(words):
            yield from self._places
            yield from self._plain_places
        if not NAMED.isdisjoint(words):
            yield from _QUOTED.findall(self.text)
            yield from self._nouns
        if not PROMPTS.isdisjoint(words):
            yield self.text.strip()

    def numbers(self, name: str) -> Sequence[float]:
        """
        The prompt's numbers, if the property has a name and the prompt just one of them.
        """
        found = self._numbers if name else ()
        return found if len(found) == 1 else ()

    def mentioned(self, values: Sequence[Json]) -> list[Json]:
        """
        Those values that the prompt has as words of its own.
        """
        lower = self._words
        return [
            value
            for value in values
            if lower and isinstance(value, str) and _is_within(words_of(value), lower)
        ]

    @cached_property
    def _words(self) -> list[str]:
        return words_of(self.text)

    @cached_property
    def _numbers(self) -> tuple[float, ...]:
        found = _NUMBER.findall(self.text)
        return tuple(float(each) if "." in each else int(each) for each in found)

    @cached_property
    def _places(self) -> tuple[str, ...]:
        return tuple(_BEHIND_A_PLACE_WORD.findall(self.text)) + self._nouns

    @cached_property
    def _plain_places(self) -> tuple[str, ...]:
        found = [word for word in _PLAIN_PLACE.findall(self.text) if word not in _NO_PLACES]
        return tuple(word.title() for word in found)

    @cached_property
    def _nouns(self) -> tuple[str, ...]:
        found = []
        for noun in _NOUN.findall(self.text):
            words = noun.split(" ")
            while words and words[0] in _NO_NOUNS:
                words = words[1:]
            if words:
                found.append(" ".join(words).removesuffix("'s").removesuffix("’s"))
        return tuple(found)


def _is_within(words: list[str], text: list[str]) -> bool:
    if not words:
        return False
    size = len(words)
    return any(text[start : start + size] == words for start in range(len(text) - size + 1))


NO_HINTS = Hints()
"""Nothing is known of the prompt."""
