"""
A client that asks for all kinds of answers, and remembers those it had in full.
"""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import dataclass
from random import Random

from endurance.asking import Told, ask

KEY = "a-key-of-the-stand-in"
HEADERS = {
    "content-type": "application/json",
    "x-goog-api-key": KEY,
    "x-goog-api-client": "google-genai-sdk/3.4.0 gl-python/3.12",
}
MODEL = "gemini-2.5-flash"


@dataclass(frozen=True)
class Had:
    """
    An exchange that was whole for the client.
    """

    method: str
    path: str
    asked: bytes
    said: bytes


class Conversing:
    """
    One client; what it `had` it shares with others.
    """

    def __init__(self, url: str, name: str, had: list[Had]) -> None:
        self._url = url
        self._name = name
        self._had = had
        self._dice = Random(name)  # noqa: S311 - for repeating, not for secrets
        self._asked = 0

    async def talk(self) -> None:
        """
        Ask until the server is gone.
        """
        kinds = (self._reply, self._stream, self._picture, self._job, self._upload, self._deletion)
        while True:
            try:
                await self._dice.choice(kinds)()
            except (OSError, ValueError, KeyError):
                return

    async def _reply(self) -> bytes:
        return (await self._create({})).body

    async def _stream(self) -> None:
        await self._create({"stream": True})

    async def _picture(self) -> None:
        """
        A request whose data lies in a blob beside the cassette.
        """
        data = base64.b64encode(b"\x89PNG\r\n\x1a\n" + self._dice.randbytes(20_000)).decode()
        picture = {"type": "image", "mime_type": "image/png", "data": data}
        await self._create({"input": [picture]})

    async def _job(self) -> None:
        job = json.loads((await self._create({"background": True})).body)
        for _ in range(5):
            await self._ask("GET", f"/v1/interactions/{job['id']}")

    async def _deletion(self) -> None:
        made = json.loads(await self._reply())
        await self._ask("DELETE", f"/v1/interactions/{made['id']}")

    async def _upload(self) -> None:
        data = self._dice.randbytes(self._dice.choice([100, 30_000]))
        begin = {
            "x-goog-upload-protocol": "resumable",
            "x-goog-upload-command": "start",
            "x-goog-upload-header-content-length": str(len(data)),
            "x-goog-upload-header-content-type": "application/octet-stream",
        }
        about = json.dumps({"file": {"display_name": f"{self._name}.{self._asked}"}}).encode()
        begun = await self._ask("POST", "/upload/v1beta/files", about, begin)
        whole = {"x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0"}
        address = begun.headers["x-goog-upload-url"].removeprefix(self._url)
        await self._ask("POST", address, data, {**whole, "content-type": ""})

    async def _create(self, more: dict[str, object]) -> Told:
        self._asked += 1
        wish = {"model": MODEL, "input": f"Question {self._asked} of {self._name}", **more}
        return await self._ask("POST", "/v1/interactions", json.dumps(wish).encode())

    async def _ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Told:
        told = await ask(method, self._url + path, body, HEADERS | (headers or {}))
        if not told.is_whole:
            raise ConnectionResetError
        if told.status < 400:
            self._had.append(Had(method, path.partition("?")[0], body, told.body))
        await asyncio.sleep(0)
        return told
