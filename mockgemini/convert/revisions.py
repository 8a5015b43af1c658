"""
Which revision each exchange of a file speaks, although recordings often keep no header that tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mockgemini.exchange import Recorded, Reply, Request
from mockgemini.jsontext import parse
from mockgemini.wire import register


def revisions(
    pairs: Sequence[tuple[Request, Recorded]], recorded: Sequence[str | None]
) -> list[str | None]:
    """
    A request's own word decides (all its headers still there), else what its answer shows, else
    what other answers of the file show, else when it was `recorded` (ISO 8601), else the default.
    """
    shown = [register.revision_shown(answer) or _by_role(answer) for _, answer in pairs]
    usual = next((revision for revision in shown if revision is not None), None)
    return [
        register.revision_of(request, revision or usual or _of_its_time(request, day))
        for (request, _), revision, day in zip(pairs, shown, recorded, strict=True)
    ]


def _by_role(answer: Recorded) -> str | None:
    """
    An agent that still runs has said nothing yet; but the oldest revision gives it a role.
    """
    if not isinstance(answer, Reply):
        return None
    try:
        body = parse(answer.body.read().decode())
    except ValueError:
        return None
    if not isinstance(body, dict) or not {"id", "status"} <= body.keys():
        return None
    return register.NAMES[0] if "role" in body else register.DEFAULT


def _of_its_time(request: Request, recorded: str | None) -> str:
    """
    What the API spoke then by itself: what a request would get that named the day.
    """
    dated = replace(request, headers=(("api-revision", (recorded or "")[:10]),))
    return register.revision_of(dated) or register.DEFAULT
