"""
How Google's two servers for files answer: the one for uploads, and the one for the rest.
"""

from __future__ import annotations

from mockgemini.exchange import Headers, Payload, Reply
from mockgemini.jsontext import Json, Spelling
from mockgemini.wire.refusal import Refusal

_SPELLING = Spelling(indent=2, ends_with_newline=True)
_JSON = ("content-type", "application/json; charset=UTF-8")
_VARY: Headers = (("vary", "Origin"), ("vary", "Referer"), ("vary", "X-Origin"))
_UPLOAD_SERVER = ("server", "UploadServer")
# Without "alt-svc": it would send clients to a port of this machine that nobody serves.
_SCAFFOLDING: Headers = (
    ("vary", "Origin"),
    ("vary", "X-Origin"),
    ("vary", "Referer"),
    ("server", "scaffolding on HTTPServer2"),
    ("x-xss-protection", "0"),
    ("x-frame-options", "SAMEORIGIN"),
    ("x-content-type-options", "nosniff"),
)

GRANULARITY = 8 * 1024 * 1024
"""What pieces of an upload should be multiples of, the last one excepted."""


def told(value: Json) -> Reply:
    """
    A value, as all calls but uploads and downloads are answered.
    """
    return Reply(200, (_JSON, *_SCAFFOLDING), _text(value))


def content(payload: Payload, mime_type: str) -> Reply:
    """
    A file's bytes.
    """
    return Reply(200, (("content-type", mime_type), *_SCAFFOLDING), payload)


def moved(url: str) -> Reply:
    """
    Where a file's bytes are; with a body that says it is an error, as recorded.
    """
    refused = Refusal(302, "", "Unknown Error.").google()
    return Reply(302, (*refused.headers, ("location", url)), refused.body)


def begun(upload: str, url: str) -> Reply:
    """
    An upload may go on at `url`.
    """
    headers = (
        ("content-type", "text/plain; charset=utf-8"),
        ("x-guploader-uploadid", upload),
        ("x-goog-upload-status", "active"),
        ("x-goog-upload-url", url),
        ("x-goog-upload-control-url", url),
        ("x-goog-upload-chunk-granularity", str(GRANULARITY)),
        ("x-goog-upload-header-content-type", "application/json; charset=UTF-8"),
        *((f"x-goog-upload-header-{name}", value) for name, value in _VARY),
        _UPLOAD_SERVER,
    )
    return Reply(200, headers)


def standing(upload: str, status: str, received: int) -> Reply:
    """
    How far an upload is: `active`, `final` or `cancelled`, after so many bytes.
    """
    headers = (
        ("content-type", "text/plain; charset=utf-8"),
        ("x-guploader-uploadid", upload),
        ("x-goog-upload-status", status),
        ("x-goog-upload-size-received", str(received)),
        ("x-goog-upload-chunk-granularity", str(GRANULARITY)),
        _UPLOAD_SERVER,
    )
    return Reply(200, headers)


def final(upload: str, file: Json) -> Reply:
    """
    An upload has become a file.
    """
    headers = (
        _JSON,
        ("x-guploader-uploadid", upload),
        ("x-goog-upload-status", "final"),
        *_VARY,
        _UPLOAD_SERVER,
    )
    return Reply(200, headers, _text({"file": file}))


def refused(refusal: Refusal, status: str = "final") -> Reply:
    """
    The upload server's refusal; the SDKs ask again and again where it does not tell a status.
    """
    reply = refusal.google()
    headers = (*reply.headers, ("x-goog-upload-status", status), _UPLOAD_SERVER)
    return Reply(reply.status, headers, reply.body)


def _text(value: Json) -> Payload:
    return Payload(_SPELLING.encode(value).encode())
