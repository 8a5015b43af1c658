"""
What the real SDKs make of recorded answers, as told by the program that runs inside them.
"""

import asyncio

import pytest
from journeys.sdks import SDKS, needs_python_sdk

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.clock import RealClock
from mockgemini.contract import compat
from mockgemini.contract.compat import Playing, Trouble, tried
from mockgemini.contract.compat_environment import Sdk
from mockgemini.errors import MockGeminiError
from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.jsontext import COMPACT
from mockgemini.spaces.hosting import Host
from mockgemini.spaces.worlds import World
from mockgemini.wire.outcome import FunctionCall, Outcome, Text, Thought
from mockgemini.wire.register import NAMES, revision
from mockgemini.wire.streaming import frames
from mockgemini.wire.usage import Usage

OLD, NEW = NAMES
JSON = (("content-type", "application/json"),)
SSE = (("content-type", "text/event-stream"),)
OUTCOME = Outcome(
    (Thought("", "c2ln"), Text("Sunny."), FunctionCall("get_weather", {"city": "Paris"}, "c1")),
    "requires_action",
    Usage(2, 1, 1, 0, 0, 0),
    "v1_a",
    "gemini-2.5-flash",
    created="2026-01-01T00:00:00Z",
    updated="2026-01-01T00:00:00Z",
)
SPOKEN = {"1.75.0": OLD, "2.0.0": NEW, "2.34.0": NEW, "3.4.0": NEW}
SDK_PARAMS = [
    pytest.param(version, id=version, marks=needs_python_sdk(version)) for version in SPOKEN
]


def resource(name, **fields):
    return {**revision(name).renderer.resource(OUTCOME), **fields}


def reply(value, status=200):
    return Reply(status, JSON, Payload(COMPACT.encode(value).encode()))


def stream(name, *more):
    """
    OUTCOME as a stream, other events within it.
    """
    pairs = list(revision(name).renderer.events(OUTCOME))
    return Stream(200, SSE, frames([*pairs[:-1], *more, pairs[-1]]))


def asked(answer, name, method="POST", path="/v1beta/interactions", **fields):
    body = {"model": "gemini-2.5-flash", "input": "hi", **fields}
    data = COMPACT.encode(body).encode() if method == "POST" else b""
    head, _, query = path.partition("?")
    return Exchange(Request(method, head, query, body=Body.of(data)), answer, revision=name, line=9)


def told_by(version, *exchanges):
    """
    What an installed SDK makes of exchanges.
    """
    host = Host()
    python = (SDKS / f"python-{version}" / "bin/python").absolute()
    try:
        return tried(
            [Cassette(Header(), list(exchanges))],
            Sdk(version, python),
            lambda play: host.open(World(host.name(), play, clock=RealClock())),
        )[0]
    finally:
        host.stop()


@pytest.mark.parametrize("version", SDK_PARAMS)
def test_what_an_sdk_reads(version):
    """
    Of sound answers, whole, streamed and polled, every SDK reads everything.
    """
    name = SPOKEN[version]
    polls = Polls((Poll(0, reply(resource(name))), Poll(1, reply(resource(name)))))

    found = told_by(
        version,
        asked(reply(resource(name)), name),
        asked(stream(name), name, stream=True),
        asked(polls, name, "GET", "/v1beta/interactions/v1_a"),
        asked(stream(name), name, "GET", "/v1beta/interactions/v1_a?stream=true&last_event_id=e1"),
        asked(reply(resource(name)), name, "POST", "/v1beta/interactions/v1_a/cancel"),
        asked(reply({}), name, "DELETE", "/v1beta/interactions/v1_a"),
    )

    assert [()] * 6 == [each.troubles for each in found]
    assert all(each.types >= 3 for each in found[:5])
    assert (1, 9, "POST /v1beta/interactions") == (
        found[0].exchange,
        found[0].line,
        found[0].request,
    )


