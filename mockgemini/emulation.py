"""
Spaces that synthesize: all that is asked, or what no cassette answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mockgemini.cassette.cassette import Cassette
from mockgemini.clock import Clock, EpochClock, RealClock
from mockgemini.exchange import Exchange, Reply, Request, Stream
from mockgemini.replay.miss import Miss
from mockgemini.replay.player import Player
from mockgemini.spaces import Replaying, World, Worlds
from mockgemini.synthesize.interactions import Manner
from mockgemini.synthesize.synthesizer import Setting, Synthesizer
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import Turn
from mockgemini.wire.reading import outcome_of, request_body, turns_of
from mockgemini.wire.turns import MODEL


@dataclass(frozen=True, slots=True)
class Emulating:
    """
    How a space synthesizes: `clock` fixed stands on one day, so that the same conversation gives
    the same bytes; `is_sunset` refuses the callers of a retired revision as the real API does.
    """

    seed: int = 0
    clock: Literal["fixed", "now"] = "fixed"
    is_sunset: bool = False
    accepts_any: bool = False


def emulating(shelf: dict[str, Cassette], how: Replaying, manner: Emulating) -> Worlds:
    """
    Every space plays what the cassettes hold and synthesizes the rest; without cassettes, all.

    A space named like a cassette of the shelf plays that one alone.
    """

    def make(name: str) -> World:
        alone = shelf.get(name)
        cassettes = (alone,) if alone is not None else tuple(shelf.values())
        filled = Filled(cassettes, how, manner)
        return World(name, filled, clock=how.clock, pace=how.pace, reset=filled.reset)

    return Worlds(make)


class Filled:
    """
    A player, and a synthesizer for what it does not know.
    """

    def __init__(
        self, cassettes: tuple[Cassette, ...], how: Replaying, emulating: Emulating
    ) -> None:
        self.player: Player | None = how.player(cassettes) if cassettes else None
        known = Conversations(cassettes)
        self.synthesizer = Synthesizer(
            Setting(
                clock=_clock(emulating, how.clock),
                pace=how.pace,
                manner=Manner(seed=emulating.seed, accepts_any=emulating.accepts_any),
                revision=how.revision,
                is_sunset=emulating.is_sunset,
                adopt=known.until,
            )
        )

    async def __call__(self, request: Request) -> Reply | Stream:
        """
        The recorded answer, else a synthesized one.
        """
        if self.player is not None:
            found = await self.player.find(request)
            if not isinstance(found, Miss):
                return found
        return await self.synthesizer(request)

    def reset(self) -> None:
        """
        As if nothing had been asked.
        """
        if self.player is not None:
            self.player.reset()
        self.synthesizer.reset()


class Conversations:
    """
    What was said in recorded interactions, so that synthesized ones can continue them.
    """

    def __init__(self, cassettes: Iterable[Cassette]) -> None:
        self._cassettes = tuple(cassettes)
        self._known: dict[str, Exchange] | None = None

    def until(self, interaction_id: str) -> tuple[Turn, ...] | None:
        """
        All that was said up to the end of an interaction; None where no cassette has it.
        """
        if self._known is None:
            # Reading all answers takes its time, and most tests never ask.
            self._known = dict(self._named())
        exchange = self._known.get(interaction_id)
        outcome = None if exchange is None else outcome_of(exchange)
        if exchange is None or outcome is None:
            return None
        # Recorded: answers do not tell what they continue, only requests do.
        previous = mapping(request_body(exchange)).get("previous_interaction_id")
        before = (self.until(previous) or ()) if isinstance(previous, str) else ()
        return (*before, *turns_of(exchange), Turn(MODEL, outcome.parts))

    def _named(self) -> Iterable[tuple[str, Exchange]]:
        for cassette in self._cassettes:
            for exchange in cassette.exchanges:
                outcome = outcome_of(exchange) if exchange.request.method == "POST" else None
                if outcome is not None and outcome.id:
                    yield outcome.id, exchange


def _clock(emulating: Emulating, clock: Clock) -> Clock:
    if emulating.clock == "now" or not isinstance(clock, RealClock):
        return clock
    return EpochClock()
