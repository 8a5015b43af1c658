"""
Which recorded exchanges a request asks for: two table look-ups, however many cassettes there are.

Knows their order and how often each was asked; what an answer is, is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Literal, TypeAlias

from mockgemini.cassette.cassette import Cassette
from mockgemini.errors import CassetteError, UsageError
from mockgemini.exchange import Headers, Request
from mockgemini.redaction import Redactor
from mockgemini.replay.aliases import Aliases
from mockgemini.replay.entry import Entry
from mockgemini.replay.keys import Keys
from mockgemini.replay.translator import Translator
from mockgemini.wire.canonical import Canonical, Rules, canonical, quick
from mockgemini.wire.operation import plain_path
from mockgemini.wire.register import DEFAULT, NAMES

Repeat: TypeAlias = Literal["never", "last", "cycle"]
"""What follows the last recorded answer to a request other than a GET."""

IsOver: TypeAlias = Callable[[Entry], bool]

# Spellings met on the way that are remembered; all are forgotten when there are more.
_REMEMBERED = 10_000


class Bucket:
    """
    The exchanges with the same canonical request, in the order they were recorded.
    """

    __slots__ = ("_next", "entries", "refused")

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.refused = 0
        self._next = 0

    @property
    def has_more(self) -> bool:
        """
        Is there an exchange that was not given yet?
        """
        return self._next < len(self.entries)

    def next(self) -> Entry:
        """
        The next exchange, once.
        """
        entry = self.entries[self._next]
        self._next += 1
        return entry

    def current(self, is_over: IsOver) -> Entry:
        """
        The exchange that a GET sees: the next one as soon as it can be, the last one for ever.
        """
        if self._next == 0 or (
            self.has_more
            and is_over(self.entries[self._next - 1])
            and self.entries[self._next].is_due
        ):
            self._next += 1
        return self.entries[self._next - 1]

    def rewind(self) -> None:
        """
        Begin again with the first.
        """
        self._next = 0


class Index:
    """
    All exchanges of some cassettes by their requests. Each cassette's own rules hold for its own.
    """

    def __init__(
        self,
        cassettes: Sequence[Cassette],
        rules: Rules,
        default_revision: str = DEFAULT,
        redactor: Redactor | None = None,
        keys: Keys | None = None,
        translator: Translator | None = None,
        record_with: Callable[[], str] | None = None,
    ) -> None:
        self.entries: list[Entry] = []
        self.has_cassettes = bool(cassettes)
        self.record_with = record_with
        self.by_path: dict[tuple[str, str], list[Entry]] = {}
        self._gets: dict[str, list[Entry]] = {}
        self.redactor = redactor or Redactor()
        self._default = default_revision
        self._groups: dict[Rules, dict[bytes, Bucket]] = {}
        self._quick: dict[Hashable, tuple[Bucket, ...]] = {}
        self._quick_at_load = 0
        keys = keys or Keys()
        for cassette in cassettes:
            self._add(cassette, _rules_of(cassette) | rules, keys)
        self._aliases = None
        if translator is not None:
            self._aliases = Aliases(translator, keys, self.redactor)
            for entry in self.entries:
                self._aliases.add(entry)
        self._fill_quick()

    # --- looking up ---------------------------------------------------------------------------

    def find(
        self, request: Request, revision: str | None, upload: Headers | None = None
    ) -> tuple[Bucket, ...]:
        """
        Where the answers to a request are, best first; empty where nothing like it was recorded.
        """
        quick_key = quick(request, revision, upload)
        found = self._quick.get(quick_key)
        if found is None:
            found = self._find_slowly(request, revision) or self._find_alias(request, revision)
            if found and quick_key is not None:
                self._remember(quick_key, found)
        return found

    def _find_slowly(self, request: Request, revision: str | None) -> tuple[Bucket, ...]:
        found = []
        for rules, buckets in self._groups.items():
            key = canonical(request, revision, rules, self.redactor).key()
            if (bucket := buckets.get(key)) is not None:
                found.append(bucket)
        return tuple(found)

    def _find_alias(self, request: Request, revision: str | None) -> tuple[Bucket, ...]:
        """
        Where other revisions have answers: to the request itself, or to what it is in one of them.
        """
        if self._aliases is None or revision is None:
            return ()
        places = self._aliases.find(request, revision)
        return tuple(self._groups[rules][key] for rules, key in places) or next(
            (
                found
                for other, name in self._aliases.others(request, revision)
                if (found := self._find_slowly(other, name))
            ),
            (),
        )

    def _remember(self, quick_key: Hashable, found: tuple[Bucket, ...]) -> None:
        if len(self._quick) > self._quick_at_load + _REMEMBERED:
            self._fill_quick()
        self._quick[quick_key] = found

    def in_other_revision(self, request: Request, revision: str) -> tuple[Bucket, ...]:
        """
        The same for the request as it would be in another revision, the newest that has it.
        """
        others = (name for name in reversed(NAMES) if name != revision)
        return next((found for name in others if (found := self._find_slowly(request, name))), ())

    def canonicals(
        self, request: Request, revision: str | None
    ) -> Iterator[tuple[Rules, Canonical]]:
        """
        The request under each set of rules that the cassettes bring.
        """
        for rules in self._groups:
            yield rules, canonical(request, revision, rules, self.redactor)

    def gets_of(self, path: str) -> list[Bucket]:
        """
        All that was recorded of a resource by reading it, by its plain path.
        """
        entries = self._gets.get(path, [])
        return [self._groups[entry.rules][entry.known.key] for entry in entries]

    def buckets(self) -> Iterator[Bucket]:
        """
        All there are.
        """
        for buckets in self._groups.values():
            yield from buckets.values()

    # --- loading ------------------------------------------------------------------------------

    def _add(self, cassette: Cassette, rules: Rules, keys: Keys) -> None:
        buckets = self._groups.setdefault(rules, {})
        # One object for equal rules, so that they can be told apart by identity.
        rules = next(known for known in self._groups if known == rules)
        changed: dict[str, Entry] = {}
        for number, exchange in enumerate(cassette.exchanges, start=1):
            known = keys.of(exchange, rules, self._default, self.redactor)
            entry = Entry(cassette, number, known, rules)
            buckets.setdefault(known.key, Bucket()).entries.append(entry)
            self.entries.append(entry)
            self.by_path.setdefault((known.method, known.path), []).append(entry)
            if known.method == "GET":
                self._gets.setdefault(plain_path(exchange.request.path), []).append(entry)
            _note_change(changed, entry)

    def _fill_quick(self) -> None:
        """
        Know the recorded spellings. With several sets of rules they are learned as they come.
        """
        self._quick = {}
        if len(self._groups) == 1:
            (buckets,) = self._groups.values()
            for bucket in buckets.values():
                found = (bucket,)
                for entry in bucket.entries:
                    if entry.known.quick is not None:
                        self._quick[entry.known.quick] = found
        self._quick_at_load = len(self._quick)


def _rules_of(cassette: Cassette) -> Rules:
    try:
        return Rules.parse(cassette.header.ignore, cassette.header.normalize)
    except UsageError as error:
        raise CassetteError(f"{cassette.path or 'the cassette'}: {error}") from None


def _note_change(changed: dict[str, Entry], entry: Entry) -> None:
    """
    Let what is read after a change of the same resource wait for that change.

    Otherwise a client that polls more often than it did would see `cancelled` before it cancels.
    """
    path = entry.known.path
    if entry.known.method == "GET":
        entry.waits_for = changed.get(path)
        return
    changed[path] = entry
    resource = path.rpartition("/")[0]
    # `/interactions/<id>/cancel` changes `/interactions/<id>`; nothing changes all of `/files`.
    if resource.count("/") > 1:
        changed[resource] = entry
