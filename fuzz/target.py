"""
What is fuzzed: a check of one input, and the inputs to begin with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """
    `check` raises for a finding, and takes whatever it is given. `seeds` are inputs of sense.

    `is_json`: inputs are JSON, and most mutations keep them so.
    """

    name: str
    check: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    is_json: bool = False
