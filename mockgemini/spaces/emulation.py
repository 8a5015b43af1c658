"""
What synthesizes in a space: all that is asked, or what no cassette answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mockgemini.cassette.cassette import Cassette
from mockgemini.clock import Clock, EpochClock, RealClock
from mockgemini.exchange import Exchange
from mockgemini.spaces.notices import Notices
from mockgemini.spaces.worlds import Replaying
from mockgemini.synthesize.interactions import Manner
from mockgemini.synthesize.scripting.script import Cue, Script
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


def synthesizer(
    cassettes: tuple[Cassette, ...],
    how: Replaying,
    manner: Emulating | None = None,
    cues: tuple[Cue, ...] = (),
) -> Synthesizer:
    """
    What synthesizes for a space that plays these cassettes; `cues` are its script.
    """
    manner = manner or Emulating()
    clock = _clock(manner, how.clock)
    setting = Setting(
        clock=clock,
        pace=how.pace,
        manner=Manner(seed=manner.seed, accepts_any=manner.accepts_any),
        revision=how.revision,
        is_sunset=manner.is_sunset,
        adopt=Conversations(cassettes).until,
        herald=Notices(),
    )
    return Synthesizer(setting, script=Script(cues, clock))


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
