"""
The names under which files and headers know the kinds of faults.
"""

from __future__ import annotations

from dataclasses import fields

from mockgemini.errors import UsageError
from mockgemini.faults.chunking import Chunks, Coalesced, SlowStart
from mockgemini.faults.cutting import Cut, Stall
from mockgemini.faults.dropping import MissingEnd, NoDone
from mockgemini.faults.failing import ExpiredFile, Fail, TransientForbidden, UploadRefused
from mockgemini.faults.fault import Fault
from mockgemini.faults.garbling import ContentType, Crlf, TruncatedJson
from mockgemini.faults.inserting import (
    BareError,
    Duplicate,
    ErrorEvent,
    Keepalive,
    Reorder,
    UnknownEvent,
)
from mockgemini.faults.jobs import EndsFailed, NeverEnds, Vanishes
from mockgemini.faults.limiting import RateLimit
from mockgemini.faults.waiting import Latency, Outage, Reset
from mockgemini.jsontext import Json

KINDS: tuple[type[Fault], ...] = (
    Fail,
    RateLimit,
    Outage,
    Latency,
    SlowStart,
    Reset,
    TransientForbidden,
    Cut,
    Stall,
    NoDone,
    MissingEnd,
    BareError,
    ErrorEvent,
    Duplicate,
    Reorder,
    UnknownEvent,
    Keepalive,
    Crlf,
    Chunks,
    Coalesced,
    ContentType,
    TruncatedJson,
    NeverEnds,
    EndsFailed,
    Vanishes,
    ExpiredFile,
    UploadRefused,
)
"""All but Hold, which only a test can release."""

OCCASION = ("times", "after", "when", "rate", "seed")
"""What every kind takes."""

_BY_NAME = {kind.NAME: kind for kind in KINDS}


def options(kind: type[Fault]) -> tuple[str, ...]:
    """
    What a kind takes beside that.
    """
    return tuple(each.name for each in fields(kind) if each.name not in OCCASION)


def make(name: str, given: dict[str, Json], occasion: dict[str, Json]) -> Fault:
    """
    A fault from the words of a file or header; a UsageError where one of them is wrong.
    """
    kind = _BY_NAME.get(name)
    if kind is None:
        raise UsageError(f"there is no fault {name!r}; there are {', '.join(_BY_NAME)}")
    known = options(kind)
    for word in given:
        if word not in known:
            takes = f"takes {', '.join(known)}" if known else "takes nothing"
            raise UsageError(f"{name} {takes}, not {word!r}")
    return kind(**given, **occasion)  # type: ignore[arg-type]
