"""
Recordings in few words: a studio, something to record, and what stands there afterwards.
"""

from samples.cassette_values import JSON, posted

from mockgemini.cassette.cassette import Header
from mockgemini.cassette.tape import Studio
from mockgemini.clock import ManualClock
from mockgemini.exchange import Payload, Reply

HEADER = Header(recorded="2026-06-03T09:14:22Z")


def studio(clock=None, **rest):
    """
    A studio in which every GET is a poll.
    """
    return Studio(clock or ManualClock(), lambda request: request.method == "GET", **rest)


def said(body, answer=b"{}"):
    """
    A POST of a text and its answer.
    """
    return posted(body, Reply(200, JSON, Payload(answer), 0.5))


def asked(cassette):
    """
    The bodies of all requests.
    """
    return [each.request.body.payload.read() for each in cassette.exchanges]


def names(path):
    """
    What lies in the folder of a cassette.
    """
    return sorted(each.name for each in path.parent.iterdir())
