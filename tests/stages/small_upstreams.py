"""
Tiny stand-ins for the real API: ASGI functions, and sockets that misbehave.
"""

import asyncio
import contextlib


async def read(receive):
    """
    A request's whole body.
    """
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def say(send, body=b"", *, status=200, headers=(("content-type", "application/json"),)):
    """
    A whole answer.
    """
    pairs = [(name.encode(), value.encode()) for name, value in headers]
    pairs.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})


async def say_slowly(send, chunks, *, headers=(("content-type", "text/event-stream"),)):
    """
    An answer in chunks; an `asyncio.Event`, or another awaitable, among them is waited for.
    """
    pairs = [(name.encode(), value.encode()) for name, value in headers]
    await send({"type": "http.response.start", "status": 200, "headers": pairs})
    for chunk in chunks:
        if isinstance(chunk, bytes):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        else:
            await chunk
    await send({"type": "http.response.body", "body": b""})


@contextlib.asynccontextmanager
async def raw_upstream(answer: bytes, *, then=None, reads=True):
    """
    A socket that reads a request's head, writes these bytes, awaits `then`, writes what that gives,
    if anything, and hangs up; its URL.
    """
    serving = set()

    async def serve(reader, writer):
        serving.add(asyncio.current_task())
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                if reads:
                    await reader.readuntil(b"\r\n\r\n")
                writer.write(answer)
                await writer.drain()
                if then is not None:
                    writer.write(await then() or b"")
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        await server.wait_closed()
