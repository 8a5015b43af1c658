"""
Strangers at a recorder: whatever they ask, it speaks to its upstream alone, and keeps its key.
"""

import contextlib
import json
import socket

import pytest
from stages.driving import PlainSpaces
from stages.small_upstreams import read, say

from mockgemini.clock import RealClock
from mockgemini.record.recorder import Recorder
from mockgemini.record.upstream import Upstream
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.server.visitors import Visitors

KEY = "a-real-key-of-nobody"


class Listening:
    """
    A server that notes what it is asked; `sends_to` is where it sends everybody on.
    """

    def __init__(self):
        self.asked = []
        self.sends_to = None

    async def __call__(self, scope, receive, send):
        """
        A greeting, or a redirect.
        """
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        self.asked.append((scope["raw_path"].decode(), headers))
        await read(receive)
        if self.sends_to is None:
            await say(send, b"{}")
        else:
            await say(send, b"", status=307, headers=[("location", self.sends_to)])


@pytest.fixture
def scene():
    """
    A recorder, its upstream, and somebody else who would like the key.
    """
    upstream, evil, kept = Listening(), Listening(), []
    with BackgroundServer(upstream) as real, BackgroundServer(evil) as other:
        recorder = Recorder(
            Upstream(real.url),
            kept.append,
            key=KEY,
            dummy_keys=frozenset({"dummy"}),
            revision=lambda _request: None,
        )
        spaces = PlainSpaces(recorder, clock=RealClock())
        with BackgroundServer(App(spaces, Visitors(refuse_origins=True))) as server:
            yield server, upstream, evil, other, kept


def ask(server, target, *headers, method="GET"):
    """
    The raw answer to a request with the dummy key.
    """
    lines = [f"{method} {target} HTTP/1.1", "x-goog-api-key: dummy", "Connection: close", *headers]
    told = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        sock.sendall("\r\n".join([*lines, "", ""]).encode())
        with contextlib.suppress(ConnectionError):
            while piece := sock.recv(65536):
                told += piece
    return told


LOCAL = "Host: localhost"
TARGETS = [
    "http://{evil}/v1/x",
    "https://{evil}/v1/x",
    "http://me:secret@{evil}/v1/x",
    "//{evil}/v1/x",
    "///{evil}/v1/x",
    "/@{evil}/v1/x",
    "/v1/x@{evil}",
    "/v1/..//{evil}/x",
    "/v1/x?url=http://{evil}/",
    "/%2f%2f{evil}/v1/x",
    "/.{evil}/v1/x",
    "/;@{evil}/",
]


@pytest.mark.parametrize("target", TARGETS)
def test_whatever_the_target_only_upstream_is_asked(scene, target):
    """
    A target that looks like another server's is a path of upstream's, or refused.
    """
    server, upstream, evil, other, _ = scene

    told = ask(server, target.format(evil=f"127.0.0.1:{other.port}"), LOCAL)

    assert [] == evil.asked
    assert len(upstream.asked) == (1 if told.startswith(b"HTTP/1.1 200") else 0)


@pytest.mark.parametrize(
    "headers",
    [
        ("Host: {evil}",),
        (LOCAL, "Host: {evil}"),
        ("Host: localhost@{evil}",),
        ("Host: localhost, {evil}",),
        (),
    ],
    ids=["another", "two", "a user", "a list", "none"],
)
def test_another_host_gets_nothing(scene, headers):
    """
    No form of Host leads elsewhere; upstream is not even asked.
    """
    server, upstream, evil, other, _ = scene

    told = ask(server, "/v1/x", *(each.format(evil=f"127.0.0.1:{other.port}x") for each in headers))

    assert told.startswith(b"HTTP/1.1 403")
    assert [] == upstream.asked + evil.asked


def test_headers_lead_nowhere_else(scene):
    """
    What proxies say to each other is passed on at most, and obeyed by nobody.
    """
    server, upstream, evil, other, _ = scene
    named = f"127.0.0.1:{other.port}"

    ask(server, "/v1/x", LOCAL, f"X-Forwarded-Host: {named}", f"Forwarded: host={named}")

    assert [] == evil.asked
    assert [True] == [headers["host"] != named for _, headers in upstream.asked]


def test_there_is_no_tunnel(scene):
    """
    CONNECT opens nothing.
    """
    server, upstream, evil, other, _ = scene

    told = ask(server, f"127.0.0.1:{other.port}", LOCAL, method="CONNECT")

    assert told.startswith(b"HTTP/1.1 400")
    assert [] == upstream.asked + evil.asked


@pytest.mark.parametrize("address", ["http://{evil}/v1/x", "//{evil}/v1/x"])
def test_a_redirect_is_not_followed(scene, address):
    """
    Where upstream sends its client elsewhere, that is the client's to decide; it has no real key.
    """
    server, upstream, evil, other, _ = scene
    upstream.sends_to = address.format(evil=f"127.0.0.1:{other.port}")

    told = ask(server, "/v1/x", LOCAL)

    assert [] == evil.asked
    assert f"location: {upstream.sends_to}\r\n".encode() in told
    assert KEY.encode() not in told


def test_the_key_goes_to_upstream_and_nowhere_else(scene):
    """
    Upstream gets the real key for the dummy; answers and what is kept hold neither.
    """
    server, upstream, _, _, kept = scene

    told = ask(server, "/v1/x?key=dummy", LOCAL)

    ((path, headers),) = upstream.asked
    assert ("/v1/x", KEY) == (path, headers["x-goog-api-key"])
    assert KEY.encode() not in told
    assert KEY not in json.dumps([[str(each.request), each.request.headers] for each in kept])


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example"]
)
def test_a_page_of_another_site_gets_no_answer_for_your_money(scene, origin):
    """
    A foreign page reaches neither upstream nor the control plane.
    """
    server, upstream, *_ = scene

    told = [
        ask(server, path, LOCAL, f"Origin: {origin}")
        for path in ("/v1/x", "/__mockgemini__/journal")
    ]

    assert [True, True] == [answer.startswith(b"HTTP/1.1 403") for answer in told]
    assert [] == upstream.asked
