"""
`mockgemini` that kills itself at a chosen point, as a machine might at that very moment.

`python -m endurance.doomed POINT N ARGUMENT ...`: at the N-th time that the point is come to. The
points are `append` (half an exchange is written), `blob` (half a blob is), `rename` and `remove`
(just before the system is told so), `never`.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from itertools import count
from typing import Any

from mockgemini.cassette import blobs
from mockgemini.cassette.tape import Tape
from mockgemini.cli.main import main
from mockgemini.payload import Payload

EVENTS = {"rename": "os.rename", "remove": "os.remove"}


class Fate:
    """
    Counts how often the point was come to.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._times = count(1)

    def is_due(self) -> bool:
        """
        Is it now?
        """
        return next(self._times) == self._number

    @staticmethod
    def strike() -> None:
        """
        The end, without a farewell.
        """
        os.kill(os.getpid(), signal.SIGKILL)


class TornFile(io.FileIO):
    """
    A file that dies in the middle of a write.
    """

    fate: Fate

    def write(self, data: Any) -> int:
        """
        All of it, or half of it and no more of anything.
        """
        if not self.fate.is_due():
            return super().write(data)
        super().write(bytes(data)[: len(data) // 2])
        self.fate.strike()
        raise AssertionError("unreachable: killed")


def tear_appends(fate: Fate) -> None:
    """
    Die within a write to the growing recording.
    """
    opened = Tape._open  # noqa: SLF001 - there is no seam, and none is wanted

    def open_torn(tape: Tape) -> Any:
        leftover = opened(tape)
        file = TornFile(tape._file.fileno(), "ab", closefd=False)  # noqa: SLF001
        file.fate = fate
        tape._held, tape._file = tape._file, file  # type: ignore[attr-defined]  # noqa: SLF001
        return leftover

    Tape._open = open_torn  # type: ignore[method-assign]  # noqa: SLF001


def tear_blobs(fate: Fate) -> None:
    """
    Die when half a blob is written.
    """
    written = blobs._write  # noqa: SLF001

    def write(folder: Any, name: str, payload: Payload) -> None:
        if fate.is_due():
            half = payload.read()[: payload.size // 2]
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f".{name}.{os.getpid()}").write_bytes(half)
            fate.strike()
        written(folder, name, payload)

    blobs._write = write  # noqa: SLF001


def strike_before(event: str, fate: Fate) -> None:
    """
    Die just before the system is asked for something.
    """

    def hook(name: str, arguments: tuple[Any, ...]) -> None:
        is_ours = name == event and ".yaml" in str(arguments[0])
        if is_ours and fate.is_due():
            fate.strike()

    sys.addaudithook(hook)


def arm(point: str, number: int) -> None:
    """
    Have it happen.
    """
    fate = Fate(number)
    if point == "append":
        tear_appends(fate)
    elif point == "blob":
        tear_blobs(fate)
    elif point in EVENTS:
        strike_before(EVENTS[point], fate)


if __name__ == "__main__":
    arm(sys.argv[1], int(sys.argv[2]))
    sys.exit(main(sys.argv[3:]))
