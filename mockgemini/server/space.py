"""
What the server asks of a space, one test's world. Who builds spaces, and of what, it does not know.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Protocol

from mockgemini.clock import Clock, Pace
from mockgemini.exchange import Answer, Request
from mockgemini.jsontext import Json
from mockgemini.server.journal import Journal


class Space(Protocol):
    """
    One world under `/s/<name>`; the one named "" has no prefix.
    """

    @property
    def name(self) -> str: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def pace(self) -> Pace: ...

    @property
    def journal(self) -> Journal: ...

    def respond(self, request: Request) -> Awaitable[Answer]:
        """
        The answer to a request; what it raises reaches the client as an error, not the server.
        """

    def load_script(self, text: str) -> int:
        """
        Say, in YAML or JSON, what the model will do after all that was said before; gives how many
        replies and tool scripts that were. A UsageError names the line where they cannot be read.
        """

    def load_faults(self, text: str) -> int:
        """
        Have these faults, YAML or JSON, and no others from now on; gives their number. A UsageError
        names the line where they cannot be read.
        """

    def tell_faults(self) -> list[Json]:
        """
        The faults there are, in the order in which they were set: by which name, on how many
        requests they have acted, and on how many they still may (null for no end).
        """

    def reset(self) -> None:
        """
        Back to how it began, the journal included.
        """

    async def close(self) -> None:
        """
        Let go of what it holds; it is asked nothing afterwards.
        """


class Spaces(Protocol):
    """
    All spaces of a server.
    """

    def __len__(self) -> int: ...

    def find(self, name: str) -> Space:
        """
        The space of that name, made on first use; a UsageError where it cannot be.
        """

    async def end(self, name: str) -> bool:
        """
        Close and forget a space; False if there is none of that name.
        """

    async def close(self) -> None:
        """
        Close them all.
        """
