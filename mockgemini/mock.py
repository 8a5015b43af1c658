"""
MockGemini, the handle that tests hold: one space of a server that runs in this process.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.errors import UsageError
from mockgemini.replay.entry import Entry
from mockgemini.replay.miss import Miss
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.spaces import Replaying, World, Worlds, cassette_files
from mockgemini.wire.register import DEFAULT

if TYPE_CHECKING:
    from mockgemini.recording import Recording, Take


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


class MockGemini:
    """
    Replays cassettes, or records one, at `url`; usable in sync and async tests alike.

    `cassettes`: files (`.yaml` may be left out) or folders. `pace`: instant, recorded, or a factor.
    `repeat`: what follows the last recorded answer of a request (never, last, cycle). `ignore` and
    `normalize`: matching rules beside those in the cassettes' headers. `revision`: what a request
    speaks that does not say. `on_miss`: what answers where nothing is recorded (error,
    synthesize). `host`: a server to share with others; without one it has its own.

        with MockGemini("cassettes/weather.yaml") as mock:
            client = genai.Client(api_key="any", http_options={"base_url": mock.url})
    """

    def __init__(
        self,
        *cassettes: str | Path,
        pace: str | float = "instant",
        repeat: str = "never",
        ignore: Iterable[str] = (),
        normalize: Iterable[str] = (),
        revision: str = DEFAULT,
        on_miss: str = "error",
        host: Host | None = None,
    ) -> None:
        self._how = Replaying.parse(
            pace=pace,
            repeat=repeat,
            ignore=ignore,
            normalize=normalize,
            revision=revision,
            on_miss=on_miss,
        )
        self._paths = tuple(Path(path) for path in cassettes)
        self._has_own_host = host is None
        self._host = Host() if host is None else host
        self._recording: Recording | None = None
        self._player = self._how.player(())
        self._world: World | None = None
        self.url = ""
        """Where it listens, from `start` on; the base URL for an SDK's client."""

    def record(self, take: Take) -> Self:
        """
        Record instead of replaying: from `start` on, requests go to the real API.
        """
        # What recording needs takes longer to import than all the rest together.
        from mockgemini.recording import Recording  # noqa: PLC0415

        self._recording = Recording(take)
        return self

    @property
    def how(self) -> Replaying:
        """
        How it plays what is recorded.
        """
        return self._how

    @property
    def is_recording(self) -> bool:
        return self._recording is not None

    @property
    def reports(self) -> list[str]:
        """
        A sentence for everything that could not be recorded; whole when stopped.
        """
        return [] if self._recording is None else list(self._recording.reports)

    @property
    def misses(self) -> list[Miss]:
        """
        The requests that nothing answered.
        """
        return list(self._player.misses) if self._how.on_miss == "error" else []

    @property
    def unused(self) -> list[Entry]:
        """
        The recorded exchanges that nobody has asked for.
        """
        return self._player.unused()

    def start(self) -> Self:
        """
        Load the cassettes and listen; a UsageError or CassetteError where that cannot be.
        """
        if self._world is not None:
            raise UsageError("this MockGemini listens already; stop it before it starts again")
        name = "" if self._has_own_host else self._host.name()
        if self._recording is not None:
            take = self._recording
            self._world = World(
                name,
                take.respond,
                clock=self._how.clock,
                close=take.close,
                redactor=take.redactor,
            )
        else:
            self._world = self._playing(name)
        self.url = self._host.open(self._world)
        return self

    def stop(self, *, is_good: bool = True) -> Path | None:
        """
        Close the space. A recording becomes the cassette, or its `.failed.yaml` if not `is_good` or
        if it lacks something (see `reports`); gives its path, None where nothing was recorded.
        """
        world, self._world = self._world, None
        if world is None:
            return None
        self._host.end(world.name)
        if self._has_own_host:
            self._host.stop()
        if self._recording is None:
            return None
        is_whole = is_good and not self._recording.reports
        return self._recording.finish() if is_whole else self._recording.fail()

    def _playing(self, name: str) -> World:
        cassettes, how = tuple(_cassettes(self._paths)), self._how
        if how.on_miss == "error":
            self._player = player = how.player(cassettes)
            return World(name, player, clock=how.clock, pace=how.pace, reset=player.reset)
        # The emulator takes as long to import as all the rest.
        from mockgemini.emulation import Emulating, Filled  # noqa: PLC0415

        filled = Filled(cassettes, how, Emulating())
        self._player = filled.player or self._player
        return World(name, filled, clock=how.clock, pace=how.pace, reset=filled.reset)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop(is_good=error is None)

    async def __aenter__(self) -> Self:
        return self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop(is_good=error is None)


def _cassettes(paths: Iterable[Path]) -> Iterator[Cassette]:
    for path in paths:
        is_short = not path.suffix and not path.exists()
        named = path.with_suffix(".yaml") if is_short else path
        yield from map(load, cassette_files(named))


def _nobody(name: str) -> World:
    shown = f"/s/{name}" if name else "without /s/"
    raise UsageError(
        f"a request came {shown}, and no running test has that space; "
        "was a client made in an earlier test, or before any?"
    )
