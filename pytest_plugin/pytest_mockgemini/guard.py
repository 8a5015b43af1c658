"""
The guard: while a test has its MockGemini, nothing in this process connects to Google.

Seen is whatever looks a name up, or begins TLS, through Python. What resolves in C of its own
(grpc, curl) and other processes go past.
"""

from __future__ import annotations

import asyncio
import gc
import re
import socket
import ssl
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from inspect import iscoroutine
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import pytest

from mockgemini.errors import MockGeminiWarning
from pytest_mockgemini.pointing import is_of_project, shown

if TYPE_CHECKING:
    from pytest_mockgemini.options import GuardMode

_GOOGLE = re.compile(r"(?:.+\.)?googleapis\.com|.*(?:generativelanguage|aiplatform).*\.google\.com")
_GEMINI = re.compile(r"(?:.+[.-])?(?:generativelanguage|aiplatform)\..+")
_OF_GEMINI = (
    "set base_url=mockgemini.url, or mockgemini_env = session for a client made before the tests"
)
_OF_OTHERS = "it stands in for Gemini alone: mock this call, or set mockgemini_guard = warn"
_ASYNCIO = str(Path(asyncio.__file__).parent)

_DOORS = pytest.StashKey[dict[tuple[Any, str], "_Door"]]()


@dataclass(slots=True)
class Guard:
    """
    What was tried in one test: `calls` has a sentence for each call that was refused, in order.
    """

    item: pytest.Item
    mode: GuardMode
    calls: list[str] = field(default_factory=list)
    warned: set[str] = field(default_factory=set)

    def check(self, *words: object) -> None:
        """
        Refuse, or warn of, the first of these that is a host of Google's.
        """
        host = next((name for name in map(_name, words) if _GOOGLE.fullmatch(name)), None)
        if host is None or host in self.warned:
            return
        path, line = self._place()
        cure = _OF_GEMINI if _GEMINI.fullmatch(host) else _OF_OTHERS
        place = f"{shown(self.item.config, path)}:{line}"
        call = f"live call to {host} from {place} bypassed mockgemini; {cure}"
        if self.mode == "warn":
            self.warned.add(host)
            warnings.warn_explicit(call, MockGeminiWarning, str(path), line)
        else:
            self.calls.append(call)
            # No `except Exception`, and no second attempt of a client's, come in between.
            pytest.fail(call, pytrace=False)

    def _place(self) -> tuple[Path, int]:
        """
        The nearest line of the user's code; the test itself where none is known, as in a thread.
        """
        for frame in _frames():
            if is_of_project(self.item.config, path := Path(frame.f_code.co_filename)):
                return path, frame.f_lineno
        test, first, _ = self.item.reportinfo()
        return Path(test), (first or 0) + 1


@contextmanager
def guarding(mode: GuardMode, item: pytest.Item) -> Iterator[Guard]:
    """
    Guard a test: `error` fails it, `warn` lets the call through, `off` does nothing at all.
    """
    guard = Guard(item, mode)
    doors = [] if mode == "off" else _doors(item.config)
    for door in doors:
        door.enter(guard)
    try:
        yield guard
    finally:
        for door in reversed(doors):
            door.leave()


def _doors(config: pytest.Config) -> list[_Door]:
    """
    A door before every function, the one of the test before where that has found the same function.
    """
    known = config.stash.setdefault(_DOORS, {})
    doors = []
    for place in _places():
        door = known.get(place)
        if door is None or not door.fits:
            door = known[place] = _Door(*place)
        doors.append(door)
    return doors


def _places() -> Iterator[tuple[Any, str]]:
    """
    Every function that is told a host's name on the way to it.
    """
    yield socket, "getaddrinfo"
    # Others may have looked the name up, a proxy for one; TLS needs it all the same.
    yield ssl.SSLContext, "wrap_socket"
    yield ssl.SSLContext, "wrap_bio"
    # These go on in threads and callbacks, where nobody knows any more who asked.
    for loop in _loops():
        yield loop, "getaddrinfo"
        yield loop, "create_connection"
        yield loop, "start_tls"


def _loops() -> Iterator[type]:
    yield asyncio.BaseEventLoop
    if (uvloop := sys.modules.get("uvloop")) is not None:
        yield uvloop.Loop


class _Door:
    """
    A function that shows the guard what it is told, from when it enters until it leaves.
    """

    def __init__(self, owner: Any, name: str) -> None:
        self._owner = owner
        self._name = name
        self._had = vars(owner).get(name)
        self._guard: Guard | None = None
        function = getattr(owner, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            if self._guard is not None:
                self._guard.check(*args, *kwargs.values())
            return function(*args, **kwargs)

        watched.__wrapped__ = function  # type: ignore[attr-defined]
        self._watched = watched
        # pytest-socket holds this one shut anyway, and opens it only where it finds its own.
        self._is_shut = function.__module__ == "pytest_socket"

    @property
    def fits(self) -> bool:
        """
        Whether the function that it stands before is there, and nothing in front of it.
        """
        return vars(self._owner).get(self._name) is self._had

    def enter(self, guard: Guard) -> None:
        """
        Stand before the function.
        """
        self._guard = guard
        if not self._is_shut:
            setattr(self._owner, self._name, self._watched)

    def leave(self) -> None:
        """
        Put back what was there. Who has put another there since will put ours back, which sleeps.
        """
        self._guard = None
        if vars(self._owner).get(self._name) is not self._watched:
            return
        if self._had is None:
            delattr(self._owner, self._name)
        else:
            setattr(self._owner, self._name, self._had)


def _name(word: object) -> str:
    if isinstance(word, bytes):
        word = word.decode("ascii", "replace")
    return word.lower().rstrip(".") if isinstance(word, str) else ""


def _frames() -> Iterator[FrameType]:
    """
    What leads here, innermost first: of this task, of tasks that may wait for it, then the rest.
    """
    stack = list(_outwards(sys._getframe(1)))  # noqa: SLF001 - as inspect does, but no file is read
    try:
        task, tasks = asyncio.current_task(), asyncio.all_tasks()
    except RuntimeError:
        task, tasks = None, set()
    outermost = None if task is None else getattr(task.get_coro(), "cr_frame", None)
    own = stack.index(outermost) + 1 if outermost in stack else 0
    yield from stack[:own]
    # Libraries look names up in tasks of their own; who waits for one is in the same library.
    files = {frame.f_code.co_filename for frame in stack[:own]}
    libraries = {file for file in files if not file.startswith((_ASYNCIO, __file__))}
    for other in tasks - {task}:
        frames = list(_awaited(other.get_coro()))
        if any(frame.f_code.co_filename in libraries for frame in frames):
            yield from reversed(frames)
    yield from stack[own:]


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _awaited(coroutine: Any) -> Iterator[FrameType]:
    """
    The frames of a coroutine that waits, outermost first.
    """
    while coroutine is not None:
        if iscoroutine(coroutine):
            if coroutine.cr_frame is not None:
                yield coroutine.cr_frame
            coroutine = coroutine.cr_await
        else:
            # An object with `__await__` stands between; only the collector sees through it.
            coroutine = next(filter(iscoroutine, gc.get_referents(coroutine)), None)
