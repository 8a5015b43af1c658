"""
Who answers in a space: its script, else its cassettes, else what was told for a miss.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from mockgemini.exchange import Reply, Request, Stream
from mockgemini.replay.miss import Miss
from mockgemini.replay.player import Player
from mockgemini.spaces.weighing import weighed
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.refusal import Refused

if TYPE_CHECKING:
    from mockgemini.synthesize.scripting.script import Script
    from mockgemini.synthesize.scripting.unanswered import Unanswered
    from mockgemini.synthesize.synthesizer import Synthesizer


class Answering:
    """
    A Responder. `begin` makes the synthesizer, when there is a script or something to synthesize:
    that takes longer to import than replay takes to answer.

    `has_cassettes`: the player has something to play. `synthesizes`: so a miss is answered.
    `is_scripted`: what `begin` makes has a script from the beginning.
    """

    def __init__(
        self,
        player: Player,
        begin: Callable[[], Synthesizer],
        *,
        has_cassettes: bool,
        synthesizes: bool,
        is_scripted: bool = False,
    ) -> None:
        self.player = player
        self._begin = begin
        self._has_cassettes = has_cassettes
        self._synthesizes = synthesizes
        self._is_needed = synthesizes or is_scripted
        self._begun: Synthesizer | None = None

    def __call__(self, request: Request) -> Awaitable[Reply | Stream]:
        """
        The answer, or one that explains why there is none.
        """
        # What has come with its head is small.
        if not request.body.is_whole:
            return self._weigh(request)
        if self._begun is None and not self._is_needed:
            return self.player(request)
        return self._answer(request, self._synthesizer)

    @property
    def script(self) -> Script:
        """
        What is said the model will do.
        """
        return self._synthesizer.script

    @property
    def begun(self) -> Script | None:
        """
        The script, if there is one so far.
        """
        return None if self._begun is None else self._begun.script

    @property
    def misses(self) -> list[Miss | Unanswered]:
        """
        The requests that nothing answered.
        """
        if self._synthesizes:
            return []
        unanswered = [] if self.begun is None else self.begun.unanswered
        return [*self.player.misses, *unanswered]

    def load_script(self, text: str) -> int:
        """
        Say more, in YAML or JSON; gives how many cues that were. A UsageError names the line.
        """
        from mockgemini.synthesize.scripting.reading import loads  # noqa: PLC0415 - as above

        return self.script.add(loads(text, "the script"))

    def reset(self) -> None:
        """
        As if nothing had been asked, and nothing said since the beginning.
        """
        self.player.reset()
        if self._begun is not None:
            self._begun.reset()

    async def close(self) -> None:
        """
        Nothing is asked any more.
        """
        if self._begun is not None:
            await self._begun.close()

    async def _weigh(self, request: Request) -> Reply | Stream:
        refusal = await weighed(request)
        return await self(request) if refusal is None else refusal

    async def _answer(self, request: Request, begun: Synthesizer) -> Reply | Stream:
        refused = None
        try:
            if (told := await begun.scripted(request)) is not None:
                return told
        except Refused as error:
            refused = error
        found = await self._played(request)
        if found is not None and not isinstance(found, Miss):
            return found
        if refused is not None:
            return begun.refused(request, refused)
        if self._synthesizes:
            return await begun.synthesized(request)
        if found is not None:
            return found.answer()
        is_creation = operation(request.method, request.path).kind is Kind.CREATE
        return begun.unanswered(request) if is_creation else await begun.synthesized(request)

    async def _played(self, request: Request) -> Reply | Stream | Miss | None:
        """
        None where there is nothing to play, as long as there is a script.
        """
        if self._has_cassettes or (not self._synthesizes and self._is_blank):
            return await self.player.find(request)
        return None

    @property
    def _synthesizer(self) -> Synthesizer:
        if self._begun is None:
            self._begun = self._begin()
        return self._begun

    @property
    def _is_blank(self) -> bool:
        return self.begun is None or self.begun.is_blank
