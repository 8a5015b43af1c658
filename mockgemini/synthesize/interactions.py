"""
The four calls of the Interactions API: what each does to the ledger, and what it answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from mockgemini.clock import Clock, Pace
from mockgemini.exchange import Payload, Reply, Request, Stream
from mockgemini.jsontext import Json, parse
from mockgemini.synthesize import ids
from mockgemini.synthesize.catalog import agent, model
from mockgemini.synthesize.composing.composer import Composer, compose
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.ledger import Interaction, Ledger, Progress
from mockgemini.synthesize.scene import Scene
from mockgemini.wire import register, streaming
from mockgemini.wire.brief import Brief
from mockgemini.wire.canonical import Rules, canonical
from mockgemini.wire.encoding import encode
from mockgemini.wire.flavour import Flavour, flavour_of
from mockgemini.wire.outcome import Outcome, Turn, UserInput
from mockgemini.wire.refusal import Refusal, Refused, invalid
from mockgemini.wire.revision import Renderer
from mockgemini.wire.turns import USER

if TYPE_CHECKING:
    from mockgemini.synthesize.files import StoredFile

JSON_HEADERS = (("content-type", "application/json"),)
SSE_HEADERS = (("content-type", "text/event-stream"),)

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
    ) -> None:
        self._ledger = ledger
        self._composers = composers
        self._files = files
        self._clock = clock
        self._pace = pace
        self._manner = manner
        self._asked: Counter[bytes] = Counter()

    def create(self, request: Request, revision: str) -> Reply | Stream:
        """
        `POST /interactions`.
        """
        brief = register.revision(revision).asker.read_brief(_json(request))
        self._check(brief)
        history = self._ledger.history(brief.previous_interaction_id)
        dice = self._dice(request, revision)
        began = self._begins(brief)
        scene = Scene(brief, dice.fork("scene"), began, history, self._files)
        outcome = compose(self._composers, scene)
        if outcome is None:
            raise Refused(Refusal(501, "not_implemented", "No composer has an answer to this."))
        interaction = self._begin(brief, history, outcome, dice, began)
        if brief.store:
            self._ledger.add(interaction)
        return self._first_answer(interaction, _Tongue.of(request, revision))

    def get(self, request: Request, interaction_id: str, revision: str) -> Reply | Stream:
        """
        `GET /interactions/<id>`, as a resource or as a stream.
        """
        query = {name: values[-1] for name, values in parse_qs(request.query).items()}
        tongue = _Tongue.of(request, revision)
        if query.get("stream") == "true":
            return self._resume(interaction_id, query.get("last_event_id"), tongue)
        interaction = self._ledger.poll(interaction_id)
        outcome = interaction.outcome()
        if query.get("include_input") == "true":
            outcome = _with_input(outcome, interaction.brief)
        return tongue.reply(outcome)

    def cancel(self, request: Request, interaction_id: str, revision: str) -> Reply:
        """
        `POST /interactions/<id>/cancel`.
        """
        interaction = self._ledger.cancel(interaction_id)
        return _Tongue.of(request, revision).reply(interaction.outcome())

    def delete(self, interaction_id: str) -> Reply:
        """
        `DELETE /interactions/<id>`.
        """
        self._ledger.delete(interaction_id)
        return Reply(200, JSON_HEADERS, Payload(b"{}"), took=_TOOK)

    def reset(self) -> None:
        """
        As if nothing had been asked.
        """
        self._ledger.reset()
        self._asked.clear()

    # --- creating -----------------------------------------------------------------------------

    def _check(self, brief: Brief) -> None:
        if brief.agent is not None:
            agent(brief.agent, accepts_any=self._manner.accepts_any)
            return
        found = model(brief.model or "", accepts_any=self._manner.accepts_any)
        if brief.background and not found.runs_in_background:
            # Recorded, word for word.
            raise invalid(f"Model '{found.name}' does not support background interactions.")

    def _dice(self, request: Request, revision: str) -> Dice:
        key = canonical(request, revision, Rules()).key()
        if len(self._asked) > REMEMBERED:
            self._asked.clear()
        self._asked[key] += 1
        return Dice(b"%d:%s:%d" % (self._manner.seed, key, self._asked[key]))

    def _begins(self, brief: Brief) -> datetime:
        """
        A conversation goes forward in time even where the calendar stands still.
        """
        today = self._clock.today().replace(microsecond=0)
        previous = ids.InteractionId.parse(brief.previous_interaction_id or "")
        return today if previous is None else max(today, previous.created + _A_TURN)

    def _begin(
        self,
        brief: Brief,
        history: tuple[Turn, ...],
        outcome: Outcome,
        dice: Dice,
        began: datetime,
    ) -> Interaction:
        lasts = timedelta(seconds=self._manner.progress.seconds) if brief.background else _NO_TIME
        end = replace(
            outcome,
            id=ids.interaction_id(dice, began, brief.previous_interaction_id)
            if brief.store
            else "",
            model=brief.model,
            agent=brief.agent,
            previous_interaction_id=brief.previous_interaction_id,
            created=_moment(began),
            updated=_moment(began + lasts),
            service_tier=brief.service_tier or (None if brief.agent else "standard"),
        )
        return Interaction(brief, history, end, self._clock.now(), progress=self._manner.progress)

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


@dataclass(frozen=True, slots=True)
class _Tongue:
    """
    How one client is spoken to: in a revision, as its release of the SDK knows it.
    """

    renderer: Renderer
    flavour: Flavour

    @classmethod
    def of(cls, request: Request, revision: str) -> _Tongue:
        return cls(register.revision(revision).renderer, flavour_of(request))

    def reply(self, outcome: Outcome) -> Reply:
        """
        The resource as a whole.
        """
        body = encode(self.renderer.resource(outcome, self.flavour))
        return Reply(200, JSON_HEADERS, Payload(body), took=_TOOK)

    def stream(self, interaction: Interaction) -> Stream:
        """
        The same event by event.
        """
        pairs = self.renderer.events(
            interaction.outcome(),
            flavour=self.flavour,
            is_resumable=interaction.brief.background,
        )
        head = streaming.AS_THE_API.head
        return Stream(200, SSE_HEADERS, streaming.frames(pairs), head)


def _with_input(outcome: Outcome, brief: Brief) -> Outcome:
    """
    Recorded in October 2026: the input comes as it was given, and as steps before the others.
    """
    said = tuple(UserInput(turn.parts) for turn in brief.turns if turn.who == USER)
    return replace(outcome, input=brief.turns, parts=(*said, *outcome.parts))


_A_TURN = timedelta(seconds=5)
_NO_TIME = timedelta(0)


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(request: Request) -> Json:
    try:
        return parse(request.body.payload.read().decode())
    except ValueError:
        # Google's front end says it; the words are its usual ones for a body that is no JSON.
        raise invalid("Invalid JSON payload received.") from None


_TOOK = 0.9
