"""
The control plane below `/__mockgemini__/`: health, metrics, journal, reset, script, faults.

A Starlette application; the server gives it the space a request belongs to by its name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from mockgemini.errors import MockGeminiError, UsageError
from mockgemini.exchange import Reply
from mockgemini.server.metrics import CONTENT_TYPE, Metrics
from mockgemini.server.paths import CONTROL, SPACE
from mockgemini.server.refusing import failure, refusal
from mockgemini.server.space import Space, Spaces
from mockgemini.version import VERSION

LARGEST = 4 * 1024**2
"""Bytes of what is posted; most is refused for less by those who read it."""


def control(spaces: Spaces, metrics: Metrics) -> Starlette:
    """
    The application; its paths begin with `/__mockgemini__/`, a space's prefix taken off.
    """

    def space(request: Request) -> Space:
        return spaces.find(request.scope[SPACE])

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok", "version": VERSION})

    async def figures(_request: Request) -> Response:
        return PlainTextResponse(metrics.text(len(spaces)), media_type=CONTENT_TYPE)

    async def journal(request: Request) -> Response:
        found = space(request)
        return JSONResponse(found.journal.read(found.clock))

    async def reset(request: Request) -> Response:
        space(request).reset()
        return JSONResponse({})

    async def script(request: Request) -> Response:
        text = await _text(request)
        return JSONResponse({"cues": space(request).load_script(text)})

    async def faults(request: Request) -> Response:
        text = await _text(request)
        return JSONResponse({"faults": space(request).load_faults(text)})

    async def armed(request: Request) -> Response:
        return JSONResponse({"faults": space(request).tell_faults()})

    return Starlette(
        routes=[
            _route("health", health, "GET"),
            _route("metrics", figures, "GET"),
            _route("journal", journal, "GET"),
            _route("reset", reset, "POST"),
            _route("script", script, "POST"),
            _route("faults", armed, "GET"),
            _route("faults", faults, "POST"),
        ],
        exception_handlers={404: _unknown, 405: _unknown, MockGeminiError: _failed},
    )


async def _text(request: Request) -> str:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST:
            raise UsageError(f"a script, or faults, of more than {LARGEST >> 20} MiB are not read")
    return data.decode(errors="replace")


def _route(name: str, endpoint: Callable[[Request], Awaitable[Response]], method: str) -> Route:
    return Route(f"{CONTROL}/{name}", endpoint, methods=[method])


async def _unknown(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    offered = "GET health, GET metrics, GET journal, POST reset, POST script, GET and POST faults"
    asked = f"{request.method} {request.url.path}"
    return _response(refusal(status, f"{CONTROL}/ offers {offered}, not {asked!r}."))


async def _failed(_request: Request, error: Exception) -> Response:
    return _response(failure(error))


def _response(reply: Reply) -> Response:
    return Response(reply.body.read(), reply.status, dict(reply.headers))
