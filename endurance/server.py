"""
The server of a soak: one process with every kind of space, which tells each second how it is.

`python -m endurance.server FOLDER` prints its address, then a JSON line a second. What a space does
is the first segment of its name: replay, slow, talk, record. Recorders record this very server.
What a space remembers is bounded; here to a tenth, so that it is full after a minute, not an hour.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.clock import Pace
from mockgemini.faults import keeping
from mockgemini.server.app import App
from mockgemini.server.journal import SIZE, Journal
from mockgemini.server.running import serve
from mockgemini.server.space import Spaces
from mockgemini.spaces.emulation import synthesizer
from mockgemini.spaces.recording import Recording, Take
from mockgemini.spaces.worlds import Replaying, World, Worlds
from mockgemini.synthesize import interactions, ledger

TENTH = 10
CASSETTES = Path(__file__).resolve().parent.parent / "cassettes"


def remember_less() -> None:
    """
    Set to a tenth what bounds the memory of spaces, beside the journal's size.
    """
    keeping.MOST //= TENTH
    ledger.MOST //= TENTH
    interactions.REMEMBERED //= TENTH


def worlds(folder: Path, cassettes: tuple[Cassette, ...], url: Callable[[], str]) -> Worlds:
    """
    Spaces that do what their names say; recordings grow in `folder`, and go when they are made.
    """
    playing = Replaying()
    slow = Replaying(pace=Pace(0.02))
    talking = Replaying(on_miss="synthesize")

    def make(name: str) -> World:
        world = made(name)
        world.journal = Journal(size=SIZE // TENTH)
        return world

    def made(name: str) -> World:
        kind = name.partition("/")[0]
        if kind == "record":
            return recorder(name)
        how = {"replay": playing, "slow": slow}.get(kind, talking)
        played = () if how is talking else cassettes
        begin = lambda given: synthesizer(given, how)  # noqa: E731 - as short as it is
        return World.of(name, how.answering(played, begin), how)

    def recorder(name: str) -> World:
        upstream = f"{url()}/s/talk"
        recording = Recording(Take(folder / f"{name.replace('/', '-')}.yaml", upstream))

        async def close() -> None:
            await recording.close()
            if (path := recording.finish()) is not None:
                assert load(path).exchanges, f"{path} holds nothing"  # noqa: S101 - it ends the run
                path.unlink()

        return World(name, recording.respond, clock=playing.clock, close=close)

    return Worlds(make)


def tell(spaces: Spaces, loop: asyncio.AbstractEventLoop) -> None:
    """
    Print how this process is, each second, for ever.
    """
    while True:
        counted = asyncio.run_coroutine_threadsafe(_count(), loop)
        try:
            tasks = counted.result(timeout=30)
        except (RuntimeError, TimeoutError):
            return
        state = {
            "at": time.monotonic(),
            "rss": _resident(),
            "fds": sum(1 for _ in Path("/proc/self/fd").iterdir()),
            "threads": threading.active_count(),
            "tasks": tasks,
            "spaces": len(spaces),
        }
        print(json.dumps(state), flush=True)
        time.sleep(1)


async def _count() -> int:
    return len(asyncio.all_tasks()) - 1


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """
    Serve until told to end.
    """
    remember_less()
    cassettes = tuple(load(path) for path in sorted(CASSETTES.glob("*.yaml")))
    address: list[str] = []
    spaces = worlds(Path(sys.argv[1]), cassettes, lambda: address[0])

    def ready(url: str) -> None:
        address.append(url)
        print(url, flush=True)
        loop = asyncio.get_running_loop()
        threading.Thread(target=tell, args=(spaces, loop), daemon=True).start()

    serve(App(spaces), "127.0.0.1", 0, ready)


if __name__ == "__main__":
    main()
