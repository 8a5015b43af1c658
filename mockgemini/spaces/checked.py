"""
Cassettes held against the schema when they are loaded, for those who ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

from mockgemini.cassette.cassette import Cassette
from mockgemini.errors import CassetteError, one_of

Check: TypeAlias = Literal["off", "warn", "error"]
"""What becomes of a cassette that departs from its schema in a way that breaks clients."""

CHECKS: tuple[Check, ...] = get_args(Check)


def check_of(word: str) -> Check:
    """
    From a user's word; a UsageError where it is wrong.
    """
    return one_of(CHECKS, "check", word)


def departures(cassettes: Iterable[Cassette], check: Check) -> list[str]:
    """
    A sentence for each breaking deviation, the first of each cassette; with `error` a CassetteError
    that says the first one.
    """
    if check == "off":
        return []
    # The schemas take longer to import than replay takes to answer.
    from mockgemini.contract.warning import complaints  # noqa: PLC0415

    found = [sentence for cassette in cassettes for sentence in complaints(cassette)]
    if found and check == "error":
        raise CassetteError(found[0])
    return found
