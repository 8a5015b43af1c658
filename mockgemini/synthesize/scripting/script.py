"""
The script of a space: replies, tool scripts and fake models, and whose turn it is.

Of replies and tool scripts the first one that fits answers, in the order in which they were given;
then fake models are asked, the youngest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from mockgemini.asked import Asked
from mockgemini.clock import Clock, RealClock
from mockgemini.errors import UsageError
from mockgemini.synthesize.composing import rules
from mockgemini.synthesize.composing.composer import Told
from mockgemini.synthesize.scene import Scene
from mockgemini.synthesize.scripting.fake_model import FakeModel
from mockgemini.synthesize.scripting.overlaps import Overlaps
from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.synthesize.scripting.run import Run
from mockgemini.synthesize.scripting.telling import told
from mockgemini.synthesize.scripting.tool_script import ToolScript
from mockgemini.synthesize.scripting.unanswered import Unanswered
from mockgemini.wire.outcome import Outcome
from mockgemini.wire.refusal import Refusal, Refused

Cue: TypeAlias = Reply | ToolScript | FakeModel
"""One thing that a test has said about what the model does."""


@dataclass(slots=True)
class _Queued:
    """
    A cue with its number, from 1, and how often it was used.
    """

    cue: Cue
    number: int
    used: int = 0

    @property
    def is_left(self) -> bool:
        return self.cue.times is None or self.used < self.cue.times

    @property
    def label(self) -> str:
        kind = {Reply: "reply", ToolScript: "script", FakeModel: "model"}[type(self.cue)]
        return f"{kind} {self.number}"


@dataclass(frozen=True, slots=True)
class Taken:
    """
    The reply to a request; `run` is the tool script that it is part of.
    """

    reply: Reply
    run: Run | None = None

    def told(self, scene: Scene) -> Told:
        """
        What the model does.
        """
        return told(self.reply, scene)

    def remember(self, outcome: Outcome) -> None:
        """
        Note what has become of it, with all ids.
        """
        if self.run is not None:
            self.run.remember(outcome)


@dataclass(slots=True)
class Script:
    """
    What is said the model will do. `first` is there from the beginning, and again after a `reset`.

    `unanswered` are the requests without a reply; `complaints` what went wrong with the client's
    results, conditions and fake models; `warnings` which replies might have been swapped.
    """

    first: tuple[Cue, ...] = ()
    clock: Clock = field(default_factory=RealClock)
    unanswered: list[Unanswered] = field(init=False, default_factory=list)
    complaints: list[str] = field(init=False, default_factory=list)
    requests: int = field(init=False, default=0)
    _queue: list[_Queued] = field(init=False, default_factory=list)
    _left: list[_Queued] = field(init=False, default_factory=list)
    _runs: list[Run] = field(init=False, default_factory=list)
    _overlaps: Overlaps = field(init=False)

    def __post_init__(self) -> None:
        self.reset()

    # --- what is said -------------------------------------------------------------------------

    def add(self, cues: Iterable[Cue]) -> int:
        """
        Put cues at the end of the queue; gives their number.
        """
        added = [_Queued(cue, len(self._queue) + n) for n, cue in enumerate(cues, 1)]
        self._queue += added
        self._left += added
        return len(added)

    def reset(self) -> None:
        """
        As it was in the beginning.
        """
        self.requests = 0
        self.unanswered.clear()
        self.complaints.clear()
        self._queue.clear()
        self._left.clear()
        self._runs.clear()
        self._overlaps = Overlaps(self.clock)
        self.add(self.first)

    @property
    def is_blank(self) -> bool:
        """
        Whether nothing was ever said.
        """
        return not self._queue

    @property
    def is_over(self) -> bool:
        """
        Whether nothing is left that could answer.
        """
        return not self._runs and not self._left

    @property
    def warnings(self) -> list[str]:
        return self._overlaps.warnings

    @property
    def unused(self) -> list[str]:
        """
        A sentence for each reply that was not asked for as often as was said.
        """
        said = [
            f"{each.label} ({each.cue}) was not asked for{_of(each)}{_but(each.cue)}"
            for each in self._left
            if each.cue.times is not None
        ]
        return said + [
            f"{run.label} was left while it waited for {run.waits_for}" for run in self._runs
        ]

    # --- whose turn it is ---------------------------------------------------------------------

    async def take(self, asked: Asked, scene: Scene) -> Taken | None:
        """
        The reply to a request to create an interaction; None where there is none.

        Refused where the client does what the script does not allow (422), or what the service
        refuses of any conversation; nothing is used up then.
        """
        self.requests += 1
        number = self.requests
        try:
            for run in self._runs:
                if run.concerns(asked):
                    return self._go_on(run, asked, number)
            rules.check(scene)
            return await self._find(asked, number)
        except UsageError as error:
            raise self._complain(f"Request {number} has no scripted reply: {error}.") from error

    def miss(self, asked: Asked) -> Unanswered:
        """
        The request that was asked last, which nobody else answers; it is noted.
        """
        given = sum(each.used for each in self._queue)
        missed = Unanswered(self.requests, asked.summary, given, tuple(self._pending()))
        self.unanswered.append(missed)
        return missed

    async def _find(self, asked: Asked, number: int) -> Taken | None:
        for each in self._left:
            if not isinstance(each.cue, FakeModel) and each.cue.when.holds(asked):
                self._use(each)
                return await self._give(each, asked, number)
        # While one of them is waited for, another request may use others up.
        for each in tuple(reversed(self._left)):
            if isinstance(each.cue, FakeModel) and each.is_left and each.cue.when.holds(asked):
                reply = await each.cue.reply(asked)
                if reply is not None:
                    self._use(each)
                    return Taken(reply)
        return None

    def _use(self, each: _Queued) -> None:
        each.used += 1
        if not each.is_left and each in self._left:
            self._left.remove(each)

    async def _give(self, each: _Queued, asked: Asked, number: int) -> Taken:
        if isinstance(each.cue, ToolScript):
            run = Run(each.cue, each.label)
            return self._step(run)
        assert isinstance(each.cue, Reply)  # noqa: S101 - fake models are asked elsewhere
        if each.cue.when.is_open and self._is_contested(each.cue):
            await self._overlaps.watch(each.number, f"request {number} ({asked.summary})")
        return Taken(each.cue)

    def _is_contested(self, cue: Cue) -> bool:
        """
        Whether there is another reply that any request may get.
        """
        return any(other.cue.when.is_open and other.cue != cue for other in self._queue)

    def _go_on(self, run: Run, asked: Asked, number: int) -> Taken:
        wrong = run.complaints(asked)
        if wrong:
            what = "; ".join(wrong)
            raise self._complain(f"Request {number} does not follow {run.label}: {what}.")
        return self._step(run)

    def _step(self, run: Run) -> Taken:
        reply = run.next()
        if run.is_over and run in self._runs:
            self._runs.remove(run)
        elif not run.is_over and run not in self._runs:
            self._runs.append(run)
        return Taken(reply, run)

    def _complain(self, sentence: str) -> Refused:
        self.complaints.append(sentence)
        return Refused(Refusal(422, "script_failed", sentence))

    def _pending(self) -> Iterator[str]:
        yield from (f"{run.label} waits for {run.waits_for}" for run in self._runs)
        yield from (f"{each.label} {_wish(each.cue)}" for each in self._left)


def _wish(cue: Cue) -> str:
    if isinstance(cue, FakeModel) and cue.when.is_open:
        return f"({cue}) gave None"
    return f"wants {cue.when}"


def _but(cue: Cue) -> str:
    return "" if cue.when.is_open else f"; it wants {cue.when}"


def _of(each: _Queued) -> str:
    return f" ({each.used} of {each.cue.times} times)" if each.used else ""
