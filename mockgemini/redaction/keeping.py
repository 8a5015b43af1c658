"""
The headers that may be written down, by name.
"""

from __future__ import annotations

from mockgemini.exchange import Headers

REQUEST_HEADERS = frozenset(
    {
        "api-revision",
        "content-type",
        "range",
        "x-goog-upload-command",
        "x-goog-upload-file-name",
        "x-goog-upload-offset",
        "x-goog-upload-protocol",
    }
)
ANSWER_HEADERS = frozenset(
    {
        "accept-ranges",
        "api-revision",
        "content-disposition",
        "content-range",
        "content-type",
        "deprecation",
        "location",
        "retry-after",
        "retry-after-ms",
        "sunset",
        "warning",
        "x-gemini-service-tier",
        "x-goog-upload-chunk-granularity",
        "x-goog-upload-control-url",
        "x-goog-upload-size-received",
        "x-goog-upload-status",
        "x-goog-upload-url",
        "x-should-retry",
    }
)
_PREFIXES = ("x-goog-upload-header-",)


def kept(headers: Headers, allowed: frozenset[str]) -> Headers:
    """
    The headers that may be written down; every other one is dropped, whatever it holds.
    """
    return tuple(
        (name, value) for name, value in headers if name in allowed or name.startswith(_PREFIXES)
    )
