"""
Which cassette is whose: a test's own is `<module>/<Class.test[param]>`, so that people can guess
it; others share one by its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

import pytest

from mockgemini.errors import UsageError
from pytest_mockgemini import options
from pytest_mockgemini.marker import LONGEST, NOT_IN_NAMES, markers, name_in
from pytest_mockgemini.partial import narrowing

_FOLDER = "mockgemini_cassette_dir"

_WANTED = pytest.StashKey[dict[str, "_Wanted"]]()


class _Wanted(NamedTuple):
    """
    The name of a test's cassette, and the node ids of all tests of the run that want the same.
    """

    name: str
    sharers: list[str]


def default_name(item: pytest.Item) -> str:
    """
    The name, below the cassette folder, of the cassette of a test that gives none.

    A UsageError where another test of this run would have the same.
    """
    name, same = _wanted(item)
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
    return _wanted(item).sharers


def is_alone(item: pytest.Item) -> bool:
    """
    Whether no other test wants the named cassette of this one, or may want it in a run of all.
    """
    return len(sharers(item)) == 1 and not narrowing(item.config)


def _wanted(item: pytest.Item) -> _Wanted:
    stash = item.session.stash
    if _WANTED not in stash:
        # Looked at once, by the first test that wants to know.
        stash[_WANTED] = _all_wanted(item.session.items)
    return stash[_WANTED].get(item.nodeid) or _Wanted(_default_name(item), [item.nodeid])


def _all_wanted(items: Iterable[pytest.Item]) -> dict[str, _Wanted]:
    """
    By the node id of each test with a cassette.
    """
    places: dict[tuple[object, str], list[str]] = {}
    folders: dict[object, object] = {}
    found = {}
    for item in items:
        if not (marks := markers(item)):
            continue
        if item.parent not in folders:
            folders[item.parent] = _folder(item)
        given = name_in(marks)
        name = _default_name(item) if given is None else given
        # As file systems compare names.
        same = places.setdefault((folders[item.parent], name.casefold()), [])
        same.append(item.nodeid)
        found[item.nodeid] = _Wanted(name, same)
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


def _default_name(item: pytest.Item) -> str:
    cls = getattr(item, "cls", None)
    test = f"{cls.__name__}.{item.name}" if cls is not None else item.name
    return f"{item.path.stem}/{_short(NOT_IN_NAMES.sub('-', test))}"


def _short(name: str) -> str:
    encoded = name.encode()
    if len(encoded) <= LONGEST:
        return name
    digest = hashlib.sha256(encoded).hexdigest()[:8]
    return f"{encoded[:LONGEST].decode(errors='ignore')}-{digest}"
