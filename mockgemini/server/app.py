"""
The outermost ASGI callable: from a path to a space, from the space's answer to the wire.

One endpoint without middleware; only the control plane is a framework's.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mockgemini.errors import MockGeminiError
from mockgemini.exchange import Answer, Headers, Payload, Reply, Request, first
from mockgemini.server.client import ABORT, Client, ClientLeft, encode
from mockgemini.server.delivery import Delivery, Schedule
from mockgemini.server.paths import CONTROL, SPACE, Place, place
from mockgemini.server.refusing import failure, refusal
from mockgemini.server.space import Space, Spaces
from mockgemini.server.visitors import Visitors

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_log = logging.getLogger("mockgemini.server")


class App:
    """
    The server as an ASGI application.
    """

    def __init__(self, spaces: Spaces, visitors: Visitors | None = None) -> None:
        self._spaces = spaces
        self._delivery = Delivery()
        self._control: ASGIApp | None = None
        visitors = Visitors() if visitors is None else visitors
        # Clients send the same headers again and again: decoded once, held by the journal once.
        self._decode = lru_cache(maxsize=_KNOWN)(_decode)
        self._refusal = lru_cache(maxsize=_KNOWN)(visitors.refusal)

    def release(self) -> None:
        """
        End the streams that are held open because their client once left; for the server's end.
        """
        self._delivery.release()

    async def close(self) -> None:
        """
        Close all spaces.
        """
        await self._spaces.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Answer one request. Whatever goes wrong is told to its client; the server goes on.
        """
        if scope["type"] != "http":
            raise AssertionError(f"expected an HTTP request, not {scope['type']!r}")
        client = Client(receive, send, scope.get("state", _NO_STATE).get(ABORT))
        try:
            await self._answer(scope, client)
        except ClientLeft:
            return
        except Exception as error:  # noqa: BLE001 - the client of this one request is told
            _report(error, _raw_path(scope))
            if not client.has_head:
                await _say(failure(error), client)

    async def _answer(self, scope: Scope, client: Client) -> None:
        headers = tuple(map(self._decode, scope["headers"]))
        host = first(headers, "host")
        words = self._refusal(host, first(headers, "origin"))
        if words is not None:
            await _say(refusal(403, words), client)
            return
        where = place(_raw_path(scope))
        if where.rest == CONTROL or where.rest.startswith(_BELOW_CONTROL):
            await self._steer(where, scope, client)
        elif where.rest:
            await self._respond(where, headers, scope, client)
        else:
            await self._end(where.name, scope["method"], client)

    async def _respond(self, where: Place, headers: Headers, scope: Scope, client: Client) -> None:
        space = self._spaces.find(where.name)
        start = space.clock.now()
        request = Request(
            method=scope["method"],
            path=where.rest,
            query=scope["query_string"].decode("latin-1"),
            headers=headers,
            body=await client.body(),
            base=f"{scope['scheme']}://{first(headers, 'host') or ''}{where.prefix}",
        )
        answer = await _ask(space, request)
        entry = space.journal.note(request, answer, start)
        schedule = Schedule(space.clock, space.pace.factor, start)
        try:
            entry.client_left = not await self._delivery.deliver(answer, client, schedule)
        except MockGeminiError as error:
            # Upstream broke off: the client is told by a broken connection, as it would have been.
            _log.warning("%s: %s", request.path, error)

    async def _steer(self, where: Place, scope: Scope, client: Client) -> None:
        if self._control is None:
            # Starlette takes as long to import as all the rest, and few servers are ever asked.
            from mockgemini.server.control import control  # noqa: PLC0415

            self._control = control(self._spaces)
        below = {**scope, "path": where.rest, "root_path": "", SPACE: where.name}
        await client.hand_to(self._control, below)

    async def _end(self, name: str, method: str, client: Client) -> None:
        if method != "DELETE":
            await _say(refusal(404, f"{_HINT}; {method} is for a path below it."), client)
        elif await self._spaces.end(name):
            await _say(Reply(200, (("content-type", "application/json"),), Payload(b"{}")), client)
        else:
            await _say(refusal(404, f"There is no space {name!r} to end."), client)


_KNOWN = 512
_NO_STATE: dict[str, Any] = {}


def _decode(header: tuple[bytes, bytes]) -> tuple[str, str]:
    name, value = header
    return name.decode("latin-1"), value.decode("latin-1")


_BELOW_CONTROL = CONTROL + "/"
_HINT = (
    "A space's name ends where /v1, /v1beta, /upload, /download or /__mockgemini__ begins, and "
    "none of them came"
)


def _raw_path(scope: Scope) -> str:
    raw: bytes | None = scope.get("raw_path")
    return quote(scope["path"]) if raw is None else raw.decode("latin-1")


async def _ask(space: Space, request: Request) -> Answer:
    try:
        return await space.respond(request)
    except ClientLeft:
        raise
    except Exception as error:  # noqa: BLE001 - it becomes this request's answer
        _report(error, request.path)
        return failure(error)


async def _say(reply: Reply, client: Client) -> None:
    headers = (*reply.headers, ("content-length", str(reply.body.size)))
    await client.say(reply.status, encode(headers), reply.body.read())


def _report(error: Exception, path: str) -> None:
    if not isinstance(error, MockGeminiError):
        _log.error("a request to %s failed", path, exc_info=error)
