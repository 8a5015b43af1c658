"""
Answers requests from cassettes: the recorded answer, or a Miss that explains itself.

Opens no connection, changes no body. How fast an answer goes out is the server's business; which
state a polled resource is in is decided here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeAlias

from mockgemini.cassette.cassette import Cassette
from mockgemini.clock import INSTANT, Clock, Pace, RealClock
from mockgemini.exchange import Headers, Polls, Reply, Request, Stream
from mockgemini.redaction import Redactor
from mockgemini.replay import miss
from mockgemini.replay.entry import Entry, Prepared
from mockgemini.replay.index import Bucket, Index, Repeat
from mockgemini.replay.keys import Keys
from mockgemini.replay.miss import Miss
from mockgemini.replay.polling import Poller, created
from mockgemini.replay.resume import Resumption, Streams, rest
from mockgemini.replay.translator import Translator
from mockgemini.wire.canonical import Rules, said_of_upload
from mockgemini.wire.flavour import flavour_of
from mockgemini.wire.operation import plain_path
from mockgemini.wire.register import DEFAULT, NAMES, revision_of

_REMEMBERED = 1_000
_KEPT = 1_000
_TELLING = frozenset({"api-revision", "x-goog-api-client"})

_Signs: TypeAlias = tuple[str | None, Headers, Headers]
"""What a request's head says beside path and query: its revision, its upload; and its headers."""


