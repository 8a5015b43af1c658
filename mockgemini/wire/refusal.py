"""
An error as Google answers it: which status, which code, which words; and its two shapes.
"""

from __future__ import annotations

from dataclasses import dataclass

from mockgemini.exchange import Payload, Reply
from mockgemini.jsontext import Json, Spelling

# Recorded: one line, and `\u003e=` in a message of the Interactions API.
_SPELLING = Spelling(is_html_safe=True)

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
        return self._reply({"message": self.message, "code": self.code})

    def google(self) -> Reply:
        """
        As the Files API and Google's front end say it: `{"error": {"code", "message", "status"}}`.
        """
        error: dict[str, Json] = {
            "code": self.status,
            "message": self.message,
            "status": _STATUS.get(self.status, "UNKNOWN"),
        }
        if self.details:
            error["details"] = list(self.details)
        return self._reply(error)

    def _reply(self, error: dict[str, Json]) -> Reply:
        text = _SPELLING.encode({"error": error})
        return Reply(
            self.status,
            (("content-type", "application/json; charset=UTF-8"),),
            # A client may have written half a surrogate pair, and what it wrote is quoted.
            Payload(text.encode(errors="replace")),
        )


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
