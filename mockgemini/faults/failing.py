"""
Answers that refuse: HTTP errors in both of Google's shapes, and the refusals of its own making.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import ClassVar, Literal

from mockgemini.clock import Clock
from mockgemini.errors import UsageError
from mockgemini.exchange import Headers, Payload, Reply, Request
from mockgemini.faults import checks
from mockgemini.faults.conditions import body_of, texts
from mockgemini.faults.fault import Before, Given, Throw
from mockgemini.wire.operation import Kind, Operation, operation
from mockgemini.wire.refusal import Refusal

AT_ONCE = 0.001
"""Seconds: so soon a refused client is asked to come back, unless told otherwise."""

Shape = Literal["interactions", "google", "array", "html"]
_SHAPES = ("interactions", "google", "array", "html")

# The Interactions API's own words; what is not here is called by the name of its status.
_CODES = {
    400: "invalid_request",
    401: "authentication",
    403: "permission_denied",
    409: "aborted",
    416: "out_of_range",
    429: "rate_limit_exceeded",
    499: "cancelled",
    500: "api_error",
    501: "not_implemented",
    504: "deadline_exceeded",
}
_MESSAGES = {
    400: "Request contains an invalid argument.",
    403: "The caller does not have permission.",
    404: "Requested entity was not found.",
    429: "Resource has been exhausted (e.g. check quota).",
    500: "An internal error has occurred.",
    503: "The service is currently unavailable.",
    504: "Deadline expired before operation could complete.",
}


@dataclass(frozen=True)
class Fail(Before):
    """
    An HTTP error. Every SDK tries 408, 409, 429 and 5xx again, and comes back after `retry_after`
    seconds: here at once; None sends no header, as the real API does, and they wait by themselves.

    `code` and `message`: what the real one would say. `shape`: that of the API that is asked
    (`interactions`, else `google`), or Google's in an `array`, or a proxy's page (`html`).
    """

    status: int = 503
    retry_after: float | None = AT_ONCE
    code: str | None = None
    message: str | None = None
    shape: Shape | None = None

    NAME: ClassVar[str] = "fail"

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("fail: status", self.status, least=400)
        if self.status > 599:
            raise UsageError(f"fail: status takes a number from 400 to 599, not {self.status}")
        if self.retry_after is not None:
            checks.seconds("fail: retry_after", self.retry_after)
        for name, value in (("code", self.code), ("message", self.message)):
            if value is not None:
                checks.text(f"fail: {name}", value)
        if self.shape is not None:
            checks.one_of("fail: shape", self.shape, _SHAPES)

    async def meet(self, request: Request, clock: Clock, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The error.
        """
        said = refusal(self.status, self.code, self.message)
        return shaped(said, request, self.shape, retry_headers(self.retry_after))


def refusal(status: int, code: str | None = None, message: str | None = None) -> Refusal:
    """
    What the real API says with that status, where it is known.
    """
    named = HTTPStatus(status) if status in _STATUSES else None
    phrase = named.phrase if named is not None else f"Status {status}"
    word = _CODES.get(status, re.sub("[^a-z0-9]+", "_", phrase.lower()))
    return Refusal(status, code or word, message or _MESSAGES.get(status, f"{phrase}."))


_STATUSES = frozenset(HTTPStatus)


def shaped(said: Refusal, request: Request, shape: str | None, headers: Headers = ()) -> Reply:
    """
    The refusal as the API says it that the request is for, or in a given shape.
    """
    call = operation(request.method, request.path)
    shape = shape or ("interactions" if call.is_interaction else "google")
    reply = said.interactions() if shape == "interactions" else said.google()
    body, kind = reply.body.read(), reply.headers
    if shape == "array":
        body = b"[" + body + b"]"
    if shape == "html":
        body, kind = _PAGE % (said.status, said.message.encode()), _HTML
    return replace(reply, headers=(*kind, *headers), body=Payload(body))


_PAGE = b"<html><head><title>%d</title></head><body><h1>%b</h1></body></html>\n"
_HTML = (("content-type", "text/html; charset=UTF-8"),)


def retry_headers(seconds: float | None) -> Headers:
    """
    When to come back, as SDKs (milliseconds) and the standard (whole seconds) have it.
    """
    if seconds is None:
        return ()
    exact = ("retry-after-ms", str(math.ceil(seconds * 1000)))
    return (("retry-after", str(math.ceil(seconds))), exact) if seconds >= 1 else (exact,)


@dataclass(frozen=True)
class TransientForbidden(Before):
    """
    A look at an interaction is refused with 403, and the next one is not: as with real background
    jobs while they run. No SDK tries a 403 again.
    """

    NAME: ClassVar[str] = "transient_forbidden"

    def concerns(self, request: Request) -> bool:
        """
        Is it a GET of an interaction?
        """
        return operation(request.method, request.path).kind is Kind.GET

    async def meet(self, request: Request, clock: Clock, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The recorded words.
        """
        words = "There was a problem processing your request. You will not be charged."
        return refusal(403, message=words).interactions()


@dataclass(frozen=True)
class ExpiredFile(Before):
    """
    Files are gone, as two days after their upload: to look at, to download, and in requests.
    """

    NAME: ClassVar[str] = "expired_file"
    LASTS: ClassVar[bool] = True

    def concerns(self, request: Request) -> bool:
        """
        Does it ask for a file, or name one?
        """
        return _file_of(request, operation(request.method, request.path)) is not None

    async def meet(self, request: Request, clock: Clock, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        Google does not tell whether a file is gone or somebody else's.
        """
        name = _file_of(request, operation(request.method, request.path))
        words = f"You do not have permission to access the File {name} or it may not exist."
        return shaped(refusal(403, message=words), request, None)


def _file_of(request: Request, call: Operation) -> str | None:
    if call.kind in _OF_FILES:
        return call.id
    if call.kind not in {Kind.CREATE, Kind.GENERATE, Kind.STREAM_GENERATE}:
        return None
    found = (_FILE.search(text) for text in texts(body_of(request)))
    return next((match[1] for match in found if match is not None), None)


_OF_FILES = frozenset({Kind.FILE_GET, Kind.FILE_DELETE, Kind.FILE_DOWNLOAD})
_FILE = re.compile(r"(?:^|https?://\S*/)files/([a-z0-9-]{1,40})$")


@dataclass(frozen=True)
class UploadRefused(Before):
    """
    A piece of an upload is turned away, and none of its bytes taken: it can be sent again.

    Python's SDK does that whatever the status, JavaScript's where it is 200.
    """

    status: int = 503

    NAME: ClassVar[str] = "upload_refused"

    def __post_init__(self) -> None:
        super().__post_init__()
        checks.count("upload_refused: status", self.status, least=200)
        if self.status > 599:
            raise UsageError(f"upload_refused: status takes a number up to 599, not {self.status}")

    def concerns(self, request: Request) -> bool:
        """
        Does it bring bytes of a file?
        """
        if operation(request.method, request.path).kind is not Kind.FILE_UPLOAD:
            return False
        return "upload" in (request.header("x-goog-upload-command") or "")

    async def meet(self, request: Request, clock: Clock, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        Without the header that tells how an upload stands: SDKs take that for a piece not taken.
        """
        return Reply(200, _PLAIN) if self.status == 200 else refusal(self.status).google()


_PLAIN = (("content-type", "text/plain; charset=utf-8"),)
