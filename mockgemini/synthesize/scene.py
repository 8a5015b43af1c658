"""
All that a composer may know when it makes up an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import FunctionCall, Part, Turn

if TYPE_CHECKING:
    from mockgemini.synthesize.dice import Dice
    from mockgemini.synthesize.files import StoredFile


def _no_files(uri: str) -> None:  # noqa: ARG001 - a scene without files knows none
    return None


@dataclass(slots=True)
class Scene:
    """
    `history`: what was said before this request, oldest first: by earlier interactions of the chain
    (both sides). A stateless request's own earlier turns are in `brief.turns`.

    `dice` are thrown anew for each request, and fall alike for the same conversation. `files` finds
    what was uploaded, by its uri or name.
    """

    # Final is for the checker: a frozen dataclass takes five times as long to make.
    brief: Final[Brief]
    dice: Final[Dice]
    now: Final[datetime]
    history: Final[tuple[Turn, ...]] = ()
    files: Final[Callable[[str], StoredFile | None]] = field(default=_no_files)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """
        The whole conversation, oldest first.
        """
        return self.history + self.brief.turns if self.history else self.brief.turns

    @property
    def asked(self) -> tuple[Part, ...]:
        """
        What the client says last: all of it since the model spoke, also where it is several turns.
        """
        return self.brief.asked

    @property
    def prompt(self) -> str:
        """
        The text of what the client says last.
        """
        return self.brief.prompt

    def call(self, call_id: str | None) -> FunctionCall | None:
        """
        The function call of this id, wherever in the conversation it was.
        """
        for turn in reversed(self.turns):
            for part in turn.parts:
                if isinstance(part, FunctionCall) and part.id == call_id:
                    return part
        return None