@pytest.mark.parametrize("version", SDK_PARAMS)
def test_what_an_sdk_does_not_know(version):
    """
    An item or a delta of unknown type is noticed, whatever the SDK makes of it; so is a body that
    is none.
    """
    name = SPOKEN[version]
    odd = {"type": "hologram", "text": "?"}
    unknown = resource(name)
    unknown[name] = [*unknown[name], odd]
    event, field = ("step.delta", "index") if name == NEW else ("content.delta", "index")

    found = told_by(
        version,
        asked(reply(unknown), name),
        asked(
            stream(name, (event, {field: 2, "delta": odd, "event_type": event})), name, stream=True
        ),
        asked(Reply(200, JSON, Payload(b"{")), name),
    )

    kinds = [[trouble.kind for trouble in each.troubles] for each in found]
    assert kinds[0] in ([["unknown"], ["mistaken"]])
    assert kinds[1] in ([["unknown"], ["mistaken"]])
    assert ["error"] == kinds[2]
    assert "hologram" in found[0].troubles[0].words


@needs_python_sdk("3.4.0")
def test_the_other_revision():
    """
    What was recorded in a revision that the SDK does not speak is reported as that.
    """
    found = told_by("3.4.0", asked(reply(resource(OLD)), OLD))

    assert (Trouble("revision", f"recorded in {OLD}, it speaks {NEW}"),) == found[0].troubles


@needs_python_sdk("3.4.0")
def test_fields_beside():
    """
    What the SDK has no parameter for goes into the body all the same, and is named.
    """
    found = told_by("3.4.0", asked(reply(resource(NEW)), NEW, mood="sunny"))

    assert (("mood",), ()) == (found[0].extra, found[0].troubles)


@needs_python_sdk("1.75.0")
def test_what_cannot_be_sent():
    """
    A request that the SDK itself refuses never arrives, and says so.
    """
    exchange = asked(reply(resource(OLD)), OLD)
    bare = Request("POST", "/v1beta/interactions", body=Body.of(b'{"mood":"sunny"}'))

    found = told_by("1.75.0", Exchange(bare, exchange.answer, revision=OLD))

    assert ["unsent"] == [each.kind for each in found[0].troubles]


def test_passed_over():
    """
    Calls that have no revision, errors of the API's own and lost bodies are not tried.
    """
    lost = Exchange(Request("POST", "/v1beta/interactions"), reply(resource(NEW)), revision=NEW)

    found = told_by(
        "none",
        asked(reply({}), None, path="/v1beta/models/m:generateContent"),
        asked(reply({"error": {"code": 429, "message": "later"}}, 429), NEW),
        lost,
    )

    assert [
        "generate content",
        "an error of the API's own (429)",
        "a request whose body was not kept",
    ] == [each.passed_over for each in found]


def test_playing():
    """
    One exchange is all there is: its states in order, and a stream to its end.
    """
    polls = Polls((Poll(0, reply({"a": 1})), Poll(1, reply({"a": 2}))))
    play = Playing(asked(polls, NEW, "GET", "/v1/interactions/v1_a"))
    cut = Playing(asked(Stream(200, SSE, cut="client"), NEW, stream=True))
    request = Request("GET", "/v1/interactions/v1_a")

    said = [asyncio.run(play(request)).body.read() for _ in range(3)]

    assert [b'{"a":1}', b'{"a":2}', b'{"a":2}'] == said
    assert asyncio.run(cut(request)).cut is None


def test_lost_events():
    """
    Events that an SDK passes over in silence are counted.
    """
    play = Playing(asked(stream(NEW), NEW, stream=True))
    play.asked = 1

    found = list(compat._troubles(play, {"events": 1}))

    assert [Trouble("lost", f"{play.events} events were sent, it gave 1")] == found


def test_a_python_that_does_not_do_it(tmp_path):
    """
    Where the program ends before its jobs, its last words are told in one sentence.
    """
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'no such thing' >&2\nexit 3\n")
    python.chmod(0o755)
    sdk = Sdk("9.9.9", python)

    with pytest.raises(MockGeminiError, match=r"ended after 0 of 1 exchanges; .*: no such thing"):
        tried(
            [Cassette(Header(), [asked(reply(resource(NEW)), NEW)])],
            sdk,
            lambda _: "http://127.0.0.1:1",
        )
