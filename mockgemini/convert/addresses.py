"""
Which addresses belong to the Gemini API, and how one becomes relative to its upstream.

Keys in a query are dropped; an upload's id becomes a placeholder, the same wherever it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from mockgemini.exchange import Headers
from mockgemini.redaction import Redactor

_HOST = re.compile(
    r"generativelanguage\.googleapis\.com"
    r"|(?:[a-z0-9-]+-)?aiplatform\.googleapis\.com"
    r"|127\.0\.0\.1|localhost|::1"
)
_RELATIVE = frozenset({"location", "x-goog-upload-url", "x-goog-upload-control-url"})
_SECRET = frozenset({"key", "access_token"})
_NO_ADDRESS = "an address begins with http://, https:// or /"
_NOT_ON_THE_WIRE = re.compile(r"[^\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Target:
    """
    What a request is addressed to: the host (None where the recording names none) and the rest.
    """

    host: str | None
    path: str
    query: str

    @property
    def is_gemini(self) -> bool:
        """
        Is it the API, a server on this machine that stands for it, or a recording without hosts?
        """
        return self.host is None or _HOST.fullmatch(self.host) is not None

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


def target(address: str) -> Target:
    """
    The parts of an absolute or relative address; a ValueError where it is none.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        # Its own words would repeat what stands before the host, a password perhaps.
        raise ValueError(_NO_ADDRESS) from None
    host = (parts.hostname or "").rstrip(".") or None
    is_path = parts.path[:1] in {"", "/"}
    if parts.scheme not in {"", "http", "https"} or (host is None and parts.scheme) or not is_path:
        raise ValueError(_NO_ADDRESS)
    return Target(host, _escaped(parts.path or "/"), _query(parts.query))


def is_gemini(address: str) -> bool:
    """
    Is it an address that the API, or what stands for it, answers?
    """
    try:
        return target(address).is_gemini
    except ValueError:
        return False


def relative(headers: Headers) -> Headers:
    """
    The headers, those that hold an address of the API relative to it.
    """
    return tuple(
        (name, _relative(value) if name in _RELATIVE else value) for name, value in headers
    )


def _relative(address: str) -> str:
    return str(target(address)) if is_gemini(address) else address


def _query(query: str) -> str:
    kept = [part for part in query.split("&") if part.partition("=")[0].lower() not in _SECRET]
    return Redactor().text(f"?{_escaped('&'.join(kept))}")[1:]


def _escaped(text: str) -> str:
    return _NOT_ON_THE_WIRE.sub(lambda found: quote(found[0], errors="replace"), text)
