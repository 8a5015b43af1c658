"""
What a schema asks of the very value it stands for: keywords of its own, other schemas that hold as
well, and choices between schemas. Makes no value and chooses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.document import Document, Sub
from mockgemini.synthesize.schema.negating import ways_out
from mockgemini.synthesize.schema.trouble import NoInstanceError, UnreadableError

_CHOOSERS = frozenset({"anyOf", "oneOf", "not", "if", "dependentSchemas"})
_REFERENCES = frozenset({"$ref", "$dynamicRef"})
_SHARED = frozenset({"$ref", "$dynamicRef", "allOf"})
_ASKS_WHAT_WAS_SEEN = frozenset({"unevaluatedProperties", "unevaluatedItems"})

Way = tuple[Sub, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """
    One of `ways` has to hold; of `last_resorts` only where none of them leads anywhere.

    `is_checked`: that a way was taken does not yet prove that the whole fits.
    """

    keyword: str
    place: str
    ways: tuple[Way, ...]
    last_resorts: tuple[Way, ...] = ()
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """
    One subschema, seen from the value: `leaf` has keywords that speak of it directly.
    """

    leaf: Sub | None = None
    shared: Way = ()
    choices: tuple[Choice, ...] = ()


class Expanding:
    """
    Expands the subschemas of one document, each of them once.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[Sub, Expansion] = {}
        self._ending: set[Sub] = set()

    def expanded(self, sub: Sub) -> Expansion:
        """
        What the subschema asks; a NoInstanceError where nothing fits it.
        """
        found = self._known.get(sub)
        if found is None:
            found = self._known[sub] = self._expand(sub)
            if sub.words is not None and not _REFERENCES.isdisjoint(sub.words):
                self._refuse_loops(sub, ())
        return found

    def _refuse_loops(self, sub: Sub, outer: Way) -> None:
        """
        A reference that leads back to where it stands, for the same value, has no meaning at all.
        """
        if sub in outer:
            raise UnreadableError("$ref", sub.place, "its references lead back to it for ever")
        if sub in self._ending:
            return
        try:
            expansion = self._known[sub] = self._known.get(sub) or self._expand(sub)
        except NoInstanceError:
            expansion = Expansion()
        inner = [each for choice in expansion.choices for way in choice.ways for each in way]
        for each in (*expansion.shared, *inner):
            self._refuse_loops(each, (*outer, sub))
        self._ending.add(sub)

    def _expand(self, sub: Sub) -> Expansion:
        if sub.is_negated:
            return self._negated(sub)
        words = sub.words
        if words is None:
            if not sub.is_open:
                raise NoInstanceError("", sub.place, "nothing fits false")
            return Expansion()
        if _SHARED.isdisjoint(words) and _CHOOSERS.isdisjoint(words):
            return Expansion(sub)
        owners = sub.owners
        if not _ASKS_WHAT_WAS_SEEN.isdisjoint(words):
            owners = (*owners, sub)
        shared = tuple(self._shared(sub, words, owners))
        return Expansion(sub, shared, tuple(self._choices(sub, words, owners)))

    def _negated(self, sub: Sub) -> Expansion:
        if sub.words is None:
            if sub.is_open:
                raise NoInstanceError("not", sub.place, "everything fits, so nothing does not")
            return Expansion()
        ways, is_certain = ways_out(self._document, sub)
        if not ways and is_certain:
            raise NoInstanceError("not", sub.place, "everything fits, so nothing does not")
        last = () if is_certain else ((),)
        return Expansion(choices=(Choice("not", sub.place, ways, last, is_checked=True),))

    def _shared(self, sub: Sub, words: dict[str, Json], owners: Way) -> Iterator[Sub]:
        for keyword in ("$ref", "$dynamicRef"):
            if keyword in words:
                yield self._document.target(sub, keyword, owners)
        if "allOf" in words:
            for index, branch in enumerate(_branches(sub, words, "allOf")):
                yield self._document.below(sub, branch, ("allOf", index), owners)

    def _choices(self, sub: Sub, words: dict[str, Json], owners: Way) -> Iterator[Choice]:
        for keyword in words:
            if keyword == "anyOf":
                yield self._any_of(sub, words, owners)
            elif keyword == "oneOf":
                yield self._one_of(sub, words, owners)
            elif keyword == "not":
                not_this = self._document.below(sub, words["not"], ("not",), is_negated=True)
                yield Choice("not", sub.place, ((not_this,),), is_checked=True)
            elif keyword == "if":
                yield self._if(sub, words, owners)
            elif keyword == "dependentSchemas":
                yield from self._dependent(sub, words["dependentSchemas"], owners)

    def _any_of(self, sub: Sub, words: dict[str, Json], owners: Way) -> Choice:
        ways = [
            (self._document.below(sub, branch, ("anyOf", index), owners),)
            for index, branch in enumerate(_branches(sub, words, "anyOf"))
        ]
        return Choice("anyOf", sub.place, tuple(ways))

    def _one_of(self, sub: Sub, words: dict[str, Json], owners: Way) -> Choice:
        below, branches = self._document.below, _branches(sub, words, "oneOf")
        steps = [("oneOf", index) for index in range(len(branches))]
        pairs = list(zip(branches, steps, strict=True))
        wanted = [below(sub, branch, step, owners) for branch, step in pairs]
        if len(wanted) == 1:
            return Choice("oneOf", sub.place, ((wanted[0],),))
        unwanted = [below(sub, branch, step, is_negated=True) for branch, step in pairs]
        strict = [
            (one, *unwanted[:index], *unwanted[index + 1 :]) for index, one in enumerate(wanted)
        ]
        ways = tuple((one,) for one in wanted)
        return Choice("oneOf", sub.place, ways, tuple(strict), is_checked=True)

    def _if(self, sub: Sub, words: dict[str, Json], owners: Way) -> Choice:
        below = self._document.below
        ways = []
        for following, is_negated in [("then", False), ("else", True)]:
            condition = below(
                sub, words["if"], ("if",), () if is_negated else owners, is_negated=is_negated
            )
            consequence = below(sub, words.get(following, True), (following,), owners)
            ways.append((condition, consequence))
        return Choice("if", sub.place, tuple(ways), is_checked=True)

    def _dependent(self, sub: Sub, dependent: Json, owners: Way) -> Iterator[Choice]:
        if not isinstance(dependent, dict):
            raise UnreadableError("dependentSchemas", sub.place, "it has to be an object")
        for key, schema in dependent.items():
            made = self._document.made
            present = made({"required": [key]}, sub.scope, sub.place)
            absent = made({"properties": {key: False}}, sub.scope, sub.place)
            asked = self._document.below(sub, schema, ("dependentSchemas", key), owners)
            yield Choice("dependentSchemas", sub.place, ((present, asked), (absent,)))


def _branches(sub: Sub, words: dict[str, Json], keyword: str) -> list[Json]:
    branches = words[keyword]
    if not isinstance(branches, list) or not branches:
        raise UnreadableError(keyword, sub.place, "it has to be a list with something in it")
    return branches
