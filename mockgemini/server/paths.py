"""
Which space a path belongs to, and what is left of the path below it.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Self
from urllib.parse import unquote_to_bytes

from mockgemini.errors import UsageError

CONTROL = "/__mockgemini__"
"""Below this path, of the root or of a space, is the control plane."""

SPACE = "mockgemini.space"
"""The key of the ASGI scope under which the control plane finds a space's name."""

_REST = re.compile(r"/(?:v[0-9]+(?:alpha|beta)?[0-9]*|upload|download|__mockgemini__)(?=/|$)")
_LONGEST = 500


class Place(NamedTuple):
    """
    A path in two: the space's name, its prefix as it was spelled ("" for the root), and the rest.

    `rest` is empty where the path names the space and nothing below it. `is_control`: it leads to
    the control plane.
    """

    name: str
    prefix: str
    rest: str
    is_control: bool = False

    @classmethod
    def of(cls, name: str, prefix: str, rest: str) -> Self:
        """
        The place with this rest.
        """
        return cls(name, prefix, rest, rest == CONTROL or rest.startswith(CONTROL + "/"))


def place(path: str) -> Place:
    """
    Split a percent-encoded path; a UsageError where what should name a space cannot.
    """
    if not path.startswith("/s/"):
        return Place.of("", "", path)
    found = _REST.search(path, len("/s"))
    end = len(path) if found is None else found.start()
    return Place.of(_name(path[len("/s/") : end]), path[:end].rstrip("/"), path[end:])


def _name(spelled: str) -> str:
    try:
        name = unquote_to_bytes(spelled).decode().rstrip("/")
    except UnicodeDecodeError:
        name = ""
    segments = name.split("/")
    is_odd = "%2f" in spelled.lower() or not name.isprintable() or "\\" in name
    if is_odd or len(name) > _LONGEST or any(segment in _NOT_NAMES for segment in segments):
        raise UsageError(
            f"A space is named by printable segments between /s/ and the API's path, "
            f"as in /s/tests/weather/v1/interactions, not {spelled[:100]!r}."
        )
    return name


_NOT_NAMES = frozenset({"", ".", ".."})
