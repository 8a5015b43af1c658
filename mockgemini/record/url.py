"""
The URL of an API to record from, as a user gives it.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from mockgemini.errors import UsageError


def judged(url: str, option: str = "--upstream") -> SplitResult:
    """
    Its parts; a UsageError, by the option's name, where it is no scheme and host, with perhaps a
    port and a path.
    """
    try:
        parts = urlsplit(url.rstrip("/"))
        is_url = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_url = False
    if not is_url or parts.query or parts.fragment or "@" in parts.netloc:
        raise UsageError(
            f"{option} takes a URL such as https://generativelanguage.googleapis.com, not {url!r}"
        )
    return parts
