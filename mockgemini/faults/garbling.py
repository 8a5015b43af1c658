"""
Answers whose bytes are not what their reader takes them for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from mockgemini.exchange import Payload, Reply, Request, Stream
from mockgemini.faults import checks
from mockgemini.faults.fault import After, Given, Throw

_LF = re.compile(rb"(?<!\r)\n")


@dataclass(frozen=True)
class Crlf(After):
    """
    Lines of a stream end with CR LF, as the standard allows and Google does elsewhere.
    """

    NAME: ClassVar[str] = "crlf"
    LASTS: ClassVar[bool] = True

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The stream with those lines.
        """
        if not isinstance(answer, Stream):
            return None
        events = (replace(each, raw=_LF.sub(b"\r\n", each.raw)) for each in answer.events)
        return replace(answer, events=tuple(events))


@dataclass(frozen=True)
class ContentType(After):
    """
    The answer says that it is something else; by default a page.
    """

    value: str = "text/html; charset=utf-8"

    NAME: ClassVar[str] = "content_type"
    LOSES: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.text("content_type: value", self.value)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The same bytes under another name.
        """
        kept = tuple(header for header in answer.headers if header[0] != "content-type")
        return replace(answer, headers=(("content-type", self.value), *kept))


@dataclass(frozen=True)
class TruncatedJson(After):
    """
    A whole answer whose body ends after so many bytes, by default half of them, and says so: no
    client can tell but by reading the JSON.
    """

    after_bytes: int | None = None

    NAME: ClassVar[str] = "truncated_json"
    LOSES: ClassVar[bool] = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.after_bytes is not None:
            checks.count("truncated_json: after_bytes", self.after_bytes)

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The reply with what is left of its body.
        """
        if not isinstance(answer, Reply):
            return None
        body = answer.body.read()
        size = len(body) // 2 if self.after_bytes is None else self.after_bytes
        return replace(answer, body=Payload(body[:size])) if size < len(body) else None
