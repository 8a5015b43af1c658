"""
A whole schema with its references: where each part of it stands and what `$ref` leads to.

Follows references within the document only; knows what no keyword means but those that name and
refer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin

from mockgemini.jsontext import Json, pointer, steps_of
from mockgemini.synthesize.schema.pattern import Pattern
from mockgemini.synthesize.schema.regex_reading import RegexError
from mockgemini.synthesize.schema.spelling import normal
from mockgemini.synthesize.schema.trouble import UnreadableError

_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = (
    *("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"),
    *("unevaluatedProperties", "unevaluatedItems", "additionalItems", "contentSchema"),
)
# Up to draft 7 a reference stands alone: what is beside it does not count.
_LONELY_REFS = ("draft-03", "draft-04", "draft-06", "draft-07")


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """
    Where references are looked up: the resource at hand, and all those on the way to it.

    `address` is the resource's URI, `root` its schema, which stands at `place` in the document.
    """

    address: str
    root: Json
    place: str
    passed: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sub:
    """
    A subschema where it stands: `words` is None for `true` and `false`, and `is_open` tells which.

    Equal only to itself; a Document gives the same one for the same place. `is_negated`: it must
    not fit. `owners` are the schemas around it, in place, that ask what was evaluated.
    """

    words: dict[str, Json] | None
    is_open: bool
    scope: Scope
    place: str
    is_negated: bool = False
    owners: tuple[Sub, ...] = ()


@dataclass(frozen=True, slots=True)
class _Index:
    resources: dict[str, tuple[Json, str]] = field(default_factory=dict)
    anchors: dict[tuple[str, str], tuple[Json, str]] = field(default_factory=dict)
    dynamic: dict[tuple[str, str], tuple[Json, str]] = field(default_factory=dict)


class Document:
    """
    A schema that came whole. Remembers what it has looked up, as long as it lives.
    """

    def __init__(self, root: Json) -> None:
        self._root = root
        dialect = root.get("$schema") if isinstance(root, dict) else None
        self.has_lonely_refs = isinstance(dialect, str) and any(
            name in dialect for name in _LONELY_REFS
        )
        self._scopes: dict[tuple[str, tuple[str, ...]], Scope] = {}
        self._subs: dict[tuple[Sub, tuple[str | int, ...], tuple[Sub, ...], bool], Sub] = {}
        self._targets: dict[tuple[Sub, str], tuple[Json, Scope, str]] = {}
        self._normal: dict[int, tuple[dict[str, Json], dict[str, Json]]] = {}
        self._anchors: dict[Scope, Sub] = {}
        self._patterns: dict[str, Pattern] = {}
        self._indexed: _Index | None = None
        outer = self._scope("", root, "", ())
        self.top = self.made(root, outer, "")
        self.text = self.made({"type": "string"}, outer, "")

    def made(
        self,
        schema: Json,
        scope: Scope,
        place: str,
        owners: tuple[Sub, ...] = (),
        *,
        is_negated: bool = False,
    ) -> Sub:
        """
        A new subschema; an UnreadableError where that is no schema.
        """
        if isinstance(schema, dict):
            within = self._entered(schema, scope, place)
            return Sub(self.words(schema), False, within, place, is_negated, owners)
        if isinstance(schema, bool):
            return Sub(None, schema, scope, place, is_negated, owners)
        raise UnreadableError("", place, f"a schema is an object or a boolean, not {schema!r}")

    def below(
        self,
        sub: Sub,
        schema: Json,
        steps: tuple[str | int, ...],
        owners: tuple[Sub, ...] = (),
        *,
        is_negated: bool = False,
    ) -> Sub:
        """
        The subschema that stands under these steps in `sub`, each time the same.
        """
        key = (sub, steps, owners, is_negated)
        found = self._subs.get(key)
        if found is None:
            place = sub.place + (f"/{steps[0]}" if len(steps) == 1 else pointer(*steps))
            found = self.made(schema, sub.scope, place, owners, is_negated=is_negated)
            self._subs[key] = found
        return found

    def target(
        self,
        sub: Sub,
        keyword: str,
        owners: tuple[Sub, ...] = (),
        *,
        is_negated: bool = False,
    ) -> Sub:
        """
        What `$ref` or `$dynamicRef` in `sub` leads to; all ways to one place lead to one Sub.
        """
        found = self._targets.get((sub, keyword))
        if found is None:
            found = self._targets[sub, keyword] = self._referred(sub, keyword)
        schema, scope, place = found
        # The place alone does not tell the way that led here; the scope does.
        key = (self._anchor(scope), (place,), owners, is_negated)
        sub_there = self._subs.get(key)
        if sub_there is None:
            sub_there = self.made(schema, scope, place, owners, is_negated=is_negated)
            self._subs[key] = sub_there
        return sub_there

    def _anchor(self, scope: Scope) -> Sub:
        found = self._anchors.get(scope)
        if found is None:
            found = self._anchors[scope] = Sub(None, True, scope, scope.place)
        return found

    def words(self, schema: dict[str, Json]) -> dict[str, Json]:
        """
        The schema's keywords in their one spelling.
        """
        found = self._normal.get(id(schema))
        if found is None:
            # The schema is kept with it, so that its id is not given to another one.
            words = {"$ref": schema["$ref"]} if self._is_lonely(schema) else normal(schema)
            found = self._normal[id(schema)] = (schema, words)
        return found[1]

    def pattern(self, source: Json, place: str, keyword: str = "pattern") -> Pattern:
        """
        A pattern, read once; an UnreadableError where it is none.
        """
        if not isinstance(source, str):
            raise UnreadableError(keyword, place, f"a pattern is a string, not {source!r}")
        found = self._patterns.get(source)
        if found is None:
            try:
                found = self._patterns[source] = Pattern(source)
            except RegexError as problem:
                raise UnreadableError(
                    keyword, place, f"the pattern {source!r} cannot be read: {problem}"
                ) from None
        return found

    # --- scopes -------------------------------------------------------------------------------

    def _scope(self, address: str, root: Json, place: str, passed: tuple[str, ...]) -> Scope:
        if address not in passed:
            passed = (*passed, address)
        found = self._scopes.get((address, passed))
        if found is None:
            found = self._scopes[address, passed] = Scope(address, root, place, passed)
        return found

    def _entered(self, schema: dict[str, Json], scope: Scope, place: str) -> Scope:
        """
        The scope within a schema: another one where it has an `$id`.
        """
        address = self._address(schema, scope.address)
        return self._scope(address, schema, place, scope.passed) if address else scope

    def _address(self, schema: dict[str, Json], outer: str) -> str:
        """
        The address that a schema's `$id` gives it; empty where it has none of its own.
        """
        name = schema.get("$id")
        if not isinstance(name, str) or name.startswith("#") or self._is_lonely(schema):
            return ""
        address = _joined(outer, name)
        return "" if address == outer else address

    def _is_lonely(self, schema: dict[str, Json]) -> bool:
        return self.has_lonely_refs and "$ref" in schema

    # --- references ---------------------------------------------------------------------------

    def _referred(self, sub: Sub, keyword: str) -> tuple[Json, Scope, str]:
        """
        The schema that a reference leads to, its scope and place.
        """
        reference = (sub.words or {}).get(keyword)
        if not isinstance(reference, str):
            raise UnreadableError(keyword, sub.place, f"a reference is a string, not {reference!r}")
        url, fragment = urldefrag(reference)
        resource = self._resource(sub, keyword, url)
        fragment = unquote(fragment)
        if fragment and not fragment.startswith("/"):
            return self._anchored(sub, resource[0], fragment, keyword)
        found = self._pointed(resource, fragment, sub.scope.passed)
        if found is None:
            raise UnreadableError(keyword, sub.place, f"{reference!r} leads nowhere in this schema")
        return found

    def _resource(self, sub: Sub, keyword: str, url: str) -> tuple[str, Json, str]:
        scope = sub.scope
        address = _joined(scope.address, url) if url else scope.address
        if address == scope.address:
            return address, scope.root, scope.place
        if address not in self._index.resources:
            raise UnreadableError(
                keyword,
                sub.place,
                f"{url!r} is not in this schema, and references are not followed beyond it",
            )
        return address, *self._index.resources[address]

    def _anchored(self, sub: Sub, address: str, name: str, keyword: str) -> tuple[Json, Scope, str]:
        index = self._index
        if keyword == "$dynamicRef" and (address, name) in index.dynamic:
            address = next(each for each in sub.scope.passed if (each, name) in index.dynamic)
        found = index.anchors.get((address, name))
        if found is None:
            raise UnreadableError(keyword, sub.place, f"there is no anchor {name!r} in this schema")
        root, place = index.resources[address]
        return found[0], self._scope(address, root, place, sub.scope.passed), found[1]

    def _pointed(
        self, resource: tuple[str, Json, str], fragment: str, passed: tuple[str, ...]
    ) -> tuple[Json, Scope, str] | None:
        """
        The end of a JSON Pointer; of the resources on the way there only the innermost counts.
        """
        here, place = resource[1], resource[2]
        for step in steps_of(fragment) if fragment else ():
            if isinstance(here, dict) and step in here:
                here = here[step]
            elif isinstance(here, list) and step.isdecimal() and int(step) < len(here):
                here = here[int(step)]
            else:
                return None
            place += pointer(step)
            if isinstance(here, dict) and (address := self._address(here, resource[0])):
                resource = (address, here, place)
        return here, self._scope(*resource, passed), place

    @property
    def _index(self) -> _Index:
        if self._indexed is None:
            self._indexed = _Index()
            self._gather(self._root, "", "", self._indexed)
        return self._indexed

    def _gather(self, schema: Json, address: str, place: str, index: _Index) -> None:
        if not isinstance(schema, dict):
            return
        if isinstance(name := schema.get("$id"), str) and not self._is_lonely(schema):
            if name.startswith("#"):
                index.anchors[address, name[1:]] = (schema, place)
            else:
                address = _joined(address, name)
                index.resources[address] = (schema, place)
        if not place:
            index.resources[""] = index.resources[address] = (schema, place)
        for keyword, known in [("$anchor", index.anchors), ("$dynamicAnchor", index.dynamic)]:
            if isinstance(anchor := schema.get(keyword), str):
                known[address, anchor] = index.anchors[address, anchor] = (schema, place)
        for below, step in _below(schema):
            self._gather(below, address, place + step, index)


def _joined(address: str, reference: str) -> str:
    return urljoin(address, reference).removesuffix("#") if address else reference.removesuffix("#")


def _below(schema: dict[str, Json]) -> Iterator[tuple[Json, str]]:
    for keyword in (*_MAPS, "dependencies"):
        if isinstance(named := schema.get(keyword), dict):
            for name, value in named.items():
                yield value, pointer(keyword, name)
    for keyword in (*_LISTS, "items"):
        if isinstance(listed := schema.get(keyword), list):
            for index, value in enumerate(listed):
                yield value, pointer(keyword, index)
    for keyword in _SINGLE:
        yield schema.get(keyword), pointer(keyword)
