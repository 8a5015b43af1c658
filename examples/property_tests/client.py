"""
A small client of the Interactions API, with one fault in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from http.client import HTTPResponse
from typing import Any
from urllib.request import Request, urlopen


class Client:
    """
    Creates, polls, cancels and deletes interactions; remembers what it was told of those that are
    over, so as not to ask again.
    """

    def __init__(self, url: str) -> None:
        self.url = f"{url}/v1beta/interactions"
        self.over: dict[str, Any] = {}

    def create(self, body: dict[str, Any]) -> Any:
        """
        The interaction, whole or read from its stream.
        """
        with self._ask("POST", self.url, body) as answer:
            told = streamed(answer) if body.get("stream") else json.load(answer)
        return self._remembered(told)

    def poll(self, name: str) -> Any:
        """
        How it stands.
        """
        if name in self.over:
            return self.over[name]
        with self._ask("GET", f"{self.url}/{name}") as answer:
            return self._remembered(json.load(answer))

    def cancel(self, name: str) -> Any:
        """
        How it stood when it was cancelled.
        """
        with self._ask("POST", f"{self.url}/{name}/cancel", {}) as answer:
            return self._remembered(json.load(answer))

    def delete(self, name: str) -> None:
        """
        Forget it. (The fault: we do not forget it ourselves.)
        """
        self._ask("DELETE", f"{self.url}/{name}").close()

    def _remembered(self, told: Any) -> Any:
        if told["status"] != "in_progress":
            self.over[told["id"]] = told
        return told

    def _ask(self, method: str, url: str, body: Any = None) -> HTTPResponse:
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json", "x-goog-api-key": "any"}
        return urlopen(Request(url, data, headers, method=method))  # noqa: S310 - our own server


def streamed(lines: Iterable[bytes]) -> Any:
    """
    The interaction that a stream tells, as if it had come whole.
    """
    told: dict[str, Any] = {}
    texts: list[str] = []
    for line in lines:
        if not line.startswith(b"data: {"):
            continue
        event = json.loads(line.removeprefix(b"data: "))
        told |= event.get("interaction", {})
        if event["event_type"] == "step.delta" and event["delta"]["type"] == "text":
            texts.append(event["delta"]["text"])
    content = [{"type": "text", "text": "".join(texts)}]
    return {**told, "steps": [{"type": "model_output", "content": content}]}


def text_of(told: Any) -> str:
    """
    All the text of an interaction, joined.
    """
    steps = [step for step in told.get("steps", []) if step["type"] == "model_output"]
    contents = [content for step in steps for content in step.get("content", [])]
    return "".join(content.get("text", "") for content in contents)
