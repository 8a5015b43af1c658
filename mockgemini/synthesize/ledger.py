"""
The interactions that a synthesizing space knows: what was asked, what comes of it, how far it is.

Keeps to the status table; renders nothing, and has no opinion about what models say.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from mockgemini.clock import Clock, Pace
from mockgemini.synthesize.lifecycle import BEGINNINGS, CANCELLED, ENDS, FOLLOWS, IN_PROGRESS
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Outcome, Turn
from mockgemini.wire.pieces import Pieces, as_recorded
from mockgemini.wire.refusal import Refusal, Refused
from mockgemini.wire.turns import MODEL

KEPT_FOR = timedelta(days=55)
"""How long Google keeps interactions for paying customers; one day for the others."""

MOST = 10_000
"""Interactions that a space remembers; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Progress:
    """
    How a background interaction comes to its end: after so many polls that still saw it running,
    or after so many seconds. `is_counted`: polls count at whatever pace.
    """

    polls: int = 1
    seconds: float = 30.0
    is_counted: bool = False


@dataclass(slots=True)
class Interaction:
    """
    One interaction: `end` is what it comes to, `status` how far it is; `seen` counts the polls.

    `history` is what was said before it. `began` is in the clock's seconds. `pieces` makes what
    cuts one stream of it.
    """

    brief: Brief
    history: tuple[Turn, ...]
    end: Outcome
    began: float
    status: str = IN_PROGRESS
    progress: Progress = field(default_factory=Progress)
    seen: int = 0
    pieces: Callable[[], Pieces] = lambda: as_recorded

    @property
    def id(self) -> str:
        return self.end.id or ""

    @property
    def is_running(self) -> bool:
        return self.status in BEGINNINGS

    @property
    def said(self) -> tuple[Turn, ...]:
        """
        The whole conversation up to the end of this interaction.
        """
        return (*self.history, *self.brief.turns, Turn(MODEL, self.end.parts))

    def become(self, status: str) -> None:
        """
        Change the status; a step that the table does not have is a mistake of ours.
        """
        if status not in FOLLOWS[self.status]:
            raise AssertionError(f"unreachable: {self.status} is never followed by {status}")
        self.status = status

    def outcome(self) -> Outcome:
        """
        What can be told of it now: all, or as long as it runs and when it was cancelled its head.
        """
        if self.status == self.end.status:
            return self.end
        return replace(self.end, parts=(), usage=None, status=self.status, updated=self.end.created)


class Ledger:
    """
    All interactions of one space, by id.

    `adopt` gives what was said up to an interaction that is not known here, such as one that a
    cassette holds; None where that is unknown as well.
    """

    def __init__(
        self,
        clock: Clock,
        pace: Pace,
        *,
        kept_for: timedelta = KEPT_FOR,
        adopt: Callable[[str], tuple[Turn, ...] | None] = lambda _: None,
    ) -> None:
        self._clock = clock
        self._pace = pace
        self._kept_for = kept_for
        self._adopt = adopt
        self._interactions: OrderedDict[str, Interaction] = OrderedDict()

    def add(self, interaction: Interaction) -> None:
        """
        Remember an interaction under its id.
        """
        self._interactions[interaction.id] = interaction
        # A plain dict would look for its oldest among all that were forgotten before.
        while len(self._interactions) > MOST:
            self._interactions.popitem(last=False)

    def get(self, interaction_id: str) -> Interaction:
        """
        The interaction of that id; Refused (404) where there is none, or no longer.
        """
        found = self._interactions.get(interaction_id)
        if found is None or self._is_expired(found):
            raise Refused(_not_found(interaction_id))
        return found

    def poll(self, interaction_id: str) -> Interaction:
        """
        The same, as a client sees it who looks how far it is.
        """
        interaction = self.get(interaction_id)
        if interaction.is_running and self._is_over(interaction):
            self.finish(interaction)
        interaction.seen += 1
        return interaction

    def finish(self, interaction: Interaction) -> None:
        """
        Bring a running interaction to its end.
        """
        if interaction.is_running:
            if interaction.status != IN_PROGRESS:
                interaction.become(IN_PROGRESS)
            interaction.become(interaction.end.status or IN_PROGRESS)

    def reach(self, interaction_id: str) -> str | None:
        """
        Bring an interaction to its end; gives the status it ended in, None where it is gone.
        """
        interaction = self._interactions.get(interaction_id)
        if interaction is None:
            return None
        self.finish(interaction)
        return interaction.status

    def history(self, previous: str | None) -> tuple[Turn, ...]:
        """
        What was said up to the interaction that a new one continues.
        """
        if previous is None:
            return ()
        if previous not in self._interactions:
            if (adopted := self._adopt(previous)) is not None:
                return adopted
            raise Refused(_not_found(previous))
        interaction = self.poll(previous) if self.get(previous).is_running else self.get(previous)
        if interaction.is_running:
            raise Refused(
                Refusal(
                    400,
                    "failed_precondition",
                    f"The interaction '{previous}' is still in progress and cannot be continued.",
                )
            )
        return interaction.said

    def cancel(self, interaction_id: str) -> Interaction:
        """
        Stop a background interaction that still runs; Refused where there is nothing to stop.
        """
        interaction = self.get(interaction_id)
        if not interaction.brief.background or interaction.status in ENDS:
            raise Refused(
                Refusal(
                    400,
                    "failed_precondition",
                    f"The interaction '{interaction_id}' is {interaction.status} and cannot be "
                    "cancelled; only background interactions in progress can.",
                )
            )
        interaction.become(CANCELLED)
        return interaction

    def delete(self, interaction_id: str) -> None:
        """
        Forget an interaction; Refused (404) where there is none.
        """
        self.get(interaction_id)
        del self._interactions[interaction_id]

    def reset(self) -> None:
        """
        Forget all.
        """
        self._interactions.clear()

    def __len__(self) -> int:
        return len(self._interactions)

    def __contains__(self, interaction_id: object) -> bool:
        return interaction_id in self._interactions

    def _is_expired(self, interaction: Interaction) -> bool:
        return self._clock.now() - interaction.began > self._kept_for.total_seconds()

    def _is_over(self, interaction: Interaction) -> bool:
        if self._pace.is_instant or interaction.progress.is_counted:
            return interaction.seen >= interaction.progress.polls
        elapsed = self._clock.now() - interaction.began
        return elapsed >= interaction.progress.seconds * self._pace.factor


def _not_found(interaction_id: str) -> Refusal:
    # Documented for a stream's error event; that GET says the same is our guess.
    return Refusal(404, "not_found", f"Interaction '{interaction_id}' not found.")
