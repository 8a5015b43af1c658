"""
Answers that say what they cost: in cassettes, and from a stand-in for the API.
"""

import contextlib
import json
from dataclasses import dataclass, field

from samples.replayed import ask, cassette, get, polls, reply
from stages.small_upstreams import read, say
from stages.talking import greeting

from mockgemini.cassette.saving import save
from mockgemini.server.running import BackgroundServer


def paid(text, tokens):
    """
    A greeting and its price.
    """
    return greeting(text) | {"usage": {"total_tokens": tokens}}


def put_paid(path, *texts, tokens, took):
    """
    Write a cassette in which each of these inputs cost so much and took so long.
    """
    save(cassette(*((ask(text), reply(paid(text, tokens), took=took)) for text in texts)), path)
    return path


def put_polled(path, *, tokens, span):
    """
    Write a cassette in which `v1_a` was looked at until it was done, after `span` seconds.
    """
    at_first = {"id": "v1_a", "status": "in_progress", "steps": []}
    states = polls((0.0, at_first, 1), (span, paid("World", tokens) | {"id": "v1_a"}, 1))
    save(cassette((get("/v1/interactions/v1_a"), states)), path)
    return path


@dataclass
class Paying:
    """
    The stand-in; `asked` are the inputs that came.
    """

    tokens: int
    url: str = ""
    asked: list = field(default_factory=list)

    async def __call__(self, _scope, receive, send):
        """
        A greeting at the price.
        """
        text = json.loads(await read(receive))["input"]
        self.asked.append(text)
        await say(send, json.dumps(paid(text, self.tokens)).encode())


@contextlib.contextmanager
def paying(tokens):
    """
    The stand-in while it runs.
    """
    upstream = Paying(tokens)
    with BackgroundServer(upstream) as server:
        upstream.url = server.url
        yield upstream
