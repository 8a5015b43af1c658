"""
A client's doings, put into a journal without a socket, and the verdict on them.
"""

import asyncio
import json
from dataclasses import replace

from stages.scripts import HEADERS, REVISIONS, creation

from mockgemini.exchange import Body, Faulty, Payload, Piece, Reply, Request, Stream
from mockgemini.handle.waits import Wait
from mockgemini.server.journal import Journal
from mockgemini.synthesize.scripting.saying import reply, script
from mockgemini.synthesize.scripting.script import Script
from mockgemini.synthesize.synthesizer import Synthesizer
from mockgemini.verdict.history import History
from mockgemini.verdict.rules import judged

JSON = (("content-type", "application/json"),)
SSE = (("content-type", "text/event-stream"),)


class Client:
    """
    One client of a scripted space: what it asks, a second after the other unless told `at`.

    `peer` is its end of the connection.
    """

    def __init__(self, date=REVISIONS[-1]):
        self.headers = (("api-revision", date),)
        self.journal = Journal()
        self.peer = ("127.0.0.1", 1)
        self.waits = []
        self._now = 0.0
        self._synthesizer = Synthesizer(script=Script())

    # --- what the model says ------------------------------------------------------------------

    def told(self, *said, **how):
        """
        The next answer.
        """
        self._synthesizer.script.add([reply(said, how)])

    def plays(self, *steps):
        """
        The next tool script.
        """
        self._synthesizer.script.add([script(steps, {})])

    # --- what the client does -----------------------------------------------------------------

    def asks(self, said="Hi", *, at=None, **more):
        """
        Create an interaction; gives its body, or that of a stream's last event.
        """
        return self.sends(creation(said, headers=self.headers, **more), at=at)

    def looks(self, interaction_id, query="", *, at=None, below="", method=None):
        """
        Ask for an interaction, or cancel or delete it.
        """
        method = method or ("POST" if below else "GET")
        path = f"/v1beta/interactions/{interaction_id}{below}"
        return self.sends(Request(method, path, query, (*HEADERS, *self.headers)), at=at)

    def sends(self, request, *, at=None):
        answer = asyncio.run(self._synthesizer(request))
        self.note(request, answer, at=at)
        return body_of(answer)

    def is_refused(self, status, said="Hi", *, at=None, headers=(), **more):
        """
        Ask, and get this error.
        """
        request = creation(said, headers=self.headers, **more)
        self.note(request, Reply(status, headers, Payload(b"{}")), at=at)

    def loses(self, request, after_events, *, at=None, client_left=False):
        """
        Ask for a stream that breaks off after so many events; gives the body of the first.
        """
        whole = asyncio.run(self._synthesizer(request))
        data = b"".join(event.raw for event in whole.events[:after_events])
        broken = Faulty(200, SSE, (Piece(0.0, data),), "broken")
        entry = self.note(request, broken, at=at)
        entry.bytes_sent, entry.client_left = len(data), client_left
        return body_of(replace(whole, events=whole.events[:1]))

    def note(self, request, answer, *, at=None):
        """
        Write down that this was asked and answered.
        """
        self._now = self._now + 1.0 if at is None else at
        entry = self.journal.note(request, answer, self._now)
        entry.peer = self.peer
        return entry

    def sleeps(self, seconds, at):
        """
        Have a wait skipped.
        """
        self.waits.append(Wait(seconds, "app.py:1", at))

    # --- what is found ------------------------------------------------------------------------

    @property
    def history(self):
        return History(self.journal, self.waits)

    @property
    def verdict(self):
        return judged(self.history)

    @property
    def found(self):
        """
        The names and evidence of the findings.
        """
        return [(each.name, each.evidence) for each in self.verdict]


def body_of(answer):
    """
    The JSON of a reply; of a stream the interaction that its first event is about.
    """
    if isinstance(answer, Stream):
        first = json.loads(answer.events[0].data)
        return first.get("interaction", first)
    return json.loads(answer.body.read() or b"{}")


def items(body):
    """
    What the model did, spelled as it came, to be sent back.
    """
    return body.get("steps", body.get("outputs"))


def history_of(said, body, *more):
    """
    A conversation to send back: what the user said, what the model did, and more of the user's.
    """
    if "steps" in body:
        return [{"type": "user_input", "content": said}, *items(body), *more]
    return [
        {"role": "user", "content": said},
        {"role": "model", "content": items(body)},
        {"role": "user", "content": list(more)},
    ]


def without(key, listed):
    """
    The items without those, or the fields, of that name.
    """
    return [
        {name: value for name, value in each.items() if name != key}
        for each in listed
        if each.get("type") != key
    ]


def bodiless(request):
    """
    The request as the journal keeps one whose body was too large.
    """
    length = ("content-length", "2000000")
    return replace(request, headers=(*request.headers, length), body=Body())
