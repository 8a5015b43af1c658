"""
What a rule gives: which requests show it, and a sentence that says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockgemini.verdict.history import Noted


class Found(NamedTuple):
    """
    One finding before it has its name. `evidence`: numbers of requests.
    """

    evidence: tuple[int, ...]
    sentence: str


def of(requests: Sequence[Noted], sentence: str) -> Found:
    """
    What these requests show.
    """
    return Found(tuple(each.number for each in requests), sentence)


def seconds(time: float) -> str:
    """
    A time, to be read.
    """
    return f"{time:.3g} s"
