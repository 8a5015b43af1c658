"""
The bytes of one answer on their way from upstream to the client, copied as they pass.
"""

from __future__ import annotations

from collections.abc import Callable

from mockgemini.exchange import Cut
from mockgemini.record.recording import ExchangeRecording
from mockgemini.record.upstream import BrokenOffError, UpstreamAnswer


class Passing:
    """
    Each chunk is copied and handed on before the next is awaited.

    The recording is finished before the last chunk is handed on, where upstream's end is known by
    then: who has read the whole answer finds it recorded. A reader that closes this too early makes
    it call `left`; somebody has then to `exhaust` it and to `give_up`.

    `body`: all of the answer where it came with its head, until that is handed on; else None.
    """

    def __init__(
        self, answer: UpstreamAnswer, recording: ExchangeRecording, left: Callable[[Passing], None]
    ) -> None:
        self._answer = answer
        self._recording = recording
        self._left = left
        self._is_over = False
        # Of a HEAD, a 204, an empty body the client has all as soon as it has the head.
        self.body = answer.whole()
        if self.body is not None:
            recording.feed(self.body)
            self._finish(None)

    def __aiter__(self) -> Passing:
        return self

    async def __anext__(self) -> bytes:
        chunk = await self._next()
        if not chunk:
            raise StopAsyncIteration
        return chunk

    async def aclose(self) -> None:
        """
        The reader wants no more.
        """
        if not self._is_over:
            self._left(self)

    async def exhaust(self, limit: int) -> None:
        """
        Read to the end without handing on anything, but not much more than `limit` bytes.
        """
        try:
            while limit > 0 and (chunk := await self._next()):
                limit -= len(chunk)
        except BrokenOffError:
            # The recording says so, and nobody else is listening any more.
            return

    def give_up(self) -> None:
        """
        Hang up, and finish what was recorded so far; nothing if it is finished.
        """
        if not self._is_over:
            self._answer.close()
            self._finish("client")

    async def _next(self) -> bytes:
        if self._is_over:
            body, self.body = self.body, None
            return body or b""
        try:
            chunk = await self._answer.read()
        except BrokenOffError as error:
            self._finish(error.cut)
            raise
        if chunk:
            self._recording.feed(chunk)
        if not chunk or self._answer.is_at_end:
            self._finish(None)
        return chunk

    def _finish(self, cut: Cut | None) -> None:
        self._is_over = True
        self._recording.finish(cut)
