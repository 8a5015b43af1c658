"""
An object: the keys it must have, those it may have, and those that have to be made up.
"""

from __future__ import annotations

from collections.abc import Iterator

from mockgemini.jsontext import Json
from mockgemini.synthesize.schema.checking import is_additional
from mockgemini.synthesize.schema.demand import Demand
from mockgemini.synthesize.schema.document import Document, Sub
from mockgemini.synthesize.schema.pools import WORDS
from mockgemini.synthesize.schema.spot import Goal, Maker, Spot
from mockgemini.synthesize.schema.trouble import NoInstanceError

_GENEROUS_UP_TO = 3
_SPARING_UP_TO = 5
_TRIES = 12
_MOST_VAIN = 60
_MOST = 1000


class KeyPlan:
    """
    What each key of an object is asked for, and in which order keys come.
    """

    def __init__(self, demand: Demand, document: Document) -> None:
        self.demand = demand
        self.document = document
        self._goals: dict[str, Goal] = {}
        self.declared = list(self._declared())
        self.required = [key for key in self.declared if key in demand.required]
        self.required += [key for key in demand.required if key not in self.required]
        self.optional = [
            key for key in self.declared if key not in demand.required and not self.is_closed(key)
        ]
        self.shapes = [
            (leaf, source)
            for leaf in demand.leaves
            for source in _mapping(leaf, "patternProperties")
        ]
        names = [
            document.below(leaf, (leaf.words or {})["propertyNames"], ("propertyNames",))
            for leaf in demand.leaves
            if "propertyNames" in (leaf.words or {})
        ]
        self.names = Goal((*dict.fromkeys(names), document.text)) if names else None
        self.is_map = not self.declared and any(
            isinstance((leaf.words or {}).get("additionalProperties"), dict)
            or "patternProperties" in (leaf.words or {})
            for leaf in demand.leaves
        )

    def _declared(self) -> Iterator[str]:
        """
        The keys that the schema names, in Google's order, where it has one, else as they stand.
        """
        leaves = self.demand.leaves
        named = dict.fromkeys(key for leaf in leaves for key in _mapping(leaf, "properties"))
        for leaf in leaves:
            order = (leaf.words or {}).get("propertyOrdering")
            if isinstance(order, list):
                yield from (
                    key for key in order if isinstance(key, str) and named.pop(key, 0) is None
                )
        yield from named

    def goal(self, key: str) -> Goal:
        """
        What the value of this key has to fit.
        """
        found = self._goals.get(key)
        if found is None:
            subs = [sub for leaf in self.demand.leaves for sub in self._asked(leaf, key)]
            found = self._goals[key] = Goal(tuple(dict.fromkeys(subs)))
        return found

    def _asked(self, leaf: Sub, key: str) -> Iterator[Sub]:
        below, words = self.document.below, leaf.words or {}
        named = _mapping(leaf, "properties")
        if key in named:
            yield below(leaf, named[key], ("properties", key))
        for source, schema in _mapping(leaf, "patternProperties").items():
            if self.document.pattern(source, leaf.place, "patternProperties").fits(key):
                yield below(leaf, schema, ("patternProperties", source))
        if "additionalProperties" in words and is_additional(self.document, leaf, key):
            yield below(leaf, words["additionalProperties"], ("additionalProperties",))
        if "unevaluatedProperties" in words and not self._is_seen(leaf, key):
            yield below(leaf, words["unevaluatedProperties"], ("unevaluatedProperties",))

    def _is_seen(self, asker: Sub, key: str) -> bool:
        """
        Has `asker`, or a schema within it, spoken of this key?
        """
        if not is_additional(self.document, asker, key):
            return True
        within = [leaf for leaf in self.demand.leaves if asker in leaf.owners]
        return "additionalProperties" in (asker.words or {}) or any(
            not is_additional(self.document, leaf, key)
            or not {"additionalProperties", "unevaluatedProperties"}.isdisjoint(leaf.words or {})
            for leaf in within
        )

    def is_closed(self, key: str) -> bool:
        """
        Can there be no such key?
        """
        return any(sub.words is None and not sub.is_open for sub in self.goal(key).subs)

    def completed(self, keys: dict[str, None]) -> dict[str, None]:
        """
        The keys, and those that have to come with them.
        """
        if not self.demand.dependent:
            return keys
        whole = dict(keys)
        grown = True
        while grown:
            before = len(whole)
            for key, wanted in self.demand.dependent:
                if key in whole:
                    whole.update(dict.fromkeys(wanted))
            grown = len(whole) > before
        return whole


def _mapping(leaf: Sub, keyword: str) -> dict[str, Json]:
    found = (leaf.words or {}).get(keyword)
    return found if isinstance(found, dict) else {}


def odds(depth: int) -> int:
    """
    So many to one, what may be there at that depth is there.
    """
    return 7 if depth <= _GENEROUS_UP_TO else 1


def object_(plan: KeyPlan, spot: Spot, maker: Maker) -> dict[str, Json]:
    """
    An object; a NoInstanceError where there is none.
    """
    return _Object(plan, spot, maker).made()


