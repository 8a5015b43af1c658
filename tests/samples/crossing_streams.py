"""
Streams of few events in either revision, and what each becomes in the other.
"""

import json

from mockgemini import sse
from mockgemini.exchange import Event, Exchange, Request, Stream
from mockgemini.wire.register import NAMES
from mockgemini.wire.translate import translate

OLD, NEW = NAMES
OTHER = {OLD: NEW, NEW: OLD}


def stream(*said, step=0.1):
    """
    Events that say these things, one every `step` seconds; bytes are taken as they are.
    """
    events = []
    for number, data in enumerate(said, 1):
        at = round(number * step, 3)
        if isinstance(data, bytes):
            events.append(Event(at, data))
        elif data == "[DONE]":
            events.append(Event(at, sse.encode("done", data), "done", data))
        else:
            text = json.dumps(data, separators=(",", ":"))
            name = data["event_type"]
            events.append(Event(at, sse.encode(name, text), name, text))
    return Stream(200, (), tuple(events), step)


def told(answer, source):
    """
    The stream in the other revision, and its losses.
    """
    exchange = Exchange(Request("POST", "/v1beta/interactions"), answer, revision=source)
    there = translate(exchange, OTHER[source])
    return there.exchange.answer, [str(loss) for loss in there.losses]


def said(answer):
    """
    When each event came, in tenths of a second, and what it says but for its type.
    """
    found = []
    for event in answer.events:
        data = json.loads(event.data) if event.data and event.data[0] == "{" else event.data
        if isinstance(data, dict):
            assert event.name == data.pop("event_type")
        found.append((round(event.at * 10), event.name, data))
    return found


def created(kind, **more):
    return {"interaction": {"id": "v1_a", "status": "in_progress"}, "event_type": kind, **more}


def start(index, kind, value, **more):
    return {"index": index, kind.partition(".")[0]: value, "event_type": kind, **more}


def delta(index, kind, value, **more):
    return {"index": index, "delta": value, "event_type": kind, **more}


def stop(index, kind, **more):
    return {"index": index, "event_type": kind, **more}


def text(words):
    return {"text": words, "type": "text"}


IMAGE = {"type": "image", "mime_type": "image/png", "data": "AAAA"}
