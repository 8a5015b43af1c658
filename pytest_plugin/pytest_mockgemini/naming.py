"""
Which cassette is whose: a test's own is `<module>/<Class.test[param]>`, so that people can guess
it; others share one by its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pytest

from mockgemini.errors import UsageError
from pytest_mockgemini import options
from pytest_mockgemini.marker import NOT_IN_NAMES, markers, name_in
from pytest_mockgemini.partial import narrowing

# File systems take 255 bytes, and endings and temporary names come on top.
_LONGEST = 200

_FOLDER = "mockgemini_cassette_dir"

_SHARERS = pytest.StashKey[dict[str, list[str]]]()


def default_name(item: pytest.Item) -> str:
    """
    The name, below the cassette folder, of the cassette of a test that gives none.

    A UsageError where another test of this run would have the same.
    """
    name = _name(item)
    same = sharers(item)
    if len(same) > 1:
        raise UsageError(
            f"{' and '.join(same)} would share the cassette {name!r}, on some systems at least: "
            "give one another name or id, or a cassette by name, @pytest.mark.mockgemini('…')"
        )
    return name


def sharers(item: pytest.Item) -> list[str]:
    """
    The node ids of all tests of this run that want the cassette of this one, itself included.
    """
    stash = item.session.stash
    if _SHARERS not in stash:
        # Looked at once, by the first test that wants to know.
        stash[_SHARERS] = _sharers(item.session.items)
    return stash[_SHARERS].get(item.nodeid) or [item.nodeid]


def is_alone(item: pytest.Item) -> bool:
    """
    Whether no other test wants the named cassette of this one, or may want it in a run of all.
    """
    return len(sharers(item)) == 1 and not narrowing(item.config)


def _sharers(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """
    By the node id of each test with a cassette, all that want the same.
    """
    wanted: dict[tuple[object, str], list[str]] = {}
    folders: dict[object, object] = {}
    found = {}
    for item in items:
        if not (marks := markers(item)):
            continue
        if item.parent not in folders:
            folders[item.parent] = _folder(item)
        name = name_in(marks)
        # As file systems compare names.
        place = folders[item.parent], (_name(item) if name is None else name).casefold()
        found[item.nodeid] = same = wanted.setdefault(place, [])
        same.append(item.nodeid)
    return found


def _folder(item: pytest.Item) -> object:
    """
    What tests have in common whose cassettes lie in one folder: its place, or the fixture of the
    user's that tells it.
    """
    # The only way to ask for a fixture without having it made.
    known = item.session._fixturemanager  # noqa: SLF001
    found = known.getfixturedefs(_FOLDER, item) or ()
    return found[-1] if len(found) > 1 else options.cassette_dir(item.config, item.path)


def _name(item: pytest.Item) -> str:
    cls = getattr(item, "cls", None)
    test = f"{cls.__name__}.{item.name}" if cls is not None else item.name
    return f"{item.path.stem}/{_short(NOT_IN_NAMES.sub('-', test))}"


def _short(name: str) -> str:
    encoded = name.encode()
    if len(encoded) <= _LONGEST:
        return name
    digest = hashlib.sha256(encoded).hexdigest()[:8]
    return f"{encoded[:_LONGEST].decode(errors='ignore')}-{digest}"
