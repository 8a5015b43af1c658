"""
A recorder behind a server of its own, between a client and an upstream that is a function.
"""

import contextlib
import http.client

from stages.driving import PlainSpaces

from mockgemini.clock import RealClock
from mockgemini.record.recorder import Recorder
from mockgemini.record.upstream import Upstream
from mockgemini.redaction import redactor
from mockgemini.server.app import App
from mockgemini.server.journal import Journal
from mockgemini.server.running import BackgroundServer

KEY = "a-real-key-of-nobody"
FIRST, SECOND = b"event: a\ndata: 1\n\n", b"event: b\ndata: 2\n\n"


class Proxy:
    """
    A recorder behind a server of its own; `kept` are its exchanges.
    """

    def __init__(self, url, **kinds):
        self.kept = []
        self.recorder = Recorder(
            Upstream(url),
            self.kept.append,
            key=KEY,
            dummy_keys=frozenset({"dummy"}),
            revision=lambda _request: "steps",
            **kinds,
        )
        self.spaces = PlainSpaces(
            self.recorder, clock=RealClock(), journal=Journal(redactor(known=[KEY]))
        )
        # PlainSpace closes what its responder offers to close.
        self.server = BackgroundServer(App(self.spaces))

    def ask(self, method="GET", path="/v1/x", body=None, headers=None):
        """
        One request of a client; the connection is the caller's to close.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        connection.request(method, path, body, headers or {})
        return connection, connection.getresponse()

    def get(self, *args, **kinds):
        """
        The whole answer to one request: status, headers, body.
        """
        connection, answer = self.ask(*args, **kinds)
        with contextlib.closing(connection):
            return answer.status, answer.headers, answer.read()


@contextlib.contextmanager
def proxied(app, **kinds):
    """
    A proxy before this upstream, and the upstream's server.
    """
    with BackgroundServer(app) as upstream:
        proxy = Proxy(upstream.url, **kinds)
        with proxy.server:
            yield proxy, upstream


async def opened(gate):
    """
    To be run where the gate is: in the thread of the upstream.
    """
    gate.set()
