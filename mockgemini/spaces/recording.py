"""
A recording from begin to end: an upstream, a tape, and what the cassette's header says of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import is_cassette, load
from mockgemini.cassette.tape import Studio, Tape
from mockgemini.environment import DUMMY_KEY, GOOGLE
from mockgemini.errors import UsageError
from mockgemini.exchange import Answer, Exchange, Polls, Reply, Request, Stream
from mockgemini.jsontext import Json, parse
from mockgemini.record.budget import Budget
from mockgemini.record.credential import keys_of
from mockgemini.record.media import Placeholders
from mockgemini.record.recorder import Recorder
from mockgemini.record.upstream import Upstream
from mockgemini.redaction import Redactor, Secrets, redactor
from mockgemini.replay.miss import Miss
from mockgemini.spaces.worlds import Replaying, World, Worlds
from mockgemini.wire.operation import operation
from mockgemini.wire.register import revision_of
from mockgemini.wire.summary import summary

Mode: TypeAlias = Literal["all", "new_episodes"]
"""`all` records anew; `new_episodes` plays what there is and records what is not."""

MediaMode: TypeAlias = Literal["keep", "placeholder"]
"""`placeholder` puts tiny media in place of the large ones that the API made."""


@dataclass(frozen=True, slots=True)
class Take:
    """
    What is recorded, and where to. `key` is put where the client sends the dummy key.

    `note` goes into the cassette's header. `budget` is the caller's, and may serve several takes.
    """

    path: Path
    upstream: str = GOOGLE
    mode: Mode = "all"
    key: str | None = None
    record_errors: bool = False
    replaying: Replaying = field(default_factory=Replaying)
    redact: tuple[str, ...] = ()
    allow_secrets: tuple[str, ...] = ()
    note: str | None = None
    media: MediaMode = "keep"
    budget: Budget | None = None
    is_fresh: bool = False
    """Whether what the cassette holds was recorded just now, and its ids are still alive."""


class Recording:
    """
    Answers requests from upstream, keeping what passes; closed by `finish` or `fail`.
    """

    def __init__(self, take: Take) -> None:
        # First what may be refused: a tape that was begun has to be finished.
        upstream = Upstream(take.upstream)
        self._take = take
        self._secrets = Secrets([take.key] if take.key is not None else [])
        self.redactor = redactor(self._secrets, take.redact, take.allow_secrets)
        self._cassette = _existing(take)
        self._player = replace(take.replaying, redactor=self.redactor).player((self._cassette,))
        self._clients: dict[str, None] = {}
        self._variables = dict(self._cassette.header.variables)
        self._refusals: list[str] = []
        self.warnings: list[str] = []
        """After `finish`: what of the recording the schema does not allow; no reason to fail."""
        self.tape = Tape(
            take.path, self._header(), studio(take.replaying, self.redactor), self._before
        )
        self._recorder = Recorder(
            upstream,
            self._kept(take.media),
            key=take.key,
            dummy_keys=frozenset({DUMMY_KEY}),
            revision=lambda request: revision_of(request, take.replaying.revision),
            clock=take.replaying.clock,
            record_errors=take.record_errors,
            # Media are known, and taken out of requests, only when answers are there.
            prepare=self.tape.prepare if take.media == "keep" else None,
        )

    async def respond(self, request: Request) -> Answer:
        """
        The recorded answer where the mode wants it, else the real one.
        """
        if (client := request.header("x-goog-api-client")) is not None:
            self._clients[client] = None
        for key in keys_of(request):
            if key != DUMMY_KEY:
                self._secrets.add(key)
        if self._take.mode == "new_episodes":
            found = await self._player.find(request)
            if not isinstance(found, Miss):
                return found
            if not self._take.is_fresh:
                self._refuse_orphan(request)
        if self._take.budget is not None:
            self._spend(self._take.budget, request)
        return await self._recorder(request)

    @property
    def reports(self) -> list[str]:
        """
        A sentence for everything that could not be recorded.
        """
        return list(map(self.redactor.clean, [*self._recorder.reports, *self._refusals]))

    @property
    def cassette(self) -> Cassette:
        """
        What there was before, and stays.
        """
        return self._cassette

    def keep(self, name: str, value: Json) -> None:
        """
        Have a variable in the cassette's header.
        """
        self._variables[name] = value
        self.tape.note(self._variables)

    async def close(self) -> None:
        """
        Wait (a while) for what is still on its way, and let go of upstream.
        """
        await self._recorder.close()

    def finish(self) -> Path | None:
        """
        Make the cassette; None where nothing was recorded, and the old one stays.
        """
        path = self.tape.finish(self._header())
        if path is not None:
            # The schemas are loaded for this alone, and only when all else is done.
            from mockgemini.contract.warning import warnings_of  # noqa: PLC0415

            self.warnings = warnings_of(path)
        return path

    def fail(self) -> Path | None:
        """
        Keep what was recorded beside the cassette, which stays as it was.
        """
        return self.tape.fail(self._header())

    def worlds(self) -> Worlds:
        """
        Spaces that all record onto this one tape.
        """
        clock = self._take.replaying.clock
        return Worlds(
            lambda name: World(name, self.respond, clock=clock, redactor=self.redactor),
            at_close=self.close,
        )

    @property
    def _before(self) -> tuple[Exchange, ...]:
        return self._cassette.exchanges

    def _header(self) -> Header:
        how = self._take.replaying
        fresh = Header(
            recorded=how.clock.today().strftime("%Y-%m-%dT%H:%M:%SZ"),
            upstream=self._take.upstream,
            client=", ".join(self._clients) or None,
            ignore=how.rules.ignore,
            normalize=how.rules.normalize,
            variables=self._variables,
            note=self._take.note,
        )
        if not self._before:
            return fresh
        old = self._cassette.header
        return replace(
            old,
            recorded=fresh.recorded,
            client=fresh.client or old.client,
            variables=fresh.variables,
            note=fresh.note or old.note,
        )

    def _kept(self, media: MediaMode) -> Callable[[Exchange], None]:
        placeholders = Placeholders() if media == "placeholder" else None
        budget = self._take.budget

        def keep(exchange: Exchange) -> None:
            if budget is not None:
                # What was paid for counts, whether or not it can be kept.
                budget.count(exchange)
            self.tape.append(exchange if placeholders is None else placeholders.exchange(exchange))

        return keep

    def _spend(self, budget: Budget, request: Request) -> None:
        try:
            budget.take(request)
        except UsageError as error:
            self._refusals.append(str(error))
            raise

    def _refuse_orphan(self, request: Request) -> None:
        for name in _named(request):
            if any(name.encode() in _bytes(exchange) for exchange in self._before):
                raise UsageError(
                    f"{request.method} {request.path} continues {name[:40]!r}, which was replayed "
                    f"from {self._take.path.name} and is unknown to the real API; "
                    "record the whole conversation again, with --mockgemini-record=rewrite, or "
                    "with --mode all where 'mockgemini record' does it"
                )


def studio(how: Replaying, clean: Redactor | None = None) -> Studio:
    """
    What a tape is told of the wire: which GETs are polls, and how an exchange is summed up.
    """
    return Studio(
        how.clock,
        is_polled=lambda request: operation(request.method, request.path).polls,
        redactor=clean or Redactor(),
        describe=summary,
    )


def _existing(take: Take) -> Cassette:
    if take.path.exists() and not is_cassette(take.path):
        raise UsageError(f"{take.path} is there and is no cassette; it is not overwritten")
    if take.mode == "all" or not take.path.exists():
        return Cassette(path=take.path)
    return load(take.path)


def _named(request: Request) -> list[str]:
    """
    What a request builds upon: ids of earlier interactions, names of files.
    """
    names = [operation(request.method, request.path).id]
    try:
        text = request.body.payload.read().decode()
        body = parse(text)
    except ValueError:
        body = None
    if isinstance(body, dict):
        names += [str(body.get("previous_interaction_id") or ""), *_FILE.findall(text)]
    return [name for name in names if name]


_FILE = re.compile(r"files/[\w-]+")


def _bytes(exchange: Exchange) -> bytes:
    answer = exchange.answer
    if isinstance(answer, Polls):
        return b"".join(state.reply.body.read() for state in answer.states)
    return answer.body if isinstance(answer, Stream) else _reply_bytes(answer)


def _reply_bytes(reply: Reply) -> bytes:
    return b"" if reply.body.path is not None else reply.body.read()
