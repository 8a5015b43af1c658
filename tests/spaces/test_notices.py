import asyncio
import base64
import hashlib
import hmac
import json
import logging

import pytest

from mockgemini.clock import ManualClock
from mockgemini.spaces.notices import SECRET, Notices, loopback
from mockgemini.synthesize.ending import Ending
from mockgemini.wire.brief import Webhook


class Receiver:
    """
    A program that takes notices on this machine; `answers` are the statuses it gives, in order.
    """

    def __init__(self, *answers):
        self.answers = list(answers or (200,))
        self.got = []
        self.uri = ""
        self._server = None

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.uri = f"http://127.0.0.1:{port}/hooks/a?b=c"
        return self

    async def __aexit__(self, *_):
        self._server.close()
        await self._server.wait_closed()

    async def _take(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        body = await reader.readexactly(int(headers["content-length"]))
        self.got.append((first, headers, body))
        status = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if status:
            writer.write(b"HTTP/1.1 %d Whatever\r\ncontent-length: 0\r\n\r\n" % status)
            await writer.drain()
        writer.close()


def ending(*uris, status="completed", after=0.0, **metadata):
    """
    That an interaction ends with that status.
    """
    return Ending("v1_job", Webhook(uris, metadata), after, lambda: status)


def sent(*answers, clock=None, **how):
    """
    What a receiver got of one ending.
    """

    async def run():
        notices = Notices(clock or ManualClock())
        async with Receiver(*answers) as receiver:
            notices(ending(receiver.uri, **how))
            await asyncio.gather(*notices._tasks)
        return receiver.got

    return asyncio.run(run())


def test_a_notice():
    """
    It is posted to the webhook's path, says what happened, and repeats what the client gave along.
    """
    ((first, headers, body),) = sent(tenant="a")

    assert "POST /hooks/a?b=c HTTP/1.1" == first
    assert "application/json" == headers["content-type"]
    assert {
        "type": "interaction.completed",
        "version": "v1",
        "timestamp": "2026-01-01T00:00:00Z",
        "data": {"id": "v1_job"},
        "user_metadata": {"tenant": "a"},
    } == json.loads(body)


def test_a_notice_is_signed():
    """
    The headers are those of Standard Webhooks, and the signature can be checked with the secret.
    """
    ((_, headers, body),) = sent()

    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    words = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(key, words, hashlib.sha256)).decode()
    assert f"v1,{expected}" == headers["webhook-signature"]
    assert "1767225600" == headers["webhook-timestamp"]
    assert headers["webhook-id"].startswith("msg_")


@pytest.mark.parametrize(
    ("status", "count"),
    [("completed", 1), ("failed", 1), ("requires_action", 1), ("cancelled", 0), (None, 0)],
)
def test_not_every_end_is_told(status, count):
    """
    Nobody hears of what was cancelled or deleted.
    """
    assert count == len(sent(status=status))


def test_it_comes_when_the_job_is_over():
    """
    A job takes its time, and at the least so long that whoever polls at once sees it at work.
    """
    quick, slow = ManualClock(), ManualClock()

    sent(clock=quick)
    sent(clock=slow, after=30.0)

    assert (0.1, 30.0) == (quick.now(), slow.now())


def test_it_comes_again_until_it_is_taken():
    """
    A receiver that fails is told again, under the same id, but not for ever.
    """
    patient = sent(500, 200)
    hopeless = sent(503)
    rude = sent(0)

    assert 2 == len(patient)
    assert 1 == len({headers["webhook-id"] for _, headers, _ in patient})
    assert [3, 3] == [len(hopeless), len(rude)]


def test_it_never_leaves_this_machine(caplog):
    """
    Nothing is sent to other machines, nor by other means than plain HTTP; a warning says so.
    """
    clock = ManualClock()

    async def run():
        notices = Notices(clock)
        notices(ending("http://example.com/a", "https://127.0.0.1/a"))
        await asyncio.gather(*notices._tasks)

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())

    assert ["http://example.com/a", "https://127.0.0.1/a"] == [
        record.getMessage().rpartition(" ")[2] for record in caplog.records
    ]
    assert 0.1 == clock.now()


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("http://127.0.0.1:80/a", "127.0.0.1"),
        ("http://127.8.9.10/a", "127.8.9.10"),
        ("http://localhost:3000", "127.0.0.1"),
        ("http://LOCALHOST:3000", "127.0.0.1"),
        ("http://[::1]:3000/", "::1"),
        ("http://user:word@127.0.0.1/", "127.0.0.1"),
        ("http://127.0.0.1@example.com/", None),
        ("http://localhost.example.com/", None),
        ("http://2130706433/", None),
        ("http://0.0.0.0/", None),
        ("http://10.0.0.1/", None),
        ("http://169.254.169.254/", None),
        ("http://[::ffff:10.0.0.1]/", None),
        ("http://127.0.0.1:0/", None),
        ("http://127.0.0.1:99999/", None),
        ("https://localhost/", None),
        ("file:///etc/hosts", None),
        ("http://", None),
        ("nonsense", None),
        ("http://[::1/", None),
    ],
)
def test_what_is_on_this_machine(uri, host):
    """
    Only an address that cannot be anybody else's is one; names other than localhost never are.
    """
    assert host == loopback(uri)


def test_nobody_listens():
    """
    Where nobody takes it, it is given up, and the server goes on.
    """
    clock = ManualClock()

    async def run():
        async with Receiver() as receiver:
            uri = receiver.uri
        notices = Notices(clock)
        notices(ending(uri))
        await asyncio.gather(*notices._tasks)

    asyncio.run(run())

    assert 5.1 == pytest.approx(clock.now())


def test_closing():
    """
    What was not told by the end of a space is never told.
    """

    async def run():
        notices = Notices()
        async with Receiver() as receiver:
            notices(ending(receiver.uri, after=60.0))
            await asyncio.sleep(0)
            await notices.close()
            return receiver.got

    assert [] == asyncio.run(run())
