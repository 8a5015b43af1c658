"""
What holds a stream until a test lets it go on, from whichever thread.
"""

from __future__ import annotations

import asyncio
import threading

from mockgemini.clock import Clock


class Gate:
    """
    Closed until `release`; then it stays open.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_open = False
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    @property
    def is_reached(self) -> bool:
        """
        Does a stream stand before it?
        """
        return bool(self._waiting)

    def release(self) -> None:
        """
        Let go on whatever is held here, or would be.
        """
        with self._lock:
            self._is_open = True
            waiting = tuple(self._waiting)
        for loop, event in waiting:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    async def wait(self, clock: Clock) -> None:  # noqa: ARG002 - waits are called with it
        """
        Come to the gate, and through it once it is open.
        """
        here = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            if self._is_open:
                return
            self._waiting.append(here)
        try:
            await here[1].wait()
        finally:
            with self._lock:
                self._waiting.remove(here)
