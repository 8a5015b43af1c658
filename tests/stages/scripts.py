"""
A synthesizer with a script, asked without a socket; requests in few words, in both revisions.
"""

import asyncio
import json
from dataclasses import dataclass

from mockgemini.asked import Asked
from mockgemini.exchange import Body, Reply, Request
from mockgemini.synthesize.scripting.saying import reply, script
from mockgemini.synthesize.scripting.script import Script
from mockgemini.synthesize.synthesizer import Synthesizer
from mockgemini.wire.refusal import Refused

MODEL = "gemini-3.5-flash"
HEADERS = (("x-goog-api-key", "a-key"), ("content-type", "application/json"))
REVISIONS = ("2026-05-07", "2026-05-20")
"""What selects them: the header's dates, oldest first."""


def creation(said="Hi", *, headers=(), **more):
    """
    A request to create an interaction.
    """
    body = {"model": MODEL, "input": said} | more
    if "agent" in more:
        del body["model"]
    return Request(
        "POST",
        "/v1beta/interactions",
        headers=(*HEADERS, *headers),
        body=Body.of(json.dumps(body).encode()),
    )


def asked(said="Hi", **more):
    """
    The same as a condition sees it.
    """
    return Asked(creation(said, **more))


def result(call_id, value, name="get_weather", **more):
    """
    An input: what a function gave.
    """
    return {"type": "function_result", "call_id": call_id, "name": name, "result": value} | more


@dataclass
class Told:
    """
    An answer.
    """

    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def id(self):
        return self.json["id"]

    @property
    def state(self):
        return self.json["status"]

    @property
    def message(self):
        return self.json["error"]["message"]

    @property
    def items(self):
        """
        What the model did, in whichever revision.
        """
        body = self.json
        if "steps" in body:
            return [
                part
                for step in body["steps"]
                for part in (step["content"] if step["type"] == "model_output" else [step])
            ]
        return body.get("outputs", [])

    @property
    def text(self):
        return "".join(item["text"] for item in self.items if item["type"] == "text")

    @property
    def events(self):
        """
        The data of a stream's events, but for the last.
        """
        lines = self.body.decode().splitlines()
        data = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
        return [json.loads(each) for each in data if each != "[DONE]"]

    @property
    def deltas(self):
        """
        The texts of a stream's deltas.
        """
        return [each["delta"]["text"] for each in self.events if "text" in each.get("delta", {})]


class Scripted:
    """
    A space whose script alone answers, unless it `synthesizes`; `date` is the revision's.
    """

    def __init__(self, date=REVISIONS[-1], *, synthesizes=False, setting=None):
        self._date = date
        self._synthesizes = synthesizes
        self._synthesizer = Synthesizer(setting, script=Script())

    @property
    def script(self):
        return self._synthesizer.script

    def reply(self, *said, **how):
        """
        As MockGemini's.
        """
        self.script.add([reply(said, how)])

    def play(self, *steps, **on):
        """
        As MockGemini's `script`.
        """
        self.script.add([script(steps, on)])

    def ask(self, said="Hi", **more):
        """
        Create an interaction.
        """
        return self.send(creation(said, headers=(("api-revision", self._date),), **more))

    def get(self, interaction_id, query="", method="GET", below=""):
        """
        Ask for one.
        """
        headers = (*HEADERS, ("api-revision", self._date))
        path = f"/v1beta/interactions/{interaction_id}{below}"
        return self.send(Request(method, path, query, headers))

    def send(self, request):
        return asyncio.run(self.answer(request))

    async def answer(self, request):
        if self._synthesizes:
            given = await self._synthesizer(request)
        else:
            try:
                given = await self._synthesizer.scripted(request)
            except Refused as refused:
                given = refused.refusal.interactions()
            if given is None:
                is_creation = request.path.endswith("/interactions")
                given = (
                    self._synthesizer.unanswered(request)
                    if is_creation
                    else await self._synthesizer.synthesized(request)
                )
        body = given.body.read() if isinstance(given, Reply) else given.body
        return Told(given.status, dict(given.headers), body)
