"""
The least proxy there can be, with one library or another for the way out: to choose between them.

`passing.py PORT LIBRARY UPSTREAM_PORT`
"""

import sys

import uvicorn

PORT, LIBRARY, UPSTREAM = sys.argv[1:4]
URL = f"http://127.0.0.1:{UPSTREAM}"


def _address(scope) -> str:
    query = scope["query_string"].decode()
    return URL + scope["path"] + ("?" + query if query else "")


def _headers(scope) -> list[tuple[str, str]]:
    return [
        (name.decode(), value.decode())
        for name, value in scope["headers"]
        if name not in {b"host", b"connection", b"accept-encoding"}
    ]


async def _body(receive):
    more = True
    while more:
        message = await receive()
        if message.get("body"):
            yield message["body"]
        more = message.get("more_body", False)


async def _whole(scope, receive):
    """
    Small bodies at once, as the recorder has them; large ones as they come.
    """
    length = int(dict(scope["headers"]).get(b"content-length", b"0"))
    if length > 1024 * 1024:
        return _body(receive)
    return b"".join([chunk async for chunk in _body(receive)])


async def _tell(send, status: int, kind: str, chunks) -> None:
    head = [(b"content-type", kind.encode())]
    await send({"type": "http.response.start", "status": status, "headers": head})
    async for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


class Aiohttp:
    """
    As the recorder uses it.
    """

    session = None

    async def __call__(self, scope, receive, send):
        import aiohttp

        if self.session is None:
            self.session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        data = await _whole(scope, receive)
        async with self.session.request(
            scope["method"], _address(scope), headers=_headers(scope), data=data or None
        ) as answer:
            kind = answer.headers.get("content-type", "")
            await _tell(send, answer.status, kind, answer.content.iter_any())


class Httpx:
    """
    httpx, or its successor: the same surface.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._client = None

    async def __call__(self, scope, receive, send):
        if self._client is None:
            library = __import__(self._name)
            limits = library.Limits(max_connections=None)
            self._client = library.AsyncClient(limits=limits, trust_env=False, timeout=60)
        content = await _whole(scope, receive)
        async with self._client.stream(
            scope["method"], _address(scope), headers=_headers(scope), content=content
        ) as answer:
            kind = answer.headers.get("content-type", "")
            await _tell(send, answer.status_code, kind, answer.aiter_raw())


if __name__ == "__main__":
    app = Aiohttp() if LIBRARY == "aiohttp" else Httpx(LIBRARY)
    uvicorn.run(app, port=int(PORT), log_level="critical", lifespan="off", interface="asgi3")
