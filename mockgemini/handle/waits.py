"""
Waits that are skipped: the code under test sleeps in no time, and how long it would have is noted.

The server in this process waits as ever, and so does Python's own library.
"""

from __future__ import annotations

import functools
import math
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType, FrameType, ModuleType
from typing import Any, Self, TypeAlias

from mockgemini.server.running import THREAD

Sleep: TypeAlias = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Wait:
    """
    One wait: its seconds, where it was asked for (`file:line`), and the clock's moment then.
    """

    seconds: float
    place: str
    moment: float


class Waits:
    """
    The waits that were skipped so far, oldest first. Ends with its `with` block, or by `close`.

    `now` is the clock that their moments are taken from.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._log: list[Wait] = []
        self._undo: list[tuple[ModuleType, str, Sleep, Sleep]] = []
        self._is_on = False

    @property
    def seconds(self) -> list[float]:
        """
        How long each of them would have been.
        """
        return [wait.seconds for wait in self._log]

    @property
    def total(self) -> float:
        """
        How long all of them would have been, one after the other.
        """
        return math.fsum(self.seconds)

    def begin(self) -> Self:
        """
        Skip from now on.
        """
        self._is_on = True
        originals = [sys.modules[name].sleep for name in _WAITING if name in sys.modules]
        ours = {id(original): self._instead_of(original) for original in originals}
        # Whoever has it by `from time import sleep` is met as well.
        for module in list(sys.modules.values()):
            for name, value in list(getattr(module, "__dict__", _NOTHING).items()):
                if id(value) in ours:
                    setattr(module, name, ours[id(value)])
                    self._undo.append((module, name, value, ours[id(value)]))
        return self

    def close(self) -> None:
        """
        Wait again. Twice is as once.
        """
        self._is_on = False
        for module, name, original, ours in self._undo:
            # Others may have replaced it since; theirs leads here, and on to the original.
            if vars(module).get(name) is ours:
                setattr(module, name, original)
        self._undo.clear()

    def _instead_of(self, original: Sleep) -> Sleep:
        @functools.wraps(original)
        def ours(delay: float, *rest: object, **named: object) -> Any:
            # Zero still lets others run: threads, or the tasks of a loop.
            given = 0 if self._skips(delay, sys._getframe(1)) else delay  # noqa: SLF001 - the place
            return original(given, *rest, **named)

        return ours

    def _skips(self, delay: float, frame: FrameType) -> bool:
        # What was imported meanwhile has kept our function, which may be over.
        if not self._is_on or not 0 < delay < math.inf:
            return False
        if _is_pythons(frame.f_code) or threading.current_thread().name == THREAD:
            return False
        place = f"{frame.f_code.co_filename}:{frame.f_lineno}"
        self._log.append(Wait(float(delay), place, self._now()))
        return True

    def __iter__(self) -> Iterator[Wait]:
        return iter(tuple(self._log))

    def __len__(self) -> int:
        return len(self._log)

    def __repr__(self) -> str:
        return f"<Waits {self.seconds}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_WAITING = ("time", "asyncio", "anyio")
_NOTHING: dict[str, object] = {}
_LIBRARY = os.path.dirname(os.__file__) + os.sep  # noqa: PTH120 - as code objects spell it


def _is_pythons(code: CodeType) -> bool:
    """
    Whether code is of the standard library, which waits for what takes its time: processes, pipes.
    """
    name = code.co_filename
    return name.startswith(_LIBRARY) and "site-packages" not in name
