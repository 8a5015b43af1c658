"""
The outermost ASGI callable: from a path to a space, from the space's answer to the wire.

One endpoint without middleware; only the control plane is a framework's.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from mockgemini.errors import MockGeminiError
from mockgemini.exchange import Headers, Payload, Reply, Request, first
from mockgemini.redaction import Redactor
from mockgemini.server.client import ABORT, SHORTCUT, Client, ClientLeft
from mockgemini.server.delivery import Delivery, Schedule
from mockgemini.server.heads import Head, encode
from mockgemini.server.metrics import Metrics
from mockgemini.server.paths import SPACE, Place, place
from mockgemini.server.refusing import failure, refusal
from mockgemini.server.space import Spaces
from mockgemini.server.visitors import Visitors

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_log = logging.getLogger("mockgemini.server")
_clean = Redactor().clean


class _Visitor(NamedTuple):
    """
    What a request's headers say of who sends it; `refusal` is None for one who may come in, and
    `meddling` for one who may also steer.
    """

    headers: Headers
    host: str
    refusal: str | None
    meddling: str | None = None


class App:
    """
    The server as an ASGI application.
    """

    def __init__(self, spaces: Spaces, visitors: Visitors | None = None) -> None:
        self._spaces = spaces
        self._delivery = Delivery()
        self._metrics = Metrics()
        self._control: ASGIApp | None = None
        self._visitors = Visitors() if visitors is None else visitors
        # Clients send the same headers again and again: decoded once, held by the journal once.
        self._decode = lru_cache(maxsize=_KNOWN)(_decode)
        self._met = lru_cache(maxsize=_KNOWN)(self._meet)
        self._recent: dict[tuple[bytes, bytes], tuple[list[tuple[bytes, bytes]], _Visitor]] = {}
        self._place = lru_cache(maxsize=_KNOWN)(_place)

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
        state = scope.get("state", _NO_STATE)
        # Taken out, as it knows the scope: what is in a circle waits for the garbage collector.
        client = Client(receive, send, state.get(ABORT), state.pop(SHORTCUT, None))
        try:
            await self._answer(scope, client)
        except ClientLeft:
            return
        except Exception as error:  # noqa: BLE001 - the client of this one request is told
            _report(error, _raw_path(scope))
            if not client.has_head:
                await _say(failure(error), client)

    def _answer(self, scope: Scope, client: Client) -> Awaitable[None]:
        visitor = self._visitor(scope["headers"])
        if visitor.refusal is not None:
            return _say(refusal(403, visitor.refusal), client)
        raw_path = scope.get("raw_path")
        where = place(quote(scope["path"])) if raw_path is None else self._place(raw_path)
        if where.rest and not where.is_control:
            return self._respond(where, visitor, scope, client)
        if visitor.meddling is not None and scope["method"] not in _LOOKING:
            return _say(refusal(403, visitor.meddling), client)
        if where.is_control:
            return self._steer(where, scope, client)
        return self._end(where.name, scope["method"], client)

    def _visitor(self, raw_headers: list[tuple[bytes, bytes]]) -> _Visitor:
        # Most requests have the headers of one before, where the last was the same: that is often
        # the body's length. Seeing that they are equal is quicker than a hash of them all.
        last = raw_headers[-1] if raw_headers else _NO_HEADER
        recent = self._recent.get(last)
        if recent is not None and recent[0] == raw_headers:
            return recent[1]
        visitor = self._met(tuple(raw_headers))
        if len(self._recent) > _KNOWN:
            self._recent.clear()
        self._recent[last] = raw_headers, visitor
        return visitor

    def _meet(self, raw_headers: tuple[tuple[bytes, bytes], ...]) -> _Visitor:
        headers = tuple(map(self._decode, raw_headers))
        # Of two Hosts, a proxy before us might have looked at the other.
        host = ", ".join(value for name, value in headers if name == "host") or None
        origin = first(headers, "origin")
        visitors = self._visitors
        refused, meddling = visitors.refusal(host, origin), visitors.meddling(host, origin)
        return _Visitor(headers, host or "", refused, meddling)

    async def _respond(self, where: Place, visitor: _Visitor, scope: Scope, client: Client) -> None:
        space = self._spaces.find(where.name)
        clock = space.clock
        start = clock.now()
        query = scope["query_string"]
        request = Request(
            scope["method"],
            where.rest,
            query.decode("latin-1") if query else "",
            visitor.headers,
            client.body_at_once() or await client.body(),
            f"{scope['scheme']}://{visitor.host}{where.prefix}",
        )
        try:
            answer = await space.respond(request)
        except ClientLeft:
            raise
        except Exception as error:  # noqa: BLE001 - it becomes this request's answer
            _report(error, request.path)
            answer = failure(error, request.path)
        entry = space.journal.note(request, answer, start)
        client.watched = entry
        entry.peer = scope.get("client")
        schedule = Schedule(clock, space.pace.factor, start)
        metrics = self._metrics
        metrics.open_streams += 1
        try:
            entry.client_left = not await self._delivery.deliver(answer, client, schedule)
        except MockGeminiError as error:
            # Upstream broke off: the client is told by a broken connection, as it would have been.
            _log.warning("%s: %s", _clean(request.path), error)
        finally:
            metrics.open_streams -= 1
            metrics.count(entry)

    async def _steer(self, where: Place, scope: Scope, client: Client) -> None:
        if self._control is None:
            # Starlette takes as long to import as all the rest, and few servers are ever asked.
            from mockgemini.server.control import control  # noqa: PLC0415

            self._control = control(self._spaces, self._metrics)
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
_NO_HEADER = b"", b""
_NO_STATE: dict[str, Any] = {}


def _decode(header: tuple[bytes, bytes]) -> tuple[str, str]:
    name, value = header
    return name.decode("latin-1"), value.decode("latin-1")


_LOOKING = frozenset({"GET", "HEAD"})
_HINT = (
    "A space's name ends where /v1, /v1beta, /upload, /download or /__mockgemini__ begins, and "
    "none of them came"
)


def _raw_path(scope: Scope) -> str:
    raw: bytes | None = scope.get("raw_path")
    return quote(scope["path"]) if raw is None else raw.decode("latin-1")


def _place(raw_path: bytes) -> Place:
    return place(raw_path.decode("latin-1"))


async def _say(reply: Reply, client: Client) -> None:
    headers = (*reply.headers, ("content-length", str(reply.body.size)))
    await client.say(Head(reply.status, encode(headers)), reply.body.read())


def _report(error: Exception, path: str) -> None:
    if not isinstance(error, MockGeminiError):
        _log.error("a request to %s failed", _clean(path), exc_info=error)
