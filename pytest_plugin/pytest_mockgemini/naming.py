"""
A test's own cassette: `<module>/<Class.test[param]>`, so that people can guess it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from mockgemini.errors import UsageError

# What no file name may hold on some system; pytest-recording puts a dash in the same places.
_NOT_IN_NAMES = re.compile(r"[<>?%*:|\"'/\\\x00-\x1f\x7f]")

# File systems take 255 bytes, and endings and temporary names come on top.
_LONGEST = 200

_RECORDED = pytest.StashKey[dict[str, str]]()
_NAMED = pytest.StashKey[dict[str, list[str]]]()


def default_name(item: pytest.Item) -> str:
    """
    The name, below the cassette folder, of the cassette of a test that gives none.

    A UsageError where another test of this run would have the same.
    """
    name = _name(item)
    same = _names(item.session).get(name.casefold(), [])
    if len(same) > 1:
        raise UsageError(
            f"{' and '.join(same)} would share the cassette {name!r}; "
            "give each a name with @pytest.mark.mockgemini('…')"
        )
    return name


def claim(item: pytest.Item, path: Path) -> None:
    """
    Note that a test records this cassette; a UsageError where another test has done so in this run.
    """
    recorded = item.config.stash.setdefault(_RECORDED, {})
    other = recorded.setdefault(str(path), item.nodeid)
    if other != item.nodeid:
        raise UsageError(
            f"{path} was recorded by {other} in this run and would be overwritten; "
            f"give {item.nodeid} a cassette of its own"
        )


def _name(item: pytest.Item) -> str:
    cls = getattr(item, "cls", None)
    test = f"{cls.__name__}.{item.name}" if cls is not None else item.name
    return f"{item.path.stem}/{_short(_NOT_IN_NAMES.sub('-', test))}"


def _short(name: str) -> str:
    encoded = name.encode()
    if len(encoded) <= _LONGEST:
        return name
    digest = hashlib.sha256(encoded).hexdigest()[:8]
    return f"{encoded[:_LONGEST].decode(errors='ignore')}-{digest}"


def _names(session: pytest.Session) -> dict[str, list[str]]:
    """
    The tests of this run without a name of their own, by the cassette that they would have.
    """
    if _NAMED not in session.stash:
        named: dict[str, list[str]] = {}
        for item in session.items:
            marker = item.get_closest_marker("mockgemini")
            if marker is not None and not marker.args and "name" not in marker.kwargs:
                named.setdefault(_name(item).casefold(), []).append(item.nodeid)
        session.stash[_NAMED] = named
    return session.stash[_NAMED]
