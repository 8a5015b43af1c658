"""
Requests, answers and cassettes, made by hand in few words for the tests of replay.
"""

import asyncio
import json
from pathlib import Path

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.exchange import Body, Event, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.replay.miss import Miss

JSON = (("content-type", "application/json"),)
CREATE = "/v1/interactions"


def request(method="POST", path=CREATE, body=b"", *, query="", headers=(), base=""):
    """
    A request; a body that is no bytes is written as compact JSON.
    """
    if not isinstance(body, bytes):
        body = json.dumps(body, separators=(",", ":")).encode()
    return Request(method, path, query, headers, Body.of(body), base)


def ask(text, **more):
    return request(body={"model": "gemini-2.5-flash", "input": text} | more)


def get(path, query="", **more):
    return request("GET", path, query=query, **more)


def reply(body=None, *, status=200, took=0.0, headers=JSON):
    return Reply(status, headers, Payload(json.dumps(body or {}).encode()), took)


def stream(*events, cut=None):
    """
    Events from (seconds, data) pairs.
    """
    made = tuple(
        Event(at, f"data: {json.dumps(data)}\n\n".encode(), None, json.dumps(data))
        for at, data in events
    )
    return Stream(200, (("content-type", "text/event-stream"),), made, 0.1, cut)


def polls(*states):
    """
    The states of a poll from (at, body, times).
    """
    return Polls(tuple(Poll(at, reply(body), times, 10.0) for at, body, times in states))


def cassette(*pairs, name="weather.yaml", revision="steps", ignore=(), normalize=()):
    """
    A cassette of (request, answer) pairs.
    """
    exchanges = tuple(
        Exchange(asked, answer, revision=revision if "interactions" in asked.path else None)
        for asked, answer in pairs
    )
    return Cassette(Header(ignore=ignore, normalize=normalize), exchanges, Path(name))


def body_of(answer):
    return json.loads(answer.body.read())


def played_from(answer):
    return dict(answer.headers).get("x-mockgemini-exchange")


def play(player, *requests):
    """
    The answers to requests asked one after the other.
    """

    async def run():
        return [await player.find(each) for each in requests]

    return asyncio.run(run())


def numbers(answers):
    """
    Which answers they are, by their `n`.
    """
    return ["miss" if isinstance(each, Miss) else body_of(each)["n"] for each in answers]
