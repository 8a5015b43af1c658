"""
The emulator: a Responder that needs no recording.

Sends each call to what knows about it; what is said is the composers' business, how it looks on
the wire the revision's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from mockgemini.asked import Asked
from mockgemini.clock import INSTANT, Clock, EpochClock, Pace
from mockgemini.exchange import Headers, Reply, Request, Stream
from mockgemini.synthesize import listing
from mockgemini.synthesize.composing.composer import Composer
from mockgemini.synthesize.composing.model import Model
from mockgemini.synthesize.composing.specialists import PlainAgent, specialists
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.ending import Herald, Silence
from mockgemini.synthesize.entrance import Entrance
from mockgemini.synthesize.files.store import FileStore
from mockgemini.synthesize.interactions import SCRIPTED, SYNTHESIZED, Interactions, Manner
from mockgemini.synthesize.ledger import Ledger
from mockgemini.synthesize.scripting.script import Script
from mockgemini.wire.complaints import Complaint
from mockgemini.wire.operation import Kind, Operation, operation
from mockgemini.wire.outcome import Turn
from mockgemini.wire.refusal import Refusal, Refused
from mockgemini.wire.register import DEFAULT, RETIRED, revision_of


@dataclass(frozen=True, slots=True)
class Setting:
    """
    What a synthesizing space is set to. The clock stands on a fixed day unless told otherwise.

    `is_sunset`: callers of a retired revision are refused as the real API does today. `revision`:
    what a request speaks that does not say. `adopt`: see Ledger. `herald` sends the webhooks.
    """

    clock: Clock = field(default_factory=EpochClock)
    pace: Pace = INSTANT
    manner: Manner = field(default_factory=Manner)
    entrance: Entrance = field(default_factory=Entrance)
    revision: str = DEFAULT
    is_sunset: bool = False
    adopt: Callable[[str], tuple[Turn, ...] | None] = lambda _: None
    herald: Herald = field(default_factory=Silence)


class Synthesizer:
    """
    Answers every call of the Interactions and Files APIs, and those on models.

    `script` is what a test has said: it answers first. `first` are composers that are asked before
    the model is.
    """

    def __init__(
        self,
        world: Setting | None = None,
        first: Sequence[Composer] = (),
        script: Script | None = None,
    ) -> None:
        self._world = world or Setting()
        here = self._world
        self.script = Script(clock=here.clock) if script is None else script
        dice = Dice(b"files:%d" % here.manner.seed)
        self._files = FileStore(dice, here.clock, here.pace)
        self._interactions = Interactions(
            Ledger(here.clock, here.pace, adopt=here.adopt),
            (*first, *specialists(self._files.add_generated), PlainAgent(Model()), Model()),
            self._files.find,
            clock=here.clock,
            pace=here.pace,
            manner=here.manner,
            herald=here.herald,
        )

    async def __call__(self, request: Request) -> Reply | Stream:
        """
        The answer, or the refusal that the real API would give; nothing is ever a Miss.
        """
        call = operation(request.method, request.path)
        try:
            return await self.scripted(request) or await self.synthesized(request)
        except Refused as refused:
            return refusal(refused, call)

    async def scripted(self, request: Request) -> Reply | Stream | None:
        """
        The answer of the script, or about an interaction that was begun here; None where there is
        none. Raises Refused for a request that the real API would refuse.
        """
        call = operation(request.method, request.path)
        if call.id is not None and call.is_interaction and self._interactions.knows(call.id):
            return await self.synthesized(request)
        if call.kind is not Kind.CREATE or self.script.is_blank:
            return None
        await request.body.whole()
        revision = self._revision(request)
        self._world.entrance.check(request, call)
        opening = self._interactions.open(request, revision, is_scripted=True)
        scene = opening.scene
        asked = Asked(request, default_revision=revision, history=scene.history)
        try:
            taken = await self.script.take(asked, scene)
        except Refused as refused:
            return _sourced(refused.refusal.interactions(), SCRIPTED)
        if taken is None:
            return None
        outcome, answer = self._interactions.tell(opening, taken.told(scene))
        taken.remember(outcome)
        return answer

    async def synthesized(self, request: Request) -> Reply | Stream:
        """
        The answer without the script.
        """
        call = operation(request.method, request.path)
        try:
            self._world.entrance.check(request, call)
            if call.is_file:
                return _sourced(await self._files.respond(request))
            if not request.body.is_whole:
                await request.body.whole()
            return self._interact(request, call) if call.is_interaction else _told(request, call)
        except Refused as refused:
            return refusal(refused, call)

    def refused(self, request: Request, refused: Refused) -> Reply | Stream:
        """
        A refusal as the answer to that request.
        """
        return refusal(refused, operation(request.method, request.path))

    def unanswered(self, request: Request) -> Reply:
        """
        Why the script had no answer to a request to create an interaction; it is noted there.
        """
        asked = Asked(request, default_revision=self._revision(request))
        return self.script.miss(asked).answer()

    def reset(self) -> None:
        """
        As if nothing had been asked.
        """
        self.script.reset()
        self._interactions.reset()
        self._files.reset()

    async def close(self) -> None:
        """
        Let go of what is still to be told to others.
        """
        await self._world.herald.close()

    def _interact(self, request: Request, call: Operation) -> Reply | Stream:
        revision = self._revision(request)
        if call.kind is Kind.CREATE:
            return self._interactions.create(self._interactions.open(request, revision))
        if call.kind is Kind.GET:
            return self._interactions.get(request, call.id or "", revision)
        if call.kind is Kind.CANCEL:
            return self._interactions.cancel(request, call.id or "", revision)
        return self._interactions.delete(call.id or "")

    def _revision(self, request: Request) -> str:
        revision = revision_of(request, self._world.revision) or self._world.revision
        if self._world.is_sunset and revision in RETIRED:
            raise Complaint.RETIRED.refused()
        return revision


def _told(request: Request, call: Operation) -> Reply:
    """
    What is told of models, or that nothing is.
    """
    if call.kind is Kind.MODEL_LIST:
        return _sourced(listing.models(request))
    if call.kind is Kind.MODEL_GET:
        return _sourced(listing.model(call.id or ""))
    if call.kind is Kind.COUNT_TOKENS:
        return _sourced(listing.count_tokens(request))
    return _sourced(_not_synthesized(request))


_Each = TypeVar("_Each", Reply, Stream, Reply | Stream)


def _sourced(answer: _Each, source: tuple[str, str] = SYNTHESIZED) -> _Each:
    return replace(answer, headers=_with(answer.headers, source))


@lru_cache(maxsize=64)
def _with(headers: Headers, source: tuple[str, str]) -> Headers:
    """
    The very same value for the same headers, by which their bytes are found again.
    """
    return (*headers, source)


def refusal(refused: Refused, call: Operation) -> Reply | Stream:
    """
    The answer that refuses, in the shape of the API that was called.
    """
    told = refused.refusal
    return _sourced(told.interactions() if call.is_interaction else told.google())


def _not_synthesized(request: Request) -> Reply:
    """
    Never a bare 404: what it is, and how to get it all the same. No SDK tries a 422 again.
    """
    return Refusal(
        422,
        "not_synthesized",
        f"{request.method} {request.path} is replayed from cassettes but not synthesized; record "
        "it with: mockgemini record CASSETTE",
    ).google()
