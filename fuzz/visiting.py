"""
Requests to a server in this process, without sockets: one after the other, as a program makes them.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable, Iterator
from itertools import count

from mockgemini.clock import RealClock
from mockgemini.server.app import App

_MOST = 12
_NUMBERS = count(1)


class _Loud(logging.Handler):
    """
    Whatever the server's log has a traceback of is a finding.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            self.found = record.exc_info[1]


class Visits:
    """
    Makes the requests of an input, a JSON list, in a space of its own.

    Each is an object of `method`, `path`, `query`, `headers`, and `body` (JSON) or `text`. In paths
    and bodies `$id` is the last id that was answered, and `$upload` the last upload's.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._known = {"$id": "none", "$upload": "none"}
        self._loud = _Loud()
        self._log = logging.getLogger("mockgemini.server")

    def check(self, data: bytes) -> None:
        """
        Raises what failed inside the server, and for a request that is not answered in time.
        """
        try:
            given = json.loads(data)
        except (ValueError, RecursionError):
            return
        if not isinstance(given, list):
            return
        # Several of these share the log, and each has to answer for its own.
        self._log.addHandler(self._loud)
        try:
            self._loop.run_until_complete(self._all(given[:_MOST]))
        finally:
            self._log.removeHandler(self._loud)

    async def _all(self, given: list[object]) -> None:
        space = f"/s/{next(_NUMBERS)}"
        self._known = {"$id": "none", "$upload": "none"}
        for each in given:
            if isinstance(each, dict):
                await self._one(space, each)
        await self._one("", {"method": "DELETE", "path": space})

    async def _one(self, space: str, given: dict[str, object]) -> None:
        self._loud.found = None
        visit = _Visit(_scope(space, given, self._known), self._filled(given))
        await asyncio.wait_for(visit.make(self._app), 10)
        if self._loud.found is not None:
            found, self._loud.found = self._loud.found, None
            raise AssertionError(f"{given!r} failed in the server") from found
        assert 100 <= visit.status < 600 or visit.status == 0, (visit.status, given)
        assert b"mockgemini failed on this request" not in visit.body, given
        self._known |= dict(_learned(visit))

    def _filled(self, given: dict[str, object]) -> bytes:
        body = given.get("body")
        text = str(given.get("text", "")) if body is None else json.dumps(body)
        for name, value in self._known.items():
            text = text.replace(name, value)
        return text.encode("latin-1", "replace")


class _Visit:
    def __init__(self, scope: dict[str, object], body: bytes) -> None:
        self._scope = scope
        self._body: list[bytes] = [body]
        self._gone = asyncio.Event()
        self.status = 0
        self.body = b""
        self.upload = ""

    async def make(self, app: App) -> None:
        leaving = asyncio.ensure_future(self._leave())
        try:
            await app(self._scope, self._receive, self._send)
        finally:
            leaving.cancel()

    async def _leave(self) -> None:
        # Streams may be held open for ever, as faults ask for.
        await RealClock().sleep(0.05)
        self._gone.set()

    async def _receive(self) -> dict[str, object]:
        if self._body:
            return {"type": "http.request", "body": self._body.pop(), "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            self.status = int(str(message["status"]))
            headers: Iterable[tuple[bytes, bytes]] = message["headers"]
            for name, value in headers:
                if name == b"x-goog-upload-url":
                    self.upload = (
                        value.decode("latin-1").partition("upload_id=")[2].partition("&")[0]
                    )
        else:
            self.body += bytes(message.get("body", b""))


def _scope(space: str, given: dict[str, object], known: dict[str, str]) -> dict[str, object]:
    path, query = str(given.get("path", "/v1/interactions")), str(given.get("query", ""))
    for name, value in known.items():
        path, query = path.replace(name, value), query.replace(name, value)
    raw = path.encode("ascii", "replace")
    headers = given.get("headers")
    told = headers if isinstance(headers, dict) else {}
    pairs = {"host": "127.0.0.1", "x-goog-api-key": "k"} | {
        str(name).lower(): str(value) for name, value in told.items()
    }
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": str(given.get("method", "GET")),
        "path": path,
        "raw_path": raw if raw.startswith(b"/s/") else space.encode() + raw,
        "query_string": query.encode("latin-1", "replace"),
        "root_path": "",
        "headers": [
            (name.encode("latin-1", "replace"), value.encode("latin-1", "replace"))
            for name, value in pairs.items()
        ],
        "state": {},
    }


def _learned(visit: _Visit) -> Iterator[tuple[str, str]]:
    try:
        told = json.loads(visit.body)
    except ValueError:
        told = None
    found = told.get("id") if isinstance(told, dict) else None
    if isinstance(found, str):
        yield "$id", found
    if visit.upload:
        yield "$upload", visit.upload
