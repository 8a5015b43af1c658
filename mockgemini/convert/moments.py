"""
When something was recorded, in the spellings that other tools use.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def moment(text: str) -> str | None:
    """
    The same moment as ISO 8601 in UTC, to the second; None where `text` is no date we know.
    """
    found = _parsed(text)
    return None if found is None else found.strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds_since_1970(text: str) -> float | None:
    """
    The same moment as a number; None where `text` is no date we know.
    """
    found = _parsed(text)
    return None if found is None else found.timestamp()


def _parsed(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None
