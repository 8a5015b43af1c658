"""
What a test sees afterwards: what was asked, what was answered, and what was not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockgemini.asked import Asked, requests
from mockgemini.exchange import Stream
from mockgemini.handle.answered import Interaction, interactions
from mockgemini.replay.entry import Entry
from mockgemini.replay.miss import Miss
from mockgemini.spaces.answering import Answering
from mockgemini.spaces.worlds import Replaying

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockgemini.faults.responding import Armed
    from mockgemini.handle.waits import Waits
    from mockgemini.server import journal
    from mockgemini.spaces.recording import Recording
    from mockgemini.synthesize.scripting.script import Script
    from mockgemini.synthesize.scripting.unanswered import Unanswered
    from mockgemini.verdict.finding import Verdict


class Watching:
    """
    One half of MockGemini: what became of what was asked.
    """

    _answering: Answering | None
    _departures: list[str]
    _how: Replaying
    _injected: list[Armed]
    _journal: Iterable[journal.Entry]
    _recording: Recording | None
    _waits: list[Waits]

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
    def verdict(self) -> Verdict:
        """
        What the client did wrong so far; false where that is nothing. One poll a second is allowed.
        """
        return self._judged(1.0)

    def assert_well_behaved(
        self, *, ignore: Iterable[str] = (), polls_per_second: float = 1.0
    ) -> None:
        """
        An AssertionError that tells what the client did wrong, where it did. `ignore`: names of
        findings that are none here.
        """
        __tracebackhide__ = True
        from mockgemini.verdict.rules import rule_names  # noqa: PLC0415 - few tests judge

        verdict = self._judged(polls_per_second).without(rule_names(ignore))
        if verdict:
            raise AssertionError(str(verdict))

    def _judged(self, polls_per_second: float) -> Verdict:
        from mockgemini.verdict.history import History  # noqa: PLC0415 - as above
        from mockgemini.verdict.rules import judged  # noqa: PLC0415

        waits = [wait for each in self._waits for wait in each]
        revision = self._how.revision
        return judged(History(self._journal, waits, polls_per_second, default_revision=revision))

    @property
    def unread(self) -> list[Asked]:
        """
        The requests whose client left before the end of a stream, where it was not held up, nor
        recorded as left; what went out at once may be unread without being told.
        """
        return [
            request
            for request, entry in zip(self.requests, self._journal, strict=False)
            if entry.client_left and isinstance(entry.answer, Stream) and not entry.answer.cut
        ]

    @property
    def complaints(self) -> list[str]:
        """
        A sentence for each request that did not follow the script, and for each fake model that
        failed.
        """
        begun = self._begun
        return [] if begun is None else list(begun.complaints)

    @property
    def warnings(self) -> list[str]:
        """
        A sentence for each two requests that may have got each other's reply.
        """
        begun = self._begun
        return [] if begun is None else list(begun.warnings)

    @property
    def departures(self) -> list[str]:
        """
        A sentence for each place where a cassette breaks its schema: one that was loaded to be
        checked, or that was just recorded.
        """
        recording = self._recording
        return [*self._departures, *(() if recording is None else recording.warnings)]

    @property
    def unused_replies(self) -> list[str]:
        """
        A sentence for each scripted reply that nobody has asked for.
        """
        begun = self._begun
        return [] if begun is None else begun.unused

    @property
    def unused_faults(self) -> list[str]:
        """
        A sentence for each fault that was to happen once or so many times, and never has.
        """
        return [
            f"fault {number} ({armed.fault.NAME}) never happened: nothing was asked that it could "
            "act on"
            for number, armed in enumerate(self._injected, 1)
            if armed.is_unused
        ]

    @property
    def misses(self) -> list[Miss | Unanswered]:
        """
        The requests that nothing answered.
        """
        return [] if self._answering is None else self._answering.misses

    @property
    def unused(self) -> list[Entry]:
        """
        The recorded exchanges that nobody has asked for.
        """
        return [] if self._answering is None else self._answering.player.unused()

    @property
    def used(self) -> list[Entry]:
        """
        The recorded exchanges that somebody has asked for.
        """
        return [] if self._answering is None else self._answering.player.used()

    @property
    def _begun(self) -> Script | None:
        return None if self._answering is None else self._answering.begun
