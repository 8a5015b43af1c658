"""
Clients of all kinds for a soak: each visits the server once, and says what it found wrong.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from endurance.asking import Told, ask
from mockgemini.cassette.reading import load
from mockgemini.exchange import Reply, Stream
from mockgemini.faults.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
SDKS = Path(os.environ.get("MOCKGEMINI_SDKS", ROOT / ".sdks"))
HEADERS = {
    "content-type": "application/json",
    "x-goog-api-key": "a-key",
    "x-goog-api-client": "google-genai-sdk/3.4.0 gl-python/3.12",
}
MODEL = "gemini-3.5-flash"
NEEDED = {
    "cut": "after_bytes=300",
    "stall": "after_bytes=300 seconds=0.05",
    "latency": "seconds=0.01",
    "slow_start": "seconds=0.01",
    "rate_limit": "requests=100",
}
"""Options that a fault wants, or without which it would wait too long for a soak."""


class Complaint(Exception):  # noqa: N818 - it is counted, not raised at anybody
    """
    What a client found that should not be.
    """


class Visitors:
    """
    The kinds of clients, as coroutine functions in `kinds`; `quick` fill what spaces remember, with
    about the same as `kinds` do.
    """

    def __init__(self, url: str, seed: int) -> None:
        self._url = url
        self._dice = Random(seed)  # noqa: S311 - for repeating, not for secrets
        self._numbers = itertools.count(1)
        self._known = _recorded()
        self._sdks = itertools.cycle(sdks())
        self.kinds: tuple[Callable[[], Awaitable[None]], ...] = (
            self.replayed,
            self.talked,
            self.at_pace,
            self.polled,
            self.left,
            self.faulty,
            self.missed,
            self.garbage,
            self.came_and_went,
            self.recorded,
            self.looked_around,
        )
        # A recording takes longest, and what it asks is asked of the space that talks.
        asking = (self.replayed, self.at_pace, self.polled, self.left, self.faulty, self.missed)
        self.quick = (*asking, self.talked, self.talked, self.talked)

    async def replayed(self) -> None:
        """
        A recorded answer comes byte for byte, at once.
        """
        body, expected = self._dice.choice(self._known)
        told = await self._post("replay", body)
        _expect(told.is_whole and told.body == expected, f"another recorded answer: {told}")

    async def at_pace(self) -> None:
        """
        The same at a fiftieth of the recorded times.
        """
        body, expected = self._dice.choice(self._known)
        told = await self._post("slow", body)
        _expect(told.is_whole and told.body == expected, f"another slow answer: {told}")

    async def talked(self) -> None:
        """
        A question that nobody asked before, streamed or not.
        """
        wish = {"model": MODEL, "input": self._question(), "stream": self._dice.random() < 0.5}
        told = await self._post("talk", wish)
        _expect(told.status == 200 and told.is_whole, f"no synthesized answer: {told}")

    async def polled(self) -> None:
        """
        A background job from its creation to its deletion, continued in between.
        """
        wish = {"model": MODEL, "input": self._question(), "background": True}
        made = json.loads((await self._post("talk", wish)).body)
        address = f"{self._url}/s/talk/v1/interactions/{made['id']}"
        for _ in range(20):
            told = await ask("GET", address, headers=HEADERS)
            if json.loads(told.body)["status"] == "completed":
                break
        else:
            raise Complaint(f"a job that never ends: {told}")
        more = {"model": MODEL, "input": "And?", "previous_interaction_id": made["id"]}
        await self._post("talk", more)
        gone = await ask("DELETE", address, headers=HEADERS)
        _expect(gone.status == 200, f"not deleted: {gone}")

    async def left(self) -> None:
        """
        A client that hangs up in the middle of a stream.
        """
        space = self._dice.choice(["slow", "talk", "replay"])
        body = self._known[0][0] if space != "talk" else {"input": "Hi", "model": MODEL}
        await self._post(space, {**body, "stream": True}, leave_after=self._dice.randrange(1, 900))

    async def faulty(self) -> None:
        """
        A fault of any kind by header; what comes may be anything but a failure of ours.
        """
        name = self._dice.choice(KINDS).NAME
        words = {"x-mockgemini-fault": f"{name} {NEEDED.get(name, '')}".strip()}
        wish = {"model": MODEL, "input": self._question(), "stream": self._dice.random() < 0.7}
        told = await self._post("talk", wish, words)
        is_ours = told.status in {422, 500} and told.source == ""
        _expect(not is_ours, f"{name}: {told}")

    async def missed(self) -> None:
        """
        A request that nothing was recorded for is explained.
        """
        told = await self._post("replay", {"model": MODEL, "input": self._question()})
        _expect(told.status == 422, f"no miss: {told}")

    async def garbage(self) -> None:
        """
        What is no HTTP, and requests that break off.
        """
        parts = urlsplit(self._url)
        _, writer = await asyncio.open_connection(parts.hostname, parts.port)
        rubbish = [
            b"\x16\x03\x01\x02\x00",
            b"GET /s/talk/v1/inter",
            b"POST /s/talk/v1/files HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{",
            b"GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        ]
        writer.write(self._dice.choice(rubbish))
        await writer.drain()
        await asyncio.sleep(0.01)
        writer.close()

    async def came_and_went(self) -> None:
        """
        A space is made, told what to say and what goes wrong, asked, looked at and ended.
        """
        space = f"talk/{next(self._numbers)}"
        control = f"{self._url}/s/{space}/__mockgemini__"
        await ask("POST", f"{control}/script", [{"reply": "Sunny."}])
        await ask("POST", f"{control}/faults", [{"fail": {"status": 503}, "times": 1}])
        wish = {"model": MODEL, "input": "Hi"}
        seen = [(await self._post(space, wish)).status for _ in range(3)]
        _expect(seen == [503, 200, 200], f"a scripted space told {seen}")
        journal = json.loads((await ask("GET", f"{control}/journal")).body)
        _expect(journal["requests"] == 3, f"a journal of {journal['requests']} requests, not 3")
        await ask("POST", f"{control}/reset")
        _expect((await self._end(space)).status == 200, "a space that cannot be ended")

    async def recorded(self) -> None:
        """
        A recording of this very server, from begin to end.
        """
        space = f"record/{next(self._numbers)}"
        for number in range(3):
            wish = {"model": MODEL, "input": self._question(), "stream": number > 0}
            told = await self._post(space, wish)
            _expect(told.is_whole and told.source == "upstream", f"not passed on: {told}")
        await self._post(space, {**wish, "stream": True}, leave_after=10)
        _expect((await self._end(space)).status == 200, "a recording that cannot be ended")

    async def looked_around(self) -> None:
        """
        Somebody watches.
        """
        for path in ("health", "metrics"):
            told = await ask("GET", f"{self._url}/__mockgemini__/{path}")
            _expect(told.status == 200, f"{path}: {told}")

    async def with_sdk(self) -> None:
        """
        A whole conversation of a real SDK, the next one each time, in a process of its own.
        """
        number, command = next(self._numbers), next(self._sdks)
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        ours = {"GOOGLE_GEMINI_BASE_URL": f"{self._url}/s/talk/sdk-{number}", "NO_PROXY": "*"}
        process = await asyncio.create_subprocess_exec(
            *command,
            env=kept | ours | {"GEMINI_API_KEY": "a-key", "no_proxy": "*"},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        _, errors = await process.communicate()
        _expect(process.returncode == 0, f"an SDK failed: {errors[-500:].decode()}")
        await self._end(f"talk/sdk-{number}")

    async def _post(
        self,
        space: str,
        wish: object,
        headers: dict[str, str] | None = None,
        leave_after: int | None = None,
    ) -> Told:
        url = f"{self._url}/s/{space}/v1/interactions"
        return await ask("POST", url, wish, HEADERS | (headers or {}), leave_after)

    async def _end(self, space: str) -> Told:
        return await ask("DELETE", f"{self._url}/s/{space}")

    def _question(self) -> str:
        return f"Question {next(self._numbers)}: {'what? ' * self._dice.randrange(20)}"


def sdks() -> list[list[str]]:
    """
    The commands that hold a conversation with each SDK that is here.
    """
    if sys.platform == "win32":
        return []
    programs, node = ROOT / "tests" / "programs", shutil.which("node")
    python = str(programs / "conversation.py")
    found = [[str(each / "bin" / "python"), python] for each in sorted(SDKS.glob("python-*"))]
    if node is not None:
        javascript = [node, str(programs / "conversation.mjs")]
        found += [[*javascript, str(each)] for each in sorted(SDKS.glob("js-*"))]
    return found


def _recorded() -> list[tuple[dict[str, object], bytes]]:
    """
    The requests of our cassettes, each with the body of its answer.
    """
    known = []
    for path in sorted((ROOT / "cassettes").glob("*.yaml")):
        for exchange in load(path).exchanges:
            answer = exchange.answer
            body = json.loads(exchange.request.body.payload.read())
            if isinstance(answer, Stream):
                known.append((body, answer.body))
            elif isinstance(answer, Reply):
                known.append((body, answer.body.read()))
    return known


def _expect(is_true: bool, complaint: str) -> None:  # noqa: FBT001 - it reads as a claim
    if not is_true:
        raise Complaint(complaint[:2000])
