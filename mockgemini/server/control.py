"""
The control plane below `/__mockgemini__/`: health, journal, reset, script, faults.

A Starlette application; the server gives it the space a request belongs to by its name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mockgemini.errors import MockGeminiError
from mockgemini.exchange import Reply
from mockgemini.server.paths import CONTROL, SPACE
from mockgemini.server.refusing import failure, refusal
from mockgemini.server.space import Space, Spaces
from mockgemini.version import VERSION


def control(spaces: Spaces) -> Starlette:
    """
    The application; its paths begin with `/__mockgemini__/`, a space's prefix taken off.
    """

    def space(request: Request) -> Space:
        return spaces.find(request.scope[SPACE])

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok", "version": VERSION})

    async def journal(request: Request) -> Response:
        found = space(request)
        return JSONResponse(found.journal.read(found.clock))

    async def reset(request: Request) -> Response:
        space(request).reset()
        return JSONResponse({})

    async def script(request: Request) -> Response:
        text = (await request.body()).decode(errors="replace")
        return JSONResponse({"cues": space(request).load_script(text)})

    async def faults(request: Request) -> Response:
        text = (await request.body()).decode(errors="replace")
        return JSONResponse({"faults": space(request).load_faults(text)})

    return Starlette(
        routes=[
            _route("health", health, "GET"),
            _route("journal", journal, "GET"),
            _route("reset", reset, "POST"),
            _route("script", script, "POST"),
            _route("faults", faults, "POST"),
        ],
        exception_handlers={404: _unknown, 405: _unknown, MockGeminiError: _failed},
    )


def _route(name: str, endpoint: Callable[[Request], Awaitable[Response]], method: str) -> Route:
    return Route(f"{CONTROL}/{name}", endpoint, methods=[method])


async def _unknown(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    offered = "GET health, GET journal, POST reset, POST script and POST faults"
    asked = f"{request.method} {request.url.path}"
    return _response(refusal(status, f"{CONTROL}/ offers {offered}, not {asked!r}."))


async def _failed(_request: Request, error: Exception) -> Response:
    return _response(failure(error))


def _response(reply: Reply) -> Response:
    return Response(reply.body.read(), reply.status, dict(reply.headers))
