"""
Who may ask: a request carries a key, or it is turned away as Google's front end does.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

from mockgemini.exchange import Request
from mockgemini.jsontext import Json
from mockgemini.wire.operation import Kind, Operation
from mockgemini.wire.refusal import Refusal, Refused

_SERVICE = "generativelanguage.googleapis.com"
_NOT_VALID = "API key not valid. Please pass a valid API key."

# Google's words, known from its front end; the documented forms are those of api-errors.
_NO_KEY = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use "
    "API Key or other form of API consumer identity to call this API."
)


@dataclass(frozen=True, slots=True)
class Entrance:
    """
    `keys`: the only ones that are let in; None lets every key in that is not empty.
    """

    keys: frozenset[str] | None = None

    def check(self, request: Request, operation: Operation) -> None:
        """
        Refused (403, or 400 for a key that is not valid) where the request may not come in.
        """
        if operation.kind is Kind.FILE_UPLOAD and _is_later_leg(request):
            return
        key = _key(request)
        if not key:
            raise Refused(Refusal(403, "permission_denied", _NO_KEY, is_of_front=True))
        if self.keys is not None and key not in self.keys:
            raise Refused(Refusal(400, "invalid_request", _NOT_VALID, _details(), is_of_front=True))


def _is_later_leg(request: Request) -> bool:
    """
    The address of an upload that has begun is its own authority; Python's SDK sends no key there.
    """
    return "upload_id" in parse_qs(request.query)


def _key(request: Request) -> str:
    if (key := request.header("x-goog-api-key")) is not None:
        return key.strip()
    bearer = request.header("authorization") or ""
    if bearer.lower().startswith("bearer "):
        return bearer[len("bearer ") :].strip()
    return parse_qs(request.query).get("key", [""])[-1]


def _details() -> tuple[Json, ...]:
    return (
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID",
            "domain": "googleapis.com",
            "metadata": {"service": _SERVICE},
        },
        {
            "@type": "type.googleapis.com/google.rpc.LocalizedMessage",
            "locale": "en-US",
            "message": _NOT_VALID,
        },
    )
