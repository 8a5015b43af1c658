"""
The real API, asked in place of the client: keys, budgets, jobs, and what goes wrong.
"""

import asyncio
import json
from dataclasses import replace

import pytest
from samples.replayed import ask, get, polls, reply
from stages.small_upstreams import raw_upstream, read, say

from mockgemini.clock import ManualClock
from mockgemini.environment import DUMMY_KEY
from mockgemini.errors import UpstreamError, UsageError
from mockgemini.exchange import Exchange, Polls
from mockgemini.record.budget import Budget, Limits
from mockgemini.server.running import BackgroundServer
from mockgemini.verifying.real_api import Asking, RealApi, is_under_way

REAL = "a-real-key-of-nobody"
DONE, RUNNING = {"status": "completed"}, {"status": "in_progress"}
JOB = get("/v1/interactions/v1_x")


class Answering:
    """
    A stand-in that gives these bodies one after the other, the last one again and again.
    """

    def __init__(self, *bodies):
        self.bodies = list(bodies)
        self.keys = []

    async def __call__(self, scope, receive, send):
        await read(receive)
        self.keys.append(dict(scope["headers"]).get(b"x-goog-api-key", b"").decode())
        body = self.bodies.pop(0) if len(self.bodies) > 1 else self.bodies[0]
        await say(send, json.dumps(body).encode())


def asked(upstream, recorded, **how):
    """
    What asking for what was recorded brings.
    """

    async def work(url):
        real = RealApi(Asking(REAL, url, **how))
        try:
            return await real.ask(recorded.request, recorded)
        finally:
            await real.close()

    with BackgroundServer(upstream) as server:
        return asyncio.run(work(server.url))


def bodies(exchange):
    """
    The bodies that were seen.
    """
    answer = exchange.answer
    replies = [each.reply for each in answer.states] if isinstance(answer, Polls) else [answer]
    return [json.loads(each.body.read()) for each in replies]


def test_the_real_key_goes_out():
    """
    In place of the dummy; what comes back is an exchange as a recording has it.
    """
    upstream = Answering(DONE)
    request = replace(ask("hi"), headers=(("x-goog-api-key", DUMMY_KEY),))

    live = asked(upstream, Exchange(request, reply(DONE)))

    assert ([REAL], [DONE], ()) == (upstream.keys, bodies(live), live.request.headers)
    assert "steps" == live.revision


def test_a_job_is_polled_to_its_end():
    """
    At the pace of the recording, until it is as far as the recorded one was.
    """
    clock, upstream = ManualClock(), Answering(RUNNING, RUNNING, DONE)

    live = asked(upstream, Exchange(JOB, polls((0.0, RUNNING, 3), (30.0, DONE, 1))), clock=clock)

    assert [RUNNING, RUNNING, DONE] == bodies(live)
    assert 2 * 10.0 == clock.now()


@pytest.mark.parametrize("answer", [reply(RUNNING), polls((0.0, RUNNING, 3))])
def test_a_job_that_was_left_running_is_asked_for_once(answer):
    """
    It was cancelled then, perhaps, and is to be cancelled now.
    """
    upstream = Answering(RUNNING)

    live = asked(upstream, Exchange(JOB, answer))

    assert ([RUNNING], 1) == (bodies(live), len(upstream.keys))


def test_a_job_that_does_not_end_is_given_up():
    """
    After so many seconds of the clock; without recorded polls it is asked for every five.
    """
    upstream, clock = Answering(RUNNING), ManualClock()

    with pytest.raises(UpstreamError, match="the job was not over within 20 seconds"):
        asked(upstream, Exchange(JOB, reply(DONE)), clock=clock, poll_for=20.0)

    assert 25.0 == clock.now()


def test_the_budget_is_asked_first():
    """
    What would exceed it does not go out; tokens of what came are counted.
    """
    budget, upstream = Budget(Limits(calls=1)), Answering(DONE | {"usage": {"total_tokens": 7}})
    exchange = Exchange(ask("hi"), reply(DONE))

    asked(upstream, exchange, budget=budget)
    with pytest.raises(UsageError, match="1 of 1 calls are spent"):
        asked(upstream, exchange, budget=budget)

    assert (1, 7) == (len(upstream.keys), budget.spent.tokens)
    budget.close()


def test_who_is_not_there_cannot_be_asked():
    """
    No connection, or an answer that breaks off, is an UpstreamError.
    """
    real = RealApi(Asking(REAL, "http://127.0.0.1:9"))
    exchange = Exchange(ask("hi"), reply(DONE))

    async def work():
        try:
            await real.ask(exchange.request, exchange)
        finally:
            await real.close()

    with pytest.raises(UpstreamError, match=r"127\.0\.0\.1 could not be reached"):
        asyncio.run(work())
    assert REAL not in real.redacted(f"the key is {REAL}")


def test_an_answer_that_is_not_whole_is_none():
    """
    Where upstream breaks off in the middle of a body, nothing can be compared.
    """
    answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"
    exchange = Exchange(get("/v1/interactions/v1_x"), reply(DONE))

    async def work():
        async with raw_upstream(answer) as url:
            real = RealApi(Asking(REAL, url))
            try:
                await real.ask(exchange.request, exchange)
            finally:
                await real.close()

    with pytest.raises(UpstreamError, match="broke off before its answer was whole"):
        asyncio.run(work())


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/v1/interactions/x", RUNNING, True),
        ("/v1/interactions/x", DONE, False),
        ("/v1beta/files/x", {"state": "PROCESSING"}, True),
        ("/v1beta/files/x", {"state": "ACTIVE"}, False),
        ("/v1beta/operations/x", {"name": "operations/x"}, True),
        ("/v1beta/operations/x", {"name": "operations/x", "done": True}, False),
        ("/v1beta/models/x", RUNNING, False),
    ],
)
def test_what_is_under_way(path, body, expected):
    """
    Jobs, files and operations that a client would ask for again.
    """
    assert expected == is_under_way(Exchange(get(path), reply(body)))
    assert not is_under_way(Exchange(get(path), reply(body, status=500)))
