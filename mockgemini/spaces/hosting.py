"""
A server in this process that tests share: each of them has a space of its own on it.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable

from mockgemini.clock import RealClock
from mockgemini.errors import UsageError
from mockgemini.exchange import Answer, Request
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.spaces.worlds import World

_MOMENT = 0.01
"""Seconds; on this machine alone, news travel in a fraction of that."""


class Host:
    """
    A server in this process, started when first needed; spaces come and go.

    What names no space is for the newest that is open: SDK clients keep the address that they were
    made with, and some are made before any test runs.
    """

    def __init__(self) -> None:
        self._tenants = _Tenants()
        self._server = BackgroundServer(App(self._tenants))
        self._numbers = itertools.count(1)
        self._is_running = False

    def start(self) -> str:
        """
        Listen, if it does not yet; gives the address of the server itself.
        """
        if not self._is_running:
            self._server.start()
            self._is_running = True
        return self._server.url

    def open(self, world: World) -> str:
        """
        Serve a space; gives its address.
        """
        url = self.start()
        self._tenants.put(world)
        return f"{url}/s/{world.name}" if world.name else url

    def name(self) -> str:
        """
        A name that no space here has had.
        """
        return str(next(self._numbers))

    def end(self, name: str) -> None:
        """
        Close a space.
        """
        # Most tests begin nothing, and to wait for the server's thread takes longer than all else.
        if (world := self._tenants.take(name)) is not None and not world.is_idle():
            self._server.run(world.close())

    def settle(self) -> None:
        """
        Give the server a moment to see that clients have left just now.
        """
        self._server.run(RealClock().sleep(_MOMENT))

    def stop(self) -> None:
        """
        End the server and all its spaces.
        """
        if self._is_running:
            self._is_running = False
            self._server.stop()

    @property
    def strays(self) -> list[str]:
        """
        The requests that came when their space was not open; method and path, in order.
        """
        return [str(entry.request) for entry in self._tenants.nobody.journal]


class _Tenants:
    """
    The spaces that are open, the newest last. Their requests come in the server's own thread.
    """

    def __init__(self) -> None:
        self._worlds: dict[str, World] = {}
        self._newest: World | None = None
        self.nobody = World("", _refuse, clock=RealClock())

    def __len__(self) -> int:
        return len(self._worlds)

    def put(self, world: World) -> None:
        self._worlds[world.name] = self._newest = world

    def find(self, name: str) -> World:
        return self._worlds.get(name) or (not name and self._newest) or self.nobody

    def take(self, name: str) -> World | None:
        world = self._worlds.pop(name, None)
        self._newest = next(reversed(self._worlds.values()), None)
        return world

    async def end(self, name: str) -> bool:
        world = self.take(name)
        if world is not None:
            await world.close()
        return world is not None

    async def close(self) -> None:
        for name in list(self._worlds):
            await self.end(name)


def _refuse(request: Request) -> Awaitable[Answer]:
    _, is_of_a_space, name = request.base.partition("/s/")
    whose = f"the test of /s/{name} is over" if is_of_a_space else "no test with mockgemini runs"
    raise UsageError(
        f"{request} came when {whose}: was its client made by an earlier test and kept (then set "
        "mockgemini_env = session), or was it sent at import, by another fixture, or by something "
        "that a test has left running?"
    )
