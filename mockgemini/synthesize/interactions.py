"""
The four calls of the Interactions API: what each does to the ledger, and what it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from mockgemini.clock import Clock, Pace
from mockgemini.exchange import Headers, Payload, Reply, Request, Stream
from mockgemini.synthesize import ids
from mockgemini.synthesize.catalog import agent, model
from mockgemini.synthesize.composing.composer import Composer, Told, compose
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.ending import Ending, Herald
from mockgemini.synthesize.ledger import Interaction, Ledger, Progress
from mockgemini.synthesize.scene import Scene
from mockgemini.synthesize.wishes import Wishes
from mockgemini.wire import register, streaming
from mockgemini.wire.brief import Brief
from mockgemini.wire.complaints import Complaint
from mockgemini.wire.encoding import encode
from mockgemini.wire.flavour import Flavour, flavour_of
from mockgemini.wire.outcome import Outcome
from mockgemini.wire.refusal import Refusal, Refused, invalid
from mockgemini.wire.resource_rendering import retold
from mockgemini.wire.revision import Renderer
from mockgemini.wire.stream_rendering import Events

if TYPE_CHECKING:
    from mockgemini.synthesize.files import StoredFile

SYNTHESIZED = ("x-mockgemini-source", "synthesizer")
SCRIPTED = ("x-mockgemini-source", "script")
"""Who has said what an answer tells, as a header of it."""

_JSON = ("content-type", "application/json")
_SSE = ("content-type", "text/event-stream")

REMEMBERED = 100_000
"""Different requests of which a space counts how often they came."""


@dataclass(frozen=True, slots=True)
class Manner:
    """
    How a space answers what the API leaves open.

    `seed`: other seeds, other answers. `accepts_any`: unknown models and agents are taken for
    ordinary ones. `progress`: how background interactions come to their end.
    """

    seed: int = 0
    accepts_any: bool = False
    progress: Progress = field(default_factory=Progress)


class Interactions:
    """
    Creates, shows, cancels and deletes the interactions of one space.
    """

    def __init__(
        self,
        ledger: Ledger,
        composers: Sequence[Composer],
        files: Callable[[str], StoredFile | None],
        *,
        clock: Clock,
        pace: Pace,
        manner: Manner,
        herald: Herald,
    ) -> None:
        self._ledger = ledger
        self._files = files
        self._clock = clock
        self._pace = pace
        self._manner = manner
        self._herald = herald
        self._wishes = Wishes(composers)
        self._asked: dict[bytes, int] = {}

    def open(self, request: Request, revision: str, *, is_scripted: bool = False) -> Opening:
        """
        `POST /interactions`, as far as it is no composer's business; Refused where all is wrong.

        `is_scripted`: who has written the answer may name any model.
        """
        brief, key, composers = self._wishes.of(request, revision)
        self._check(brief, accepts_any=is_scripted or self._manner.accepts_any)
        history = self._ledger.history(brief.previous_interaction_id)
        dice = self._dice(key)
        scene = Scene(brief, dice.fork("scene"), self._begins(brief), history, self._files)
        return Opening(scene, composers, dice, _tongue(request, revision, is_scripted=is_scripted))

    def create(self, opening: Opening) -> Reply | Stream:
        """
        The answer that the composers make up.
        """
        outcome = compose(opening.composers, opening.scene)
        if outcome is None:
            raise Refused(Refusal(501, "not_implemented", "No composer has an answer to this."))
        return self.tell(opening, Told(outcome))[1]

    def tell(self, opening: Opening, told: Told) -> tuple[Outcome, Reply | Stream]:
        """
        What the interaction comes to, with its id, and the first answer about it.
        """
        interaction = self._begin(opening, told)
        if opening.scene.brief.store:
            self._ledger.add(interaction)
            self._announce(interaction)
        return interaction.end, self._first_answer(interaction, opening.tongue)

    def knows(self, interaction_id: str) -> bool:
        """
        Whether an interaction of that id was created here.
        """
        return interaction_id in self._ledger

    def get(self, request: Request, interaction_id: str, revision: str) -> Reply | Stream:
        """
        `GET /interactions/<id>`, as a resource or as a stream.
        """
        query = {name: values[-1] for name, values in parse_qs(request.query).items()}
        tongue = _tongue(request, revision)
        if query.get("stream") == "true":
            return self._resume(interaction_id, query.get("last_event_id"), tongue)
        interaction = self._ledger.poll(interaction_id)
        outcome = interaction.outcome()
        if query.get("include_input") == "true":
            # Recorded in October 2026: as it was given, and as steps before the others.
            outcome = retold(outcome, interaction.brief.turns, with_input=True)
        return tongue.reply(outcome)

    def cancel(self, request: Request, interaction_id: str, revision: str) -> Reply:
        """
        `POST /interactions/<id>/cancel`.
        """
        interaction = self._ledger.cancel(interaction_id)
        return _tongue(request, revision).reply(interaction.outcome())

    def delete(self, interaction_id: str) -> Reply:
        """
        `DELETE /interactions/<id>`.
        """
        self._ledger.delete(interaction_id)
        return Reply(200, (_JSON, SYNTHESIZED), Payload(b"{}"), took=_TOOK)

    def reset(self) -> None:
        """
        As if nothing had been asked.
        """
        self._ledger.reset()
        self._asked.clear()

    # --- creating -----------------------------------------------------------------------------

    def _check(self, brief: Brief, *, accepts_any: bool) -> None:
        if brief.agent is not None:
            agent(brief.agent, accepts_any=accepts_any)
            return
        found = model(brief.model or "", accepts_any=accepts_any)
        if brief.background and not found.runs_in_background:
            raise Complaint.NO_BACKGROUND.refused(model=found.name)

    def _dice(self, key: bytes) -> Dice:
        if len(self._asked) > REMEMBERED:
            self._asked.clear()
        times = self._asked[key] = self._asked.get(key, 0) + 1
        return Dice(b"%d:%s:%d" % (self._manner.seed, key, times))

    def _begins(self, brief: Brief) -> datetime:
        """
        A conversation goes forward in time even where the calendar stands still.
        """
        today = self._clock.today()
        if today.microsecond:
            today = today.replace(microsecond=0)
        if brief.previous_interaction_id is None:
            return today
        previous = ids.InteractionId.parse(brief.previous_interaction_id)
        return today if previous is None else max(today, previous.created + _A_TURN)

    def _begin(self, opening: Opening, told: Told) -> Interaction:
        scene, brief, progress = opening.scene, opening.scene.brief, self._manner.progress
        if told.polls is not None:
            progress = Progress(told.polls, progress.seconds, is_counted=True)
            brief = _in_background(brief)
        created = updated = _moment(scene.now)
        if brief.background:
            updated = _moment(scene.now + timedelta(seconds=progress.seconds))
        end = told.outcome.headed(
            identity=ids.interaction_id(opening.dice, scene.now, brief.previous_interaction_id)
            if brief.store
            else "",
            model=brief.model,
            agent=brief.agent,
            created=created,
            updated=updated,
            service_tier=brief.service_tier or (None if brief.agent else "standard"),
        )
        return Interaction(
            brief,
            scene.history,
            end,
            self._clock.now(),
            progress=progress,
            pieces=told.pieces,
        )

    def _announce(self, interaction: Interaction) -> None:
        brief, name = interaction.brief, interaction.id
        if brief.background and brief.webhook is not None:
            after = interaction.progress.seconds * self._pace.factor
            self._herald(Ending(name, brief.webhook, after, lambda: self._ledger.reach(name)))

    def _first_answer(self, interaction: Interaction, tongue: _Tongue) -> Reply | Stream:
        brief = interaction.brief
        if brief.background and not brief.stream:
            return tongue.reply(interaction.outcome())
        self._ledger.finish(interaction)
        return tongue.stream(interaction) if brief.stream else tongue.reply(interaction.end)

    def _resume(self, interaction_id: str, after: str | None, tongue: _Tongue) -> Stream:
        interaction = self._ledger.get(interaction_id)
        self._ledger.finish(interaction)
        whole = tongue.stream(interaction)
        if after is None:
            return whole
        rest = streaming.after(whole.events, after)
        if rest is None:
            raise invalid(f"Invalid value '{after}' at 'last_event_id'.")
        return replace(whole, events=rest)


class Opening(NamedTuple):
    """
    A request to create an interaction in which nothing is wrong, before anybody has answered it.
    """

    scene: Scene
    composers: tuple[Composer, ...]
    dice: Dice
    tongue: _Tongue


@dataclass(frozen=True, slots=True)
class _Tongue:
    """
    How one client is spoken to: in a revision, as its release of the SDK knows it.

    `json` and `sse` are the headers of what is told at once, and event by event.
    """

    renderer: Renderer
    flavour: Flavour
    json: Headers
    sse: Headers

    def reply(self, outcome: Outcome) -> Reply:
        """
        The resource as a whole.
        """
        body = encode(self.renderer.resource(outcome, self.flavour))
        return Reply(200, self.json, Payload(body), took=_TOOK)

    def stream(self, interaction: Interaction) -> Stream:
        """
        The same event by event.
        """
        outcome, pieces = interaction.outcome(), interaction.pieces
        is_resumable = interaction.brief.background

        def events() -> Events:
            return self.renderer.events(outcome, pieces(), self.flavour, is_resumable=is_resumable)

        return streaming.Written.of(
            self.sse,
            streaming.written(events()),
            lambda: streaming.frames(events()),
            streaming.AS_THE_API.head,
        )


def _tongue(request: Request, revision: str, *, is_scripted: bool = False) -> _Tongue:
    return _tongue_of(revision, flavour_of(request), is_scripted)


@lru_cache(maxsize=64)
def _tongue_of(revision: str, flavour: Flavour, is_scripted: bool) -> _Tongue:  # noqa: FBT001
    source = SCRIPTED if is_scripted else SYNTHESIZED
    renderer = register.revision(revision).renderer
    return _Tongue(renderer, flavour, (_JSON, source), (_SSE, source))


def _in_background(brief: Brief) -> Brief:
    if not brief.store:
        raise Complaint.BACKGROUND_NOT_STORED.refused()
    return replace(brief, background=True)


_A_TURN = timedelta(seconds=5)


@lru_cache(maxsize=64)
def _moment(when: datetime) -> str:
    return when.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


_TOOK = 0.9
