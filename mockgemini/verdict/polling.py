"""
Rules about jobs in the background: asked for too often, and given up.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mockgemini.verdict.found import Found, of, seconds
from mockgemini.verdict.history import IN_PROGRESS, History, Noted, Told, pause
from mockgemini.wire.operation import Kind

_TOLERANCE = 0.9
_QUICK = 2
"""So many short pauses make a finding; one quick second look does not."""


def polled_too_fast(history: History) -> Iterator[Found]:
    """
    One job's state asked for at a higher rate than allowed.
    """
    least = _TOLERANCE / history.polls_per_second
    for series in history.series:
        if not series[0].is_poll:
            continue
        waits = [pair for pair in pairwise(series) if _is_in_progress(pair[0])]
        quick = [pair for pair in waits if pause(*pair) < least]
        if len(quick) >= _QUICK:
            shown = sorted({each.number for pair in quick for each in pair})
            fastest = seconds(min(pause(*pair) for pair in quick))
            yield Found(
                tuple(shown),
                f"{series[0]} was asked {len(series)} times, at the fastest after {fastest}, where "
                f"{history.polls_per_second:g} a second are allowed",
            )


def abandoned_job(history: History) -> Iterator[Found]:
    """
    A job that was in progress when last looked at, and is neither cancelled nor deleted.
    """
    for told in history.told:
        about = history.about(told.id) if _is_job(told) else []
        if about and about[-1].kind is Kind.GET and _is_in_progress(about[-1]):
            yield of(
                (told.tellings[0], about[-1]),
                f"{told.id} was still in progress when last asked for, and was not cancelled",
            )


def _is_job(told: Told) -> bool:
    return told.id is not None and told.outcomes[0].status == IN_PROGRESS


def _is_in_progress(noted: Noted) -> bool:
    return noted.outcome is not None and noted.outcome.status == IN_PROGRESS