class Player:
    """
    A Responder that plays cassettes.

    `rules` hold in addition to those in each cassette's header. `repeat` is for what is asked more
    often than it was recorded; GETs always repeat their last answer. With `translate` a request is
    also answered by what was recorded in another revision.

    Players of the same cassettes start sooner when they share `keys`. `redactor` is the one
    that the recording was made with, where it had rules of its own. `record_with` tells
    the command that a Miss advises, where it is not `mockgemini record`.
    `missed` counts the misses; `misses` keeps the first thousand.
    """

    def __init__(  # noqa: PLR0913 - options with defaults, each by its name
        self,
        cassettes: Sequence[Cassette],
        *,
        rules: Rules | None = None,
        repeat: Repeat = "never",
        pace: Pace = INSTANT,
        clock: Clock | None = None,
        default_revision: str = DEFAULT,
        translate: Translator | None = None,
        redactor: Redactor | None = None,
        keys: Keys | None = None,
        record_with: Callable[[], str] | None = None,
    ) -> None:
        self.missed = 0
        self.misses: list[Miss] = []
        self._repeat = repeat
        self._pace = pace
        self._clock = clock or RealClock()
        self._default_revision = default_revision
        self._translate = translate
        self._index = Index(
            cassettes, rules or Rules(), default_revision, redactor, keys, translate, record_with
        )
        self._streams = Streams(self._index.entries)
        self._pollers: dict[Entry, Poller] = {}
        self._creations: dict[Entry, str | None] = {}
        self._births: dict[str, float] = {}
        self._signs: dict[tuple[str, str, int], _Signs] = {}
        self._revisions: dict[tuple[str, str, Headers], str | None] = {}

    async def __call__(self, request: Request) -> Reply | Stream:
        """
        The recorded answer, or the answer that explains why there is none.
        """
        if request.body.held is None:
            found = await self.find(request)
            return await asyncio.to_thread(found.answer) if isinstance(found, Miss) else found
        found = self._find(request)
        return found.answer() if isinstance(found, Miss) else found

    async def find(self, request: Request) -> Reply | Stream | Miss:
        """
        The recorded answer or a Miss, which is also noted in `misses`.
        """
        payload = await request.body.whole()
        if payload.path is None:
            return self._find(request)
        # To read and compare a body of many megabytes takes seconds, in which others ask, too.
        revision, upload, _ = self._signs_of(request)
        buckets = await asyncio.to_thread(self._index.find, request, revision, upload)
        return self._found(request, revision, buckets)

    def _find(self, request: Request) -> Reply | Stream | Miss:
        revision, upload, _ = self._signs_of(request)
        return self._found(request, revision, self._index.find(request, revision, upload))

    def _found(
        self, request: Request, revision: str | None, buckets: tuple[Bucket, ...]
    ) -> Reply | Stream | Miss:
        entry = self._take(buckets, request.method) if buckets else None
        if entry is not None:
            return self._give(entry, revision, request).under(request.base)
        return self._find_elsewhere(request, revision, buckets)

    def unused(self) -> list[Entry]:
        """
        The exchanges nobody asked for, in the order of the cassettes.
        """
        return [entry for entry in self._index.entries if not entry.was_used]

    def used(self) -> list[Entry]:
        """
        The others, those that somebody asked for.
        """
        return [entry for entry in self._index.entries if entry.was_used]

    def reset(self) -> None:
        """
        As if nothing had been asked.
        """
        self.missed = 0
        self.misses.clear()
        self._pollers.clear()
        self._births.clear()
        for entry in self._index.entries:
            entry.reset()
        for bucket in self._index.buckets():
            bucket.rewind()
            bucket.refused = 0

    def _signs_of(self, request: Request) -> _Signs:
        # Telling them takes longer than all the rest, and a client's headers come as one value from
        # the server, which decodes them once. What is kept here cannot lose its identity.
        headers = request.headers
        asked = (request.method, request.path, id(headers))
        found = self._signs.get(asked)
        if found is None:
            if len(self._signs) > _REMEMBERED:
                self._signs.clear()
            found = self._revision_of(request), said_of_upload(headers), headers
            self._signs[asked] = found
        return found

    def _revision_of(self, request: Request) -> str | None:
        # Other headers, such as a body's length, differ from request to request.
        telling = tuple([header for header in request.headers if header[0] in _TELLING])
        signs = (request.method, request.path, telling)
        if signs not in self._revisions:
            if len(self._revisions) > _REMEMBERED:
                self._revisions.clear()
            self._revisions[signs] = revision_of(request, self._default_revision)
        return self._revisions[signs]

    # --- whose turn it is ---------------------------------------------------------------------

    def _take(self, buckets: tuple[Bucket, ...], method: str) -> Entry | None:
        entry = self._current(buckets) if method == "GET" else self._next(buckets)
        if entry is not None:
            entry.asked += 1
        return entry

    def _current(self, buckets: tuple[Bucket, ...]) -> Entry:
        bucket = buckets[0]
        if len(buckets) > 1:
            bucket = next((each for each in buckets if each.has_more), buckets[-1])
        return bucket.current(self._is_over)

    def _next(self, buckets: tuple[Bucket, ...]) -> Entry | None:
        for bucket in buckets:
            if (entry := bucket.next()) is not None:
                return entry
        if self._repeat == "never":
            bucket.refused += 1
            return None
        if self._repeat == "last":
            return bucket.entries[-1]
        for bucket in buckets:
            bucket.rewind()
        return buckets[0].next()

    def _is_over(self, entry: Entry) -> bool:
        poller = self._pollers.get(entry)
        return poller is None or poller.is_over

    # --- giving -------------------------------------------------------------------------------

    def _give(self, entry: Entry, revision: str | None, request: Request) -> Prepared:
        if self._translate is None:
            states = entry.states(revision, None)
        else:
            states = entry.states(revision, self._translate, flavour_of(request))
        if len(states) > 1:
            return states[self._state(entry)]
        if request.method != "GET":
            self._note_birth(entry, states[0].answer)
        return states[0]

    def _state(self, entry: Entry) -> int:
        if (poller := self._pollers.get(entry)) is None:
            answer = entry.exchange.answer
            assert isinstance(answer, Polls)  # noqa: S101 - nothing else has several states
            poller = self._pollers[entry] = Poller(answer, self._pace)
        if self._pace.is_instant:
            return poller.step()
        path = plain_path(entry.exchange.request.path)
        return poller.see(self._clock.now(), self._births.get(path))

    def _note_birth(self, entry: Entry, answer: Reply | Stream) -> None:
        """
        Remember when the answer that creates a polled resource has been given in full.
        """
        if entry not in self._creations:
            # To tell what an answer creates it has to be read, mostly for nobody.
            resource = created(entry.exchange) if self._index.has_gets else None
            is_asked_for = resource is not None and self._index.gets_of(resource)
            self._creations[entry] = resource if is_asked_for else None
        if (resource := self._creations[entry]) is None:
            return
        if isinstance(answer, Stream):
            took = answer.events[-1].at if answer.events else answer.head
        else:
            took = answer.took
        self._births[resource] = self._clock.now() + took * self._pace.factor
        if entry.asked > 1:
            self._restart(resource)

    def _restart(self, resource: str) -> None:
        """
        What is created anew lives anew: its states begin again.
        """
        for bucket in self._index.gets_of(resource):
            bucket.rewind()
            for entry in bucket.entries:
                if (poller := self._pollers.get(entry)) is not None:
                    poller.restart()

    # --- where nothing matches ----------------------------------------------------------------

    def _find_elsewhere(
        self, request: Request, revision: str | None, buckets: tuple[Bucket, ...]
    ) -> Stream | Reply | Miss:
        if not buckets and (resumption := Resumption.of(request)) is not None:
            return self._resumed(request, revision, resumption)
        translates = self._translate is not None
        return self._missed(
            miss.explain(self._index, request, revision, buckets, translates=translates)
        )

    def _resumed(
        self, request: Request, revision: str | None, resumption: Resumption
    ) -> Stream | Reply | Miss:
        entries = self._streams.of(resumption.interaction, revision)
        if not entries and self._translate is not None:
            names = (name for name in reversed(NAMES) if name != revision)
            entries = [
                entry for name in names for entry in self._streams.of(resumption.interaction, name)
            ]
        flavour = flavour_of(request)
        found = rest(
            entries,
            resumption.after,
            lambda entry: entry.answered(revision, self._translate, flavour)[0],
        )
        if found is None:
            return self._missed(
                miss.not_resumable(self._index, request, revision, resumption, entries)
            )
        entry, stream = found
        entry.resumed += 1
        headers = entry.answered(revision, self._translate, flavour)[1]
        return entry.prepare(stream, headers).under(request.base)

    def _missed(self, found: Miss) -> Miss:
        self.missed += 1
        if len(self.misses) < _KEPT:
            self.misses.append(found)
        return found
