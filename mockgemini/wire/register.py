"""
The revisions there are, and which of them a request speaks.

A revision is one folder beside this file and one line in the table here; no other file writes a
revision's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mockgemini.errors import UsageError
from mockgemini.exchange import Recorded, Reply, Request, Stream
from mockgemini.jsontext import parse
from mockgemini.wire.operation import operation

if TYPE_CHECKING:
    from mockgemini.wire.revision import Reader, Revision


@dataclass(frozen=True, slots=True)
class _Entry:
    """
    One revision. `since`: the first `Api-Revision` date, `sdk`: the first SDK major that means it.

    `dated`: the `Api-Revision` that clients ask for it with. `paths`: what a path that always
    speaks it begins with. `is_retired`: Google refuses it today. `load` gives what it can do.
    """

    name: str
    load: Callable[[], Revision]
    since: date
    sdk: int
    dated: str
    paths: tuple[str, ...] = ()
    is_retired: bool = False


# Telling revisions apart is all that replay needs; what they can do takes longer to import than
# the rest of a server.


@cache
def _outputs() -> Revision:
    from mockgemini.wire.outputs import asking, reading, rendering, respelling  # noqa: PLC0415
    from mockgemini.wire.revision import Revision  # noqa: PLC0415

    return Revision("outputs", reading, asking, rendering, respelling)


@cache
def _steps() -> Revision:
    from mockgemini.wire.revision import Revision  # noqa: PLC0415
    from mockgemini.wire.steps import asking, reading, rendering, respelling  # noqa: PLC0415

    return Revision("steps", reading, asking, rendering, respelling)


# Oldest first.
_ENTRIES = (
    _Entry("outputs", _outputs, date.min, 0, "2026-05-07", is_retired=True),
    _Entry("steps", _steps, date(2026, 5, 20), 2, "2026-05-20", paths=("/v1/",)),
)

NAMES: tuple[str, ...] = tuple(entry.name for entry in _ENTRIES)
"""Every revision, oldest first."""

DEFAULT: str = NAMES[-1]
"""What a request speaks that says nothing about it: what Google answers today."""

RETIRED: frozenset[str] = frozenset(entry.name for entry in _ENTRIES if entry.is_retired)
"""The revisions that Google refuses today."""

_SDK = re.compile(r"google-genai-sdk/(\d{1,9})\.")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def reader(name: str) -> Reader:
    """
    What reads the revision of this name; a UsageError for a name that is none.
    """
    return revision(name).reader


def revision(name: str) -> Revision:
    """
    All that the revision of this name can do; a UsageError for a name that is none.
    """
    for entry in _ENTRIES:
        if entry.name == name:
            return entry.load()
    raise UsageError(f"a revision is one of {', '.join(NAMES)}, not {name!r}")


def revision_shown(answer: Recorded) -> str | None:
    """
    The revision that an answer itself shows, None where it shows none (an error, a deletion).

    For recordings whose request no longer tells.
    """
    return next((entry.name for entry in _ENTRIES if _shows(answer, entry.load().reader)), None)


def _shows(answer: Recorded, by: Reader) -> bool:
    if isinstance(answer, Stream):
        return any(event.name in by.EVENTS for event in answer.events)
    if isinstance(answer, Reply):
        try:
            body = parse(answer.body.read().decode())
        except ValueError:
            return False
        return isinstance(body, dict) and by.FIELD in body
    return any(_shows(state.reply, by) for state in answer.states)


def revision_of(request: Request, default: str = DEFAULT) -> str | None:
    """
    The revision a request speaks, None where the call has no revisions.

    Told by its `Api-Revision`, else its path, else its SDK, else `default`; what makes no sense in
    a header is passed over.
    """
    if not operation(request.method, request.path).is_interaction:
        return None
    dated, client = request.header("api-revision"), request.header("x-goog-api-client")
    return _spoken(dated, request.path, client) or default


@lru_cache(maxsize=512)
def _spoken(dated: str | None, path: str, client: str | None) -> str | None:
    return _by_date(dated) or _by_path(path) or _by_client(client)


def _by_date(value: str | None) -> str | None:
    if value is None or not _DATE.fullmatch(value := value.strip()):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return [entry.name for entry in _ENTRIES if entry.since <= day][-1]


def _by_path(path: str) -> str | None:
    return next((entry.name for entry in _ENTRIES if path.startswith(entry.paths)), None)


def _by_client(value: str | None) -> str | None:
    found = _SDK.search(value or "")
    if found is None:
        return None
    return [entry.name for entry in _ENTRIES if entry.sdk <= int(found[1])][-1]


def addressed(request: Request, name: str) -> Request:
    """
    The request sent to where, and with the headers by which, a client asks for this revision.

    The path stays unless it means another revision; its version becomes the one before then.
    """
    entry = next(entry for entry in _ENTRIES if entry.name == name)
    path, headers = request.path, request.headers
    if _by_path(path) not in {None, name}:
        path = _OPEN_PATH.sub(lambda found: "/v1beta1" if found[1] else "/v1beta", path, count=1)
    had_date = any(key == _DATED for key, _ in headers)
    headers = tuple(header for header in headers if header[0] != _DATED)
    moved = replace(request, path=path, headers=headers)
    if had_date or revision_of(moved, name) not in {None, name}:
        moved = replace(moved, headers=(*headers, (_DATED, entry.dated)))
    return moved


_DATED = "api-revision"

# Vertex has versions of its own.
_OPEN_PATH = re.compile(r"^/v1(?=/(projects/)?)")
