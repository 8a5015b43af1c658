"""
One recorded exchange behind the server, with faults around it, driven without a socket.
"""

import asyncio
import json

from stages.driving import Visit

from mockgemini import sse
from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.clock import INSTANT, ManualClock
from mockgemini.exchange import Body, Event, Exchange, Payload, Reply, Request, Stream
from mockgemini.replay.player import Player
from mockgemini.server.app import App
from mockgemini.spaces.worlds import World, Worlds
from mockgemini.wire.register import revision_of

ASKED = {"model": "gemini-2.5-flash", "input": "Wie wärmt man Hände?", "stream": True}
ID = "v1_ChdhYmM"

_TOLD = [
    ("interaction.created", {"interaction": {"id": ID, "status": "in_progress"}}),
    ("interaction.status_update", {"interaction_id": ID, "status": "in_progress"}),
    ("step.start", {"index": 0, "step": {"type": "model_output"}}),
    ("step.delta", {"index": 0, "delta": {"text": "Reib sie", "type": "text"}}),
    ("step.delta", {"index": 0, "delta": {"text": " kräftig.", "type": "text"}}),
    ("step.stop", {"index": 0}),
    (
        "interaction.completed",
        {"interaction": {"id": ID, "status": "completed", "usage": {"total_input_tokens": 7}}},
    ),
]


def _events():
    for number, (name, data) in enumerate(_TOLD):
        text = json.dumps({**data, "event_type": name}, ensure_ascii=False, separators=(",", ":"))
        yield Event(number / 10, sse.encode(name, text), name, text)
    yield Event(0.6, sse.encode("done", "[DONE]"), "done", "[DONE]")


EVENTS = tuple(_events())
RAW = tuple(event.raw for event in EVENTS)
STREAM = Stream(200, (("content-type", "text/event-stream"),), EVENTS, head=0.05)
BODY = json.dumps(
    {"id": ID, "status": "completed", "steps": [], "usage": {"total_input_tokens": 7}}
).encode()
REPLY = Reply(200, (("content-type", "application/json"),), Payload(BODY), took=0.5)


def request(method="POST", path="/v1/interactions", body=ASKED, *, query="", headers=()):
    """
    A request as a client sends it.
    """
    sent = b"" if body is None else json.dumps(body).encode()
    return Request(method, path, query, tuple(headers), Body.of(sent))


LOOK = ("GET", f"/v1/interactions/{ID}", None)
"""What a look at the interaction is made of."""


class Stage:
    """
    A space whose cassette has one exchange, that is given once.
    """

    def __init__(self, *faults, answer=STREAM, asked=(), pace=INSTANT, clock=None, repeat="never"):
        self.asked = asked
        self.clock = ManualClock() if clock is None else clock
        asks = request(*asked)
        self.player = Player(
            [Cassette(Header(), [Exchange(asks, answer, revision=revision_of(asks))])],
            repeat=repeat,
            clock=self.clock,
        )
        self.worlds = Worlds(
            lambda name: World(
                name, self.player, clock=self.clock, pace=pace, reset=self.player.reset
            )
        )
        self.world = self.worlds.find("")
        for fault in faults:
            self.world.faults.add(fault)
        self.app = App(self.worlds)

    def visit(self, *, headers=(), stays_for=None, asked=None):
        """
        Ask for the exchange; what came. `stays_for`: the client leaves after so many bytes.
        """
        asked = request(*(self.asked if asked is None else asked))
        body = asked.body.payload.read()
        visit = Visit(asked.method, asked.path, query=asked.query, headers=headers, body=(body,))
        visit.clock, visit.stays_for = self.clock, stays_for
        return asyncio.run(visit(self.app))

    @property
    def is_spent(self):
        """
        Was everything given that was recorded, and nothing missed?
        """
        return not self.player.unused() and not self.player.missed


def given(*faults, **kinds):
    """
    What one client gets that asks once.
    """
    return Stage(*faults, **kinds).visit()
