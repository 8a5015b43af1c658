"""
A command run as if it had been started itself: its exit code is ours, and our signals are its.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from mockgemini.errors import UsageError


def run_command(arguments: Sequence[str], variables: Mapping[str, str]) -> int:
    """
    Run a command to its end; gives its exit code, 128 and more where a signal ended it, as shells
    do. A UsageError where it cannot be started.
    """
    sys.stdout.flush()
    with _forwarder() as forwarder:
        try:
            process = subprocess.Popen(arguments, env=dict(variables))  # noqa: S603 - the user's
        except FileNotFoundError:
            raise UsageError(f"{arguments[0]}: there is no such command") from None
        except OSError as error:
            raise UsageError(f"{arguments[0]}: cannot be run: {error.strerror}") from None
        forwarder.found(process)
        code = process.wait()
    return code if code >= 0 else 128 - code


class _Forwarder:
    """
    Hands signals on, also those that came before the command had started.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._early: list[int] = []

    def found(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        for number in self._early:
            process.send_signal(number)

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        if self._process is None:
            self._early.append(number)
        elif not (number in _FROM_TERMINALS and _has_terminal()):
            self._process.send_signal(number)


_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")
_SIGNALS = [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]
_FROM_TERMINALS = frozenset(_SIGNALS) - {signal.SIGTERM}


def _has_terminal() -> bool:
    """
    Whether Ctrl-C reaches the command by itself, for a terminal tells all programs in front.
    """
    if sys.platform == "win32":  # pragma: no cover - its consoles tell all programs, always
        return True
    with suppress(OSError):
        terminal = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
        try:
            return os.tcgetpgrp(terminal) == os.getpgrp()
        finally:
            os.close(terminal)
    return False


@contextmanager
def _forwarder() -> Iterator[_Forwarder]:
    forwarder = _Forwarder()
    # What is ignored, as under nohup, stays ignored for the command as well.
    before = {
        number: handler
        for number in _SIGNALS
        if (handler := signal.getsignal(number)) is not signal.SIG_IGN
    }
    for number in before:
        signal.signal(number, forwarder)
    try:
        yield forwarder
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