class _Object:
    def __init__(self, plan: KeyPlan, spot: Spot, maker: Maker) -> None:
        self.plan = plan
        self.spot = spot
        self.maker = maker
        self.most = plan.demand.most_keys
        self.values: dict[str, Json] = {}

    def made(self) -> dict[str, Json]:
        plan, demand = self.plan, self.plan.demand
        if demand.fewest_keys > _MOST:
            raise demand.nothing(f"{demand.fewest_keys} keys are too many", "minProperties")
        must = plan.completed(dict.fromkeys(plan.required))
        if self.most is not None and len(must) > self.most:
            why = f"{len(must)} keys have to be there and {self.most} may"
            raise demand.nothing(why, "maxProperties", "required")
        if plan.names is not None:
            for key in must:
                if not self.is_name(key):
                    why = f"the key {key!r} is required and no allowed name"
                    raise demand.nothing(why, "required")
        keys = self.chosen(must)
        for key in [*(key for key in plan.declared if key in keys), *keys]:
            if key not in self.values:
                self.add(key, is_required=key in must)
        self.fill_up()
        return self.values

    def is_name(self, key: str) -> bool:
        names = self.plan.names
        return names is None or all(self.maker.checking.fits(sub, key) for sub in names.subs)

    def chosen(self, must: dict[str, None]) -> dict[str, None]:
        """
        The keys to begin with: what must be there, and some of what may.
        """
        keys = must
        for key in self.plan.optional:
            if key in keys or not self.is_wanted(key):
                continue
            whole = self.plan.completed({**keys, key: None})
            fits = self.most is None or len(whole) <= self.most
            if fits and all(each in keys or self.is_free(each) for each in whole):
                keys = whole
        return keys

    def is_wanted(self, key: str) -> bool:
        spot = self.spot
        if self.maker.hints.given(key) is not None:
            return True
        if spot.room is not None:
            return False
        return spot.depth <= _SPARING_UP_TO and spot.dice.integer(0, odds(spot.depth)) > 0

    def is_free(self, key: str) -> bool:
        return not self.plan.is_closed(key) and self.is_name(key)

    def add(self, key: str, *, is_required: bool) -> bool:
        try:
            self.values[key] = self.maker.make(self.plan.goal(key), self.spot.below(key, key))
        except NoInstanceError:
            # What cannot be there is left out, unless others rely on it.
            if is_required or any(key in wanted for _, wanted in self.plan.demand.dependent):
                raise
            return False
        return True

    def fill_up(self) -> None:
        """
        More keys, until there are enough of them.
        """
        demand, few = self.plan.demand, self.plan.demand.fewest_keys
        wanted, spot = few, self.spot
        is_map = self.plan.is_map and spot.room is None and spot.depth <= _SPARING_UP_TO
        # What has to differ from others needs something to differ by.
        if is_map or spot.avoid or demand.unlike:
            wanted = max(few, spot.dice.integer(1, 2))
            wanted = wanted if self.most is None else min(wanted, self.most)
        if len(self.values) >= wanted:
            return
        vain = 0
        for key in self.more_keys():
            vain = 0 if self.added(key) else vain + 1
            if len(self.values) >= wanted or vain > _MOST_VAIN:
                break
        if len(self.values) < few:
            why = f"{few} keys are wanted and no more than {len(self.values)} were found"
            raise demand.nothing(why, "minProperties")

    def added(self, key: str) -> bool:
        """
        Add the key and those that have to come with it, if all of them may be there.
        """
        whole = [each for each in self.plan.completed({key: None}) if each not in self.values]
        is_too_many = self.most is not None and len(self.values) + len(whole) > self.most
        if is_too_many or not all(self.is_free(each) for each in whole):
            return False
        return all(self.add(each, is_required=False) for each in whole)

    def more_keys(self) -> Iterator[str]:
        """
        Keys that could be added: declared ones, then made-up ones.
        """
        yield from [key for key in self.plan.optional if key not in self.values]
        dice = self.spot.dice.fork("\0keys")
        for goal in self.shaped():
            avoid: list[Json] = []
            for index in range(_TRIES + self.plan.demand.fewest_keys):
                spot = Spot(dice.fork(index), avoid=tuple(avoid), room=0)
                try:
                    key = self.maker.make(goal, spot)
                except NoInstanceError:
                    break
                avoid.append(key)
                if isinstance(key, str) and key not in self.values:
                    yield key
        start = dice.integer(0, len(WORDS) - 1)
        for index in range(2 * _MOST):
            word, round_ = WORDS[(start + index) % len(WORDS)], index // len(WORDS)
            key = f"{word}{round_ or ''}"
            if key not in self.values:
                yield key

    def shaped(self) -> Iterator[Goal]:
        """
        What a made-up key has to fit: the names asked for, and a pattern under which keys go.
        """
        plan, document = self.plan, self.plan.document
        names = plan.names.subs if plan.names is not None else (document.text,)
        for leaf, source in plan.shapes:
            pattern = document.below(
                leaf, {"type": "string", "pattern": source}, ("patternProperties", source, "\0name")
            )
            yield Goal((*names, pattern))
        if plan.names is not None:
            yield plan.names
