"""
The responder of a space that verifies: what is recorded goes to the client, and what the client
asked goes to the real API as well, one request after the other, while the client goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import parse_qs

from mockgemini.cassette.cassette import Cassette
from mockgemini.contract.enumerations import enumerations
from mockgemini.errors import MockGeminiError
from mockgemini.exchange import Exchange, Reply, Request, Stream, first
from mockgemini.replay.entry import TRANSLATED
from mockgemini.server.journal import EXCHANGE
from mockgemini.spaces.answering import Answering
from mockgemini.verifying.comparing import drift, excuse, portraits
from mockgemini.verifying.counterparts import Counterparts
from mockgemini.verifying.real_api import Asking, RealApi
from mockgemini.verifying.verified import Verified


class Verifier:
    """
    Answers as `answering` does. Each exchange of the cassettes that it plays is asked of the real
    API once, with live ids in place of recorded ones; `verified` is whole when it is closed.
    """

    def __init__(self, answering: Answering, cassettes: Sequence[Cassette], asking: Asking) -> None:
        self.verified = Verified()
        self._answering = answering
        self._recorded = _labelled(cassettes)
        self._counterparts = Counterparts(each for one in cassettes for each in one.exchanges)
        self._words = enumerations()
        self._real = RealApi(asking)
        self._begun: set[str] = set()
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, request: Request) -> Reply | Stream:
        """
        The recorded answer; the real API is asked behind the client's back.
        """
        answer = await self._answering(request)
        label = first(answer.headers, EXCHANGE)
        if label is not None and label not in self._begun:
            self._begun.add(label)
            why_not = _unaskable(request, answer)
            # A lock lets in first who came first: later turns find the ids of earlier ones.
            task = asyncio.ensure_future(self._verify(request, label, why_not))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return answer

    def load_script(self, text: str) -> int:
        """
        As the responder that answers does; what is scripted was never recorded.
        """
        return self._answering.load_script(text)

    def reset(self) -> None:
        """
        The client begins anew; what was verified stays so.
        """
        self._answering.reset()

    async def close(self) -> None:
        """
        Wait for all that is on its way.
        """
        await asyncio.gather(*self._tasks)
        await self._real.close()
        await self._answering.close()

    async def _verify(self, request: Request, label: str, why_not: str) -> None:
        async with self._turn:
            try:
                why_not = why_not or await self._compare(request, label)
            except MockGeminiError as error:
                why_not = str(error)
        if why_not:
            self.verified.skip(label, self._real.redacted(why_not))

    async def _compare(self, request: Request, label: str) -> str:
        """
        Ask, and note what changed; gives why that cannot be told, else nothing.
        """
        recorded = self._recorded[label]
        if recorded is None:
            return "two cassettes are called so, and it is not known which one answered"
        live = await self._real.ask(self._counterparts.applied(request), recorded)
        if why_not := excuse(recorded, live):
            return why_not
        self._counterparts.learn(recorded, live)
        old, new = portraits(recorded, live)
        self.verified.add(label, drift(old, new, live, self._words), new.fields)
        return ""


def _labelled(cassettes: Sequence[Cassette]) -> dict[str, Exchange | None]:
    """
    The exchanges by what their answers are labelled with; None where two are labelled alike.
    """
    found: dict[str, Exchange | None] = {}
    for cassette in cassettes:
        name = cassette.path.name if cassette.path else "cassette"
        for number, exchange in enumerate(cassette.exchanges, 1):
            label = f"{name}#{number}"
            found[label] = None if label in found else exchange
    return found


def _unaskable(request: Request, answer: Reply | Stream) -> str:
    if first(answer.headers, TRANSLATED) is not None:
        return "it was recorded in another revision, and translated"
    if "last_event_id" in parse_qs(request.query):
        return "it resumes a stream at an event that only the recording has"
    return ""
