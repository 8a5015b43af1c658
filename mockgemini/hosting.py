"""
A server in this process that tests share: each of them has a space of its own on it.
"""

from __future__ import annotations

import itertools

from mockgemini.errors import UsageError
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.spaces import World, Worlds


class Host:
    """
    A server in this process, started when its first space is opened; spaces come and go.
    """

    def __init__(self) -> None:
        self._worlds = Worlds(_nobody)
        self._server = BackgroundServer(App(self._worlds))
        self._numbers = itertools.count(1)
        self._is_running = False

    def open(self, world: World) -> str:
        """
        Serve a space; gives its address.
        """
        if not self._is_running:
            self._server.start()
            self._is_running = True
        self._worlds.put(world)
        return f"{self._server.url}/s/{world.name}" if world.name else self._server.url

    def name(self) -> str:
        """
        A name that no space here has had.
        """
        return str(next(self._numbers))

    def end(self, name: str) -> None:
        """
        Close a space.
        """
        self._server.run(self._worlds.end(name))

    def stop(self) -> None:
        """
        End the server and all its spaces.
        """
        if self._is_running:
            self._is_running = False
            self._server.stop()


def _nobody(name: str) -> World:
    shown = f"/s/{name}" if name else "without /s/"
    raise UsageError(
        f"a request came {shown}, and no running test has that space; "
        "was a client made in an earlier test, or before any?"
    )
