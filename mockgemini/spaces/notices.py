"""
Webhooks: tells programs on this machine that a background interaction has ended.

Connects to loopback addresses alone; to any other nothing is ever sent, and a warning is logged.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import ipaddress
import logging
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from mockgemini.clock import Clock, RealClock
from mockgemini.jsontext import COMPACT, Json
from mockgemini.redaction import Redactor
from mockgemini.synthesize.ending import Ending
from mockgemini.wire.brief import Webhook

SECRET = "whsec_" + base64.b64encode(b"mockgemini signs with this alone").decode()
"""What notices are signed with: the key in Standard Webhooks' spelling, and no secret at all."""

# Documented: of the ways to end, these are told.
TOLD = frozenset({"completed", "failed", "requires_action"})

_AT_LEAST = 0.1
"""Seconds that a job takes at whatever pace: who polls at once still sees it at work."""

_PAUSES = (1.0, 4.0)
"""Seconds before each of the later attempts. Google is said to go on for a day."""

_PATIENCE = 10.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """
    What is told, and to whom: `id` stays the same from attempt to attempt.
    """

    uri: str
    id: str
    timestamp: int
    body: bytes

    @property
    def signature(self) -> str:
        """
        As Standard Webhooks has it, of the id, the time and the body.
        """
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        words = b"%b.%d.%b" % (self.id.encode(), self.timestamp, self.body)
        return "v1," + base64.b64encode(hmac.digest(key, words, hashlib.sha256)).decode()

    def request(self, place: SplitResult) -> bytes:
        """
        The whole HTTP request.
        """
        target = (place.path or "/") + (f"?{place.query}" if place.query else "")
        target = target.replace(" ", "%20")
        headers = {
            "host": place.netloc.rpartition("@")[2],
            "content-type": "application/json",
            "content-length": str(len(self.body)),
            "webhook-id": self.id,
            "webhook-timestamp": str(self.timestamp),
            "webhook-signature": self.signature,
            "connection": "close",
        }
        lines = [f"POST {target} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
        return "\r\n".join(lines).encode() + self.body


class Notices:
    """
    Sends notices in tasks of their own; `close` ends those that are not through.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        # Receivers hold a notice's time against their own clock, whatever day it is in the space.
        self._clock = clock or RealClock()
        self._tasks: set[asyncio.Task[None]] = set()

    def __call__(self, ending: Ending) -> None:
        """
        Tell of an ending, when its time has come.
        """
        task = asyncio.get_running_loop().create_task(self._await(ending))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """
        Tell nobody any more.
        """
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _await(self, ending: Ending) -> None:
        await self._clock.sleep(max(ending.after, _AT_LEAST))
        status = ending.reach()
        if status in TOLD:
            told = _told(
                ending.interaction_id, f"interaction.{status}", ending.webhook, self._clock
            )
            await asyncio.gather(*(self._deliver(notice) for notice in told))

    async def _deliver(self, notice: Notice) -> None:
        host, whom = loopback(notice.uri), Redactor().clean(notice.uri)
        if host is None:
            _log.warning("webhooks are sent to http on this machine alone, not to %s", whom)
            return
        for pause in (*_PAUSES, None):
            if await _is_taken(notice, host):
                return
            if pause is not None:
                await self._clock.sleep(pause)
        _log.warning("no attempt to tell %s of %s was answered with 2xx", whom, notice.id)


def loopback(uri: str) -> str | None:
    """
    The address to connect to for a webhook on this machine; None for any other.
    """
    try:
        place = urlsplit(uri)
        host = place.hostname or ""
        is_open = place.scheme == "http" and place.port != 0
        if host == "localhost":
            host = "127.0.0.1"
        return host if is_open and ipaddress.ip_address(host).is_loopback else None
    except ValueError:
        return None


def _told(identity: str, kind: str, webhook: Webhook, clock: Clock) -> list[Notice]:
    now = clock.today()
    body: dict[str, Json] = {
        "type": kind,
        "version": "v1",
        "timestamp": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "data": {"id": identity},
    }
    if webhook.user_metadata:
        body["user_metadata"] = dict(webhook.user_metadata)
    text = COMPACT.encode(body).encode()
    name = "msg_" + hashlib.sha256(f"{identity} {kind}".encode()).hexdigest()[:24]
    return [Notice(uri, name, int(now.timestamp()), text) for uri in webhook.uris]


async def _is_taken(notice: Notice, host: str) -> bool:
    """
    Whether the receiver answers that it has understood.
    """
    place = urlsplit(notice.uri)
    try:
        async with asyncio.timeout(_PATIENCE):
            reader, writer = await asyncio.open_connection(host, place.port or 80)
            try:
                writer.write(notice.request(place))
                await writer.drain()
                status = await reader.readline()
            finally:
                writer.close()
                await writer.wait_closed()
    except OSError:
        return False
    return status.startswith(b"HTTP/1.") and status[9:10] == b"2"
