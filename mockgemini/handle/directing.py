"""
What a test says will happen: what the model answers next, and what goes wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack, overload

from mockgemini.errors import UsageError
from mockgemini.spaces.answering import Answering
from mockgemini.spaces.worlds import World

if TYPE_CHECKING:
    from mockgemini.faults.conditions import When
    from mockgemini.faults.fault import Fault
    from mockgemini.faults.gate import Gate
    from mockgemini.faults.responding import Armed
    from mockgemini.handle.waits import Waits
    from mockgemini.spaces.recording import Recording
    from mockgemini.synthesize.scripting.fake_model import Function
    from mockgemini.synthesize.scripting.reply import HowAndOn, On, Reply, Said
    from mockgemini.synthesize.scripting.script import Script
    from mockgemini.synthesize.scripting.tool_script import Calls, Step


_Function = TypeVar("_Function", bound="Function")


class Directing:
    """
    One half of MockGemini: the words with which a test directs it.
    """

    _answering: Answering | None
    _injected: list[Armed]
    _recording: Recording | None
    _waits: list[Waits]
    _world: World | None

    @property
    def is_recording(self) -> bool:
        return self._recording is not None

    def inject(self, *faults: Fault) -> None:
        """
        Have something go wrong from now on: see `mockgemini.faults`. A UsageError before `start`.
        """
        if self._world is None:
            raise UsageError("faults happen to a MockGemini that listens: start it before")
        from mockgemini.faults.fault import Fault  # noqa: PLC0415 - few tests have any

        for fault in faults:
            if not isinstance(fault, Fault):
                raise UsageError(f"inject takes faults such as Cut(after_events=3), not {fault!r}")
        self._injected += [self._world.faults.add(fault) for fault in faults]

    def fail(
        self,
        status: int,
        *,
        times: int | Literal["always"] = 1,
        retry_after: float | None = 0.001,
        code: str | None = None,
        message: str | None = None,
        when: When | None = None,
    ) -> None:
        """
        Answer the next `times` requests with this error. SDKs try 408, 409, 429 and 5xx again after
        `retry_after` seconds; None leaves the time to them.
        """
        from mockgemini.faults.failing import Fail  # noqa: PLC0415

        self.inject(Fail(status, retry_after, code, message, times=times, when=when))

    def hold(self, *, after_events: int, when: When | None = None) -> Gate:
        """
        Stop the next stream after so many events, until the gate is released.
        """
        from mockgemini.faults.chunking import Hold  # noqa: PLC0415

        held = Hold(after_events, when=when)
        self.inject(held)
        return held.gate

    def skip_waits(self) -> Waits:
        """
        Have `time.sleep`, `asyncio.sleep` and anyio's take no time in this process, until `stop` or
        the end of a `with` block. Gives the log of the waits that are skipped.
        """
        if self._world is None:
            raise UsageError("waits are skipped while a MockGemini listens: start it before")
        from mockgemini.handle.waits import Waits  # noqa: PLC0415 - few tests wait

        self._waits.append(Waits(self._world.clock.now))
        return self._waits[-1].begin()

    @overload
    def reply(self, function: _Function, /, **on: Unpack[On]) -> _Function: ...
    @overload
    def reply(self, **on: Unpack[On]) -> Callable[[_Function], _Function]: ...
    @overload
    def reply(self, *said: Said | Calls | Reply, **how: Unpack[HowAndOn]) -> None: ...
    def reply(self, *said: Any, **how: Any) -> Any:
        """
        What the model answers next: texts and parts, in order. Or, decorating a function of the
        request, a fake model that answers whatever nothing else does.

        `when`, `model`, `tool_result`: on which requests only; `times`: how often, None for ever.
        `status`, `usage`, `polls`, `chunks`: see `mockgemini.Reply`.
        """
        from mockgemini.synthesize.scripting import saying  # noqa: PLC0415 - as the synthesizer

        if saying.is_of_function(said, how):
            return lambda function: self.reply(function, **how)
        self._script.add([saying.reply(said, how)])
        return said[0] if len(said) == 1 and callable(said[0]) else None

    def script(self, *steps: Step, **on: Unpack[On]) -> None:
        """
        A conversation with tools: `calls(…)`, `expects_result(…)`, `says(…)`, in order.
        """
        from mockgemini.synthesize.scripting import saying  # noqa: PLC0415 - as above

        self._script.add([saying.script(steps, dict(on))])

    @property
    def _script(self) -> Script:
        if self._world is None:
            raise UsageError("a MockGemini that listens takes replies: start it before")
        if self._answering is None:
            raise UsageError("while recording the real API answers, and nothing can be scripted")
        return self._answering.script
