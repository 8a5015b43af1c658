"""
What a player needs to answer clients of one revision from what was recorded in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mockgemini.exchange import Exchange, Request
from mockgemini.wire.flavour import Flavour

if TYPE_CHECKING:
    from mockgemini.wire.translate import Translated


class Translator(Protocol):
    """
    Tells exchanges in other revisions; `wire.translate` is one.
    """

    def translate(
        self, exchange: Exchange, to: str, flavour: Flavour = ..., *, source: str | None = ...
    ) -> Translated:
        """
        The exchange in the revision `to`, and what got lost; `source`: what it speaks now.
        """

    def asked(self, request: Request, source: str, to: str) -> Request:
        """
        The request as a client of `to` makes it.
        """
