"""
Addresses of upstream's in an answer's headers: for the client ours, in the recording relative.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin

from mockgemini.exchange import Headers
from mockgemini.record.upstream import Upstream

_PATH = re.compile(r"/(?!/)")
_NAMES = frozenset({"location", "x-goog-upload-control-url", "x-goog-upload-url"})


def relative(headers: Headers, upstream: Upstream, path: str) -> Headers:
    """
    Path and query in place of an address of upstream's. `path`: of the request that was answered.
    """

    def shorten(value: str) -> str:
        try:
            return upstream.relative(urljoin(upstream.url + path, value)) or value
        except ValueError:  # no address at all
            return value

    return _changed(headers, shorten)


def rebuilt(headers: Headers, base: str) -> Headers:
    """
    The inverse for a client that reached us at `base`: the next leg comes back the same way.
    """
    # Two slashes begin an address of another host.
    return _changed(headers, lambda value: base + value if _PATH.match(value) else value)


def _changed(headers: Headers, change: Callable[[str], str]) -> Headers:
    return tuple((name, change(value) if name in _NAMES else value) for name, value in headers)
