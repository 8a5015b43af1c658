"""
Everything that can go wrong between a client and the API, on demand.

Kinds of faults are imported when they are first asked for; most runs need none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockgemini.faults.chunking import Chunks, Coalesced, Hold, SlowStart
    from mockgemini.faults.cutting import Cut, Stall
    from mockgemini.faults.dropping import MissingEnd, NoDone
    from mockgemini.faults.failing import ExpiredFile, Fail, TransientForbidden, UploadRefused
    from mockgemini.faults.garbling import ContentType, Crlf, TruncatedJson
    from mockgemini.faults.gate import Gate
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

HEADER = "x-mockgemini-fault"
"""
On a request: a fault for this request alone, as `cut after_events=4`. On an answer: what acted.
"""

HOMES = {
    "BareError": "inserting",
    "Chunks": "chunking",
    "Coalesced": "chunking",
    "ContentType": "garbling",
    "Crlf": "garbling",
    "Cut": "cutting",
    "Duplicate": "inserting",
    "EndsFailed": "jobs",
    "ErrorEvent": "inserting",
    "ExpiredFile": "failing",
    "Fail": "failing",
    "Gate": "gate",
    "Hold": "chunking",
    "Keepalive": "inserting",
    "Latency": "waiting",
    "MissingEnd": "dropping",
    "NeverEnds": "jobs",
    "NoDone": "dropping",
    "Outage": "waiting",
    "RateLimit": "limiting",
    "Reorder": "inserting",
    "Reset": "waiting",
    "SlowStart": "chunking",
    "Stall": "cutting",
    "TransientForbidden": "failing",
    "TruncatedJson": "garbling",
    "UnknownEvent": "inserting",
    "UploadRefused": "failing",
    "Vanishes": "jobs",
}
"""The file of each name that is offered to users."""

__all__ = [
    "BareError",
    "Chunks",
    "Coalesced",
    "ContentType",
    "Crlf",
    "Cut",
    "Duplicate",
    "EndsFailed",
    "ErrorEvent",
    "ExpiredFile",
    "Fail",
    "Gate",
    "Hold",
    "Keepalive",
    "Latency",
    "MissingEnd",
    "NeverEnds",
    "NoDone",
    "Outage",
    "RateLimit",
    "Reorder",
    "Reset",
    "SlowStart",
    "Stall",
    "TransientForbidden",
    "TruncatedJson",
    "UnknownEvent",
    "UploadRefused",
    "Vanishes",
]


def __getattr__(name: str) -> object:
    """
    A kind of fault, or the gate of a stream that is held.
    """
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
