"""
Exchanges that tell an outcome in either revision, to be translated to the other.
"""

from mockgemini.exchange import Body, Exchange, Payload, Reply, Request, Stream
from mockgemini.wire.encoding import encode
from mockgemini.wire.outcome import Outcome, Text
from mockgemini.wire.register import NAMES, revision
from mockgemini.wire.streaming import frames

OLD, NEW = NAMES
JSON = (("content-type", "application/json"),)
SSE = (("content-type", "text/event-stream"),)
HI = Outcome((Text("hi"),), "completed", id="v1_a", model="m")


def exchange(name, answer, body=b"", path="/v1beta/interactions", method="POST"):
    request = Request(method, path, body=Body.of(body if isinstance(body, bytes) else encode(body)))
    return Exchange(request, answer, revision=name)


def reply(name, outcome):
    """
    The outcome as a whole answer.
    """
    return Reply(200, JSON, Payload(encode(revision(name).renderer.resource(outcome))), 0.5)


def stream(name, outcome, cut):
    """
    The outcome as a stream.
    """
    return Stream(200, SSE, frames(revision(name).renderer.events(outcome, cut)), 0.1)
