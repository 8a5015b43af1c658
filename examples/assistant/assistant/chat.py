"""
A chat whose answers come word by word, with a button that stops one.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from google import genai

from assistant.reading import MODEL


class Chat:
    """
    One conversation. `cancel`, from whatever thread, ends the answer that is coming.

    What was cancelled is no part of the conversation: the next turn continues the last whole one.
    """

    def __init__(self, client: genai.Client) -> None:
        self._client = client
        self._last: str | None = None
        self._is_cancelled = False

    def say(self, text: str) -> Iterator[str]:
        """
        The pieces of the answer, as they come.
        """
        self._is_cancelled = False
        with self._client.interactions.create(**self._turn(text)) as stream:
            for event in stream:
                if self._is_cancelled:
                    return
                if piece := _piece(event):
                    yield piece
                self._note(event)

    async def say_async(self, text: str) -> AsyncIterator[str]:
        """
        The same, for programs that wait.
        """
        self._is_cancelled = False
        stream = await self._client.aio.interactions.create(**self._turn(text))
        async with stream:
            async for event in stream:
                if self._is_cancelled:
                    return
                if piece := _piece(event):
                    yield piece
                self._note(event)

    def cancel(self) -> None:
        """
        The button.
        """
        self._is_cancelled = True

    def _turn(self, text: str) -> dict[str, Any]:
        before = {"previous_interaction_id": self._last} if self._last else {}
        return {"model": MODEL, "input": text, "stream": True, **before}

    def _note(self, event: Any) -> None:
        if event.event_type in {"interaction.completed", "interaction.complete"}:
            self._last = event.interaction.id


def _piece(event: Any) -> str:
    if event.event_type not in {"step.delta", "content.delta"} or event.delta.type != "text":
        return ""
    return str(event.delta.text)
