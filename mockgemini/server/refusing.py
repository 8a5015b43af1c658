"""
What the server itself says when no answer is to be had, in the shape of Google's own errors.
"""

from __future__ import annotations

from mockgemini.errors import MockGeminiError, UpstreamError
from mockgemini.exchange import Reply
from mockgemini.wire.refusal import own_error


def refusal(status: int, message: str, path: str = "") -> Reply:
    """
    An error answer, in the shape of the API that `path` belongs to. No SDK retries a status below
    500 save 408, 409 and 429.
    """
    return own_error(status, _NAMES.get(status, "UNKNOWN"), message, path)


def failure(error: Exception, path: str = "") -> Reply:
    """
    What a client is told when its responder raised: our own errors are sentences, others are bugs.

    None of our statuses is one that Google sends, or that an SDK would retry, for seconds, in vain.
    """
    if isinstance(error, UpstreamError):
        return refusal(424, str(error), path)
    if isinstance(error, MockGeminiError):
        return refusal(422, str(error), path)
    name = type(error).__name__
    words = f"mockgemini failed on this request ({name}); its log has the traceback."
    return refusal(500, words, path)


_NAMES = {
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    422: "FAILED_PRECONDITION",
    424: "FAILED_PRECONDITION",
    500: "INTERNAL",
}
