"""
Which recorded exchanges a request asks for: two table look-ups, however many cassettes there are.

Knows their order and how often each was asked; what an answer is, is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
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
_NONE: Mapping[bytes, Bucket] = {}


class Bucket:
    """
    The exchanges with the same canonical request, in the order they were recorded.
    """

    __slots__ = ("_first", "_more", "_next", "refused")

    def __init__(self, entries: Sequence[Entry]) -> None:
        # Most have one, and each place looked at on the way to it may be in no cache.
        self._first, *more = entries
        self._more = tuple(more)
        self.refused = 0
        self._next = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """
        All of them.
        """
        return (self._first, *self._more)

    @property
    def has_more(self) -> bool:
        """
        Is there an exchange that was not given yet?
        """
        return self._next <= len(self._more)

    def next(self) -> Entry | None:
        """
        The next exchange, once; None where each was given.
        """
        at = self._next
        if at > len(self._more):
            return None
        self._next = at + 1
        return self._more[at - 1] if at else self._first

    def current(self, is_over: IsOver) -> Entry:
        """
        The exchange that a GET sees: the next one as soon as it can be, the last one for ever.
        """
        if self._next == 0 or (
            self.has_more and is_over(self._at(self._next - 1)) and self._at(self._next).is_due
        ):
            self._next += 1
        return self._at(self._next - 1)

    def _at(self, place: int) -> Entry:
        return self._more[place - 1] if place else self._first

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
        self._gets: dict[str, list[Bucket]] = {}
        self.redactor = redactor or Redactor()
        self._default = default_revision
        self._groups: dict[Rules, dict[bytes, Bucket]] = {}
        # By head, then by body: what is looked at for a request should lie in few places, as most
        # of a large index is in no cache of the processor.
        self._quick: dict[Hashable, dict[bytes, Bucket | tuple[Bucket, ...]]] = {}
        self._learned = 0
        keys = keys or Keys()
        gathered: dict[Rules, dict[bytes, list[Entry]]] = {}
        for cassette in cassettes:
            self._add(cassette, _rules_of(cassette) | rules, keys, gathered)
        for known, alike in gathered.items():
            self._groups[known] = {key: Bucket(entries) for key, entries in alike.items()}
        self._note_gets()
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
        spelling = quick(request, revision, upload)
        if spelling is not None:
            head, body = spelling
            known = self._quick.get(head, _NONE).get(body)
            if known is not None:
                return known if isinstance(known, tuple) else (known,)
        found = self._find_slowly(request, revision) or self._find_alias(request, revision)
        if found and spelling is not None:
            self._learn(*spelling, found)
        return found

    def _find_slowly(self, request: Request, revision: str | None) -> tuple[Bucket, ...]:
        found = []
        for rules, buckets in self._groups.items():
            # What was recorded has no secrets, so what is like it is found without a look for them.
            for redactor in (None, self.redactor):
                key = canonical(request, revision, rules, redactor).key()
                if (bucket := buckets.get(key)) is not None:
                    found.append(bucket)
                    break
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

    def _learn(self, head: Hashable, body: bytes, found: tuple[Bucket, ...]) -> None:
        if self._learned >= _REMEMBERED:
            self._fill_quick()
        self._quick.setdefault(head, {})[body] = found
        self._learned += 1

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

    @property
    def has_gets(self) -> bool:
        """
        Whether any resource was read at all.
        """
        return bool(self._gets)

    def gets_of(self, path: str) -> list[Bucket]:
        """
        All that was recorded of a resource by reading it, by its plain path.
        """
        return self._gets.get(path, [])

    def buckets(self) -> Iterator[Bucket]:
        """
        All there are.
        """
        for buckets in self._groups.values():
            yield from buckets.values()

    # --- loading ------------------------------------------------------------------------------

    def _add(
        self,
        cassette: Cassette,
        rules: Rules,
        keys: Keys,
        gathered: dict[Rules, dict[bytes, list[Entry]]],
    ) -> None:
        alike = gathered.setdefault(rules, {})
        # One object for equal rules, so that they can be told apart by identity.
        rules = next(known for known in gathered if known == rules)
        changed: dict[str, Entry] = {}
        for number, exchange in enumerate(cassette.exchanges, start=1):
            known = keys.of(exchange, rules, self._default, self.redactor)
            entry = Entry(cassette, number, known, rules)
            alike.setdefault(known.key, []).append(entry)
            self.entries.append(entry)
            self.by_path.setdefault((known.method, known.path), []).append(entry)
            _note_change(changed, entry)

    def _note_gets(self) -> None:
        for bucket in self.buckets():
            if bucket.entries[0].known.method == "GET":
                # Under some rules, several paths are one.
                for path in {plain_path(entry.exchange.request.path) for entry in bucket.entries}:
                    self._gets.setdefault(path, []).append(bucket)

    def _fill_quick(self) -> None:
        """
        Know the recorded spellings. With several sets of rules they are learned as they come.
        """
        self._quick, self._learned = {}, 0
        if len(self._groups) != 1:
            return
        for bucket in self.buckets():
            for entry in bucket.entries:
                if (spelling := entry.known.quick) is not None:
                    head, body = spelling
                    self._quick.setdefault(head, {})[body] = bucket


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
