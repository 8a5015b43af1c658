"""
An error as Google answers it: which status, which code, which words; and its two shapes, in which
mockgemini tells its own as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from mockgemini.exchange import Payload, Reply
from mockgemini.jsontext import Json, Spelling
from mockgemini.wire.operation import plain_path

# Recorded: one line, and `\u003e=` in a message of the Interactions API.
_GOOGLES = Spelling(is_html_safe=True)
# SDKs print a body as it came, and ours is to be read there.
_OURS = Spelling(is_spaced=True)

_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    413: "INVALID_ARGUMENT",
    416: "OUT_OF_RANGE",
    429: "RESOURCE_EXHAUSTED",
    499: "CANCELLED",
    500: "INTERNAL",
    422: "NOT_SYNTHESIZED",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    `code` is the Interactions API's word for it; other parts of the API give number and status.
    `is_of_front`: Google's front end refuses, before any part of the API has seen the request.
    """

    status: int
    code: str
    message: str
    details: tuple[Json, ...] = ()
    is_of_front: bool = False

    def interactions(self) -> Reply:
        """
        As the Interactions API says it: `{"error": {"message", "code"}}`.
        """
        if self.is_of_front:
            return self.google()
        return _reply(self.status, {"message": self.message, "code": self.code}, _GOOGLES)

    def google(self) -> Reply:
        """
        As the Files API and Google's front end say it: `{"error": {"code", "message", "status"}}`.
        """
        error = _with_status(self.status, _STATUS.get(self.status, "UNKNOWN"), self.message)
        if self.details:
            error["details"] = list(self.details)
        return _reply(self.status, error, _GOOGLES)


class Refused(Exception):  # noqa: N818 - an answer on its way out, not a failure of ours
    """
    Whoever reads or answers a request raises it to refuse.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def invalid(message: str, code: str = "invalid_request") -> Refused:
    """
    A 400.
    """
    return Refused(Refusal(400, code, message))


def own_error(status: int, name: str, message: str, path: str = "") -> Reply:
    """
    What mockgemini itself has to say, in the shape of the API that `path` belongs to. `name` says
    why, in capitals: `NOT_FOUND`.
    """
    if plain_path(path).startswith("/interactions"):
        return _reply(status, {"message": message, "code": name.lower()}, _OURS)
    return _reply(status, _with_status(status, name, message), _OURS)


def _with_status(status: int, name: str, message: str) -> dict[str, Json]:
    return {"code": status, "message": message, "status": name}


def _reply(status: int, error: dict[str, Json], spelling: Spelling) -> Reply:
    # A client may have written half a surrogate pair, and what it wrote is quoted.
    body = spelling.encode({"error": error}).encode(errors="replace")
    return Reply(status, (("content-type", "application/json; charset=UTF-8"),), Payload(body))
