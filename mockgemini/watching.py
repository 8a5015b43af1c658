"""
What a test sees afterwards: what was asked, what was answered, and what was not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockgemini.answered import Interaction, interactions
from mockgemini.answering import Answering
from mockgemini.asked import Asked, requests
from mockgemini.replay.entry import Entry
from mockgemini.replay.miss import Miss
from mockgemini.server.journal import Journal
from mockgemini.spaces import Replaying

if TYPE_CHECKING:
    from mockgemini.synthesize.scripting.unanswered import Unanswered


class Watching:
    """
    One half of MockGemini: what became of what was asked.
    """

    _answering: Answering
    _how: Replaying
    _journal: Journal

    @property
    def requests(self) -> tuple[Asked, ...]:
        """
        What was asked so far, oldest first; the last ten thousand.
        """
        return requests(self._journal, self._how.revision)

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """
        The interactions so far with status, text, calls and usage, whoever answered.
        """
        return interactions(self._journal, self._how.revision)

    @property
    def complaints(self) -> list[str]:
        """
        A sentence for each request that did not follow the script, and for each fake model that
        failed.
        """
        begun = self._answering.begun
        return [] if begun is None else list(begun.complaints)

    @property
    def warnings(self) -> list[str]:
        """
        A sentence for each two requests that may have got each other's reply.
        """
        begun = self._answering.begun
        return [] if begun is None else list(begun.warnings)

    @property
    def unused_replies(self) -> list[str]:
        """
        A sentence for each scripted reply that nobody has asked for.
        """
        begun = self._answering.begun
        return [] if begun is None else begun.unused

    @property
    def misses(self) -> list[Miss | Unanswered]:
        """
        The requests that nothing answered.
        """
        return self._answering.misses

    @property
    def unused(self) -> list[Entry]:
        """
        The recorded exchanges that nobody has asked for.
        """
        return self._answering.player.unused()
