"""
What the stand-in for Google is asked and what it answers, as values.
"""

import json
from dataclasses import dataclass

from upstream_bodies import error

JSON = ("content-type", "application/json")
JSON_UTF8 = ("content-type", "application/json; charset=UTF-8")


@dataclass
class Asked:
    """
    One request, as far as the answers depend on it.
    """

    number: int
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""

    @property
    def json(self) -> dict:
        return json.loads(self.body or b"{}")

    @property
    def revision(self) -> str:
        """
        The schema it speaks: the header says, else `/v1/`, else the SDK's generation.
        """
        said = self.headers.get("api-revision")
        if said:
            return "outputs" if said <= "2026-05-07" else "steps"
        old = self.headers.get("x-goog-api-client", "").startswith("google-genai-sdk/1.")
        return "outputs" if old and not self.path.startswith("/v1/") else "steps"


@dataclass
class Answer:
    """
    What is sent: status, headers, and chunks; `gaps`: the seconds before each chunk, or nothing.
    """

    status: int
    headers: list[tuple[str, str]]
    chunks: list[bytes]
    gaps: list[float] | None = None


def refused(status: int, message: str, code: str | None = None) -> Answer:
    """
    An error as an answer.
    """
    return Answer(status, [JSON_UTF8], [error(status, message, code)])
