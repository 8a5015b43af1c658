"""
An ASGI application driven without a socket, spaces made of plain functions, and what came out.
"""

import asyncio
import json
from dataclasses import dataclass, field

from mockgemini.clock import INSTANT, ManualClock, Pace
from mockgemini.errors import UsageError
from mockgemini.exchange import Headers, Payload, Reply, Request
from mockgemini.server.journal import Journal

HELLO = Reply(200, (("content-type", "application/json"),), Payload(b'{"hello":1}'))


class PlainSpace:
    """
    A space around one responder.
    """

    def __init__(self, name="", respond=None, *, pace=INSTANT, clock=None, journal=None):
        self.name = name
        self.clock = ManualClock() if clock is None else clock
        self.pace: Pace = pace
        self.journal = Journal() if journal is None else journal
        self.resets = 0
        self.faults = []
        self._respond = respond

    async def respond(self, request: Request):
        """
        What the responder says; HELLO without one.
        """
        return HELLO if self._respond is None else await self._respond(request)

    def reset(self):
        """
        Counted, so that a test can see it.
        """
        self.resets += 1

    def tell_faults(self):
        """
        Those that were kept.
        """
        return list(self.faults)

    def load_faults(self, text):
        """
        Kept, so that a test can see them.
        """
        self.faults.append(text)
        return len(self.faults)

    async def close(self):
        """
        Close the responder, if it can be closed.
        """
        if hasattr(self._respond, "close"):
            await self._respond.close()


class PlainSpaces:
    """
    Spaces that all have the same responder.
    """

    def __init__(self, respond=None, **kinds):
        self.made = {}
        self._make = lambda name: PlainSpace(name, respond, **kinds)

    def __len__(self):
        """
        How many were made.
        """
        return len(self.made)

    def find(self, name):
        """
        The space of that name; `forbidden` is none.
        """
        if name == "forbidden":
            raise UsageError("There is no cassette for 'forbidden'.")
        if name not in self.made:
            self.made[name] = self._make(name)
        return self.made[name]

    async def end(self, name):
        """
        Forget one.
        """
        return self.made.pop(name, None) is not None

    async def close(self):
        """
        Close them all.
        """
        for space in self.made.values():
            await space.close()


@dataclass
class Told:
    """
    What an application sent: the sizes and times of its sends too.
    """

    status: int = 0
    headers: Headers = ()
    chunks: list = field(default_factory=list)
    times: list = field(default_factory=list)
    is_complete: bool = False

    @property
    def body(self):
        """
        All chunks, joined.
        """
        return b"".join(self.chunks)

    @property
    def json(self):
        """
        The body as JSON.
        """
        return json.loads(self.body)

    @property
    def message(self):
        """
        The sentence of an error.
        """
        return self.json["error"]["message"]


class Visit:
    """
    One request to an ASGI application; `leave` makes the client disconnect.

    `stays_for`: it leaves by itself when it has so many bytes. None in `body`: it leaves there.
    """

    def __init__(self, method="GET", path="/v1/interactions", *, query="", headers=(), body=(b"",)):
        given = {"host": "127.0.0.1:8765", **dict(headers)}
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [
                (name.encode(), value.encode())
                for name, value in given.items()
                if value is not None
            ],
        }
        self._body = list(body)
        self._gone = None
        self.told = Told()
        self.clock = None
        self.stays_for = None

    def leave(self):
        """
        Close the connection.
        """
        self._gone.set()

    async def __call__(self, app):
        """
        Send the request; what came back.
        """
        self._gone = asyncio.Event()
        await app(self.scope, self._receive, self._send)
        return self.told

    async def _receive(self):
        if self._body:
            chunk = self._body.pop(0)
            if chunk is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": chunk, "more_body": bool(self._body)}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        told = self.told
        if message["type"] == "http.response.start":
            told.status = message["status"]
            told.headers = tuple((n.decode(), v.decode("latin-1")) for n, v in message["headers"])
            return
        told.chunks.append(message["body"])
        told.times.append(None if self.clock is None else self.clock.now())
        told.is_complete = not message.get("more_body", False)
        if self.stays_for is not None and len(told.body) >= self.stays_for:
            self.leave()
        await asyncio.sleep(0)


def visit(app, *args, **kinds) -> Told:
    """
    One request in an event loop of its own.
    """
    return asyncio.run(Visit(*args, **kinds)(app))
