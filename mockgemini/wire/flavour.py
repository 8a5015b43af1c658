"""
Which release of an SDK an answer is for: revisions changed a little between releases.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mockgemini.exchange import Request

_SDK = re.compile(r"google-genai-sdk/(\d{1,6})\.(\d{1,6})(?:\S* +(gl-node)/)?")

# Until 2.0 brought them together, JavaScript's minors were this far behind Python's.
_BEHIND = 22


class Flavour(NamedTuple):
    """
    The release in Python's numbering; None where it is not known, which is taken for the newest.
    """

    sdk: tuple[int, int] | None = None

    def is_before(self, major: int, minor: int) -> bool:
        """
        The release is known and older than this one.
        """
        return self.sdk is not None and self.sdk < (major, minor)


NEWEST = Flavour()


def flavour_of(request: Request) -> Flavour:
    """
    Told by the SDK's `x-goog-api-client`; the newest where none is named.
    """
    return _flavour(request.header("x-goog-api-client") or "")


@lru_cache(maxsize=64)
def _flavour(client: str) -> Flavour:
    found = _SDK.search(client)
    if found is None:
        return NEWEST
    major, minor = int(found[1]), int(found[2])
    return Flavour((major, minor + _BEHIND if found[3] and major == 1 else minor))
