"""
A bare client: one request over a connection of its own, with all that may go wrong on the way.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PATIENCE = 60.0


@dataclass
class Told:
    """
    An answer: `is_whole` where its end was seen, else the connection broke before it.
    """

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_whole: bool = False

    @property
    def source(self) -> str:
        """
        Who answered, as the server says.
        """
        return self.headers.get("x-mockgemini-source", "")


async def ask(
    method: str,
    url: str,
    body: object = None,
    headers: dict[str, str] | None = None,
    leave_after: int | None = None,
) -> Told:
    """
    The answer; JSON is made of what is not bytes. `leave_after`: hang up after so many bytes of
    the body.
    """
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    told = Told()
    try:
        async with asyncio.timeout(PATIENCE):
            writer.write(_request(method, url, body, headers or {}))
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                await _read(reader, told, leave_after)
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
    return told


def _request(method: str, url: str, body: object, headers: dict[str, str]) -> bytes:
    parts = urlsplit(url)
    data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = {"host": parts.netloc, "connection": "close", **headers}
    lines |= {"content-length": str(len(data))} if data or method == "POST" else {}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode() + data


async def _read(reader: asyncio.StreamReader, told: Told, leave_after: int | None) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    told.status = int(head[0].split()[1])
    pairs = (line.partition(":") for line in head[1:] if line)
    told.headers = {name.lower(): value.strip() for name, _, value in pairs}
    if told.headers.get("transfer-encoding") == "chunked":
        await _chunks(reader, told, leave_after)
    elif (length := told.headers.get("content-length")) is not None:
        told.body = await reader.readexactly(int(length))
        told.is_whole = True


async def _chunks(reader: asyncio.StreamReader, told: Told, leave_after: int | None) -> None:
    while size := int(await reader.readuntil(b"\r\n"), 16):
        told.body += (await reader.readexactly(size + 2))[:-2]
        if leave_after is not None and len(told.body) >= leave_after:
            return
    await reader.readexactly(2)
    told.is_whole = True
