"""
That a background interaction will end, for whoever has to tell somebody else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from mockgemini.wire.brief import Webhook


@dataclass(frozen=True, slots=True)
class Ending:
    """
    `after` so many seconds the interaction is over; `reach` brings it to its end if it still runs,
    and gives the status it ended in, None where it was deleted.
    """

    interaction_id: str
    webhook: Webhook
    after: float
    reach: Callable[[], str | None]


class Herald(Protocol):
    """
    Tells others of endings.
    """

    def __call__(self, ending: Ending) -> None:
        """
        An interaction has begun that will end so.
        """

    async def close(self) -> None:
        """
        Nobody is to be told any more.
        """


class Silence:
    """
    A herald that tells nobody.
    """

    def __call__(self, ending: Ending) -> None:
        """
        Nothing happens.
        """

    async def close(self) -> None:
        """
        Nothing was begun.
        """
