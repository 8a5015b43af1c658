"""
The seam of what is said: a composer makes an Outcome for a scene, or leaves it to the next one.

What a test scripts, what a model says and what an agent does are composers alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Outcome
from mockgemini.wire.pieces import Pieces, as_recorded


class Composer(Protocol):
    """
    Makes up what a model or an agent does.
    """

    def concerns(self, brief: Brief) -> bool:
        """
        Whether it may have an answer; always the same for the same brief.
        """

    def compose(self, scene: Scene) -> Outcome | None:
        """
        Parts, final status and usage; None where this composer has nothing to say.

        Ids of the interaction, its model and times are not its business. Raises Refused where the
        real API would answer an error.
        """


# Final is for the checker: a frozen dataclass takes five times as long to make.
@dataclass(slots=True)
class Told:
    """
    An Outcome, and how it comes to the client where that is not left to the space.

    `polls`: it is a job in the background that so many polls see in progress. `pieces` makes what
    cuts one stream.
    """

    outcome: Final[Outcome]
    polls: Final[int | None] = None
    pieces: Final[Callable[[], Pieces]] = lambda: as_recorded


def concerned(composers: Iterable[Composer], brief: Brief) -> tuple[Composer, ...]:
    """
    Those of them that may have an answer.
    """
    return tuple(each for each in composers if each.concerns(brief))


def compose(composers: Iterable[Composer], scene: Scene) -> Outcome | None:
    """
    The outcome of the first of these composers that has one.
    """
    for each in composers:
        outcome = each.compose(scene)
        if outcome is not None:
            return outcome
    return None
