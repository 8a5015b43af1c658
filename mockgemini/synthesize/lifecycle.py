"""
Which status may follow which. A table, and nothing else.
"""

from __future__ import annotations

from typing import Final

QUEUED: Final = "queued"
IN_PROGRESS: Final = "in_progress"
REQUIRES_ACTION: Final = "requires_action"
REQUIRES_CONTINUATION: Final = "requires_continuation"
COMPLETED: Final = "completed"
INCOMPLETE: Final = "incomplete"
FAILED: Final = "failed"
CANCELLED: Final = "cancelled"
BUDGET_EXCEEDED: Final = "budget_exceeded"

ENDS = frozenset(
    {
        REQUIRES_ACTION,
        REQUIRES_CONTINUATION,
        COMPLETED,
        INCOMPLETE,
        FAILED,
        CANCELLED,
        BUDGET_EXCEEDED,
    }
)
"""Statuses in which an interaction stays: what follows is a new interaction."""

FOLLOWS: dict[str, frozenset[str]] = {
    QUEUED: frozenset({IN_PROGRESS, CANCELLED, FAILED}),
    IN_PROGRESS: ENDS,
    **dict.fromkeys(ENDS, frozenset()),
}
"""From each status, the ones that may come next."""

BEGINNINGS = frozenset({QUEUED, IN_PROGRESS})

STATUSES = frozenset(FOLLOWS)
