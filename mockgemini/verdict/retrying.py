"""
Rules about trying again: what is not worth it, too soon, too often.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mockgemini.exchange import Headers, first
from mockgemini.verdict.found import Found, of, seconds
from mockgemini.verdict.history import History, Noted, pause

MOST_TRIES = 6
"""No SDK makes more than five tries on its own, or six where it is told to make five."""

_WORTH_IT = frozenset({408, 409, 429})
_SERVERS = 500
_TOLERANCE, _SLACK = 0.9, 0.02
_GROWTH, _PATIENT = 1.5, 10.0


def retried_refusal(history: History) -> Iterator[Found]:
    """
    The same POST again, after it was refused for what it says.
    """
    for series in history.series:
        if series[0].asked.method != "POST":
            continue
        for tries in _tries(series):
            refused = [each for each in tries[:-1] if not _is_worth_it(each)]
            if refused:
                sentence = f"{tries[0]} was answered {refused[0].status} and sent again unchanged"
                yield of(tries[tries.index(refused[0]) :], sentence)


def ignored_retry_after(history: History) -> Iterator[Found]:
    """
    The same request again, sooner than its refusal asked for.
    """
    for series in history.series:
        for one, other in pairwise(series):
            told = retry_after(one.answer.headers)
            if told is None or not one.is_refused or not _is_worth_it(one):
                continue
            waited = pause(one, other)
            if waited < told * _TOLERANCE - _SLACK:
                yield of(
                    (one, other),
                    f"{one} was answered {one.status}, to be asked again in {seconds(told)}, and "
                    f"was asked again after {seconds(waited)}",
                )


def retry_storm(history: History) -> Iterator[Found]:
    """
    The same request very often, or at pauses that do not grow although nothing said when.
    """
    for series in history.series:
        for tries in _tries(series):
            if not all(_is_worth_it(each) for each in tries[:-1]):
                continue
            if len(tries) > MOST_TRIES:
                yield of(tries, f"{tries[0]} was tried {len(tries)} times in a row")
            elif _is_impatient(tries):
                longest = max(pause(one, other) for one, other in pairwise(tries))
                yield of(
                    tries,
                    f"{tries[0]} was tried {len(tries)} times, {seconds(longest)} apart at most, "
                    "at pauses that did not grow",
                )


def retry_after(headers: Headers) -> float | None:
    """
    Seconds until a refused client is asked to come back; None where that is not told as a number.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return float(first(headers, name) or "") * unit
        except ValueError:
            continue
    return None


def _tries(series: tuple[Noted, ...]) -> Iterator[tuple[Noted, ...]]:
    """
    The runs of tries in a series: each but the last was refused.
    """
    run: list[Noted] = []
    for noted in series:
        run.append(noted)
        if not noted.is_refused:
            yield tuple(run)
            run = []
    if len(run) > 1:
        yield tuple(run)


def _is_worth_it(noted: Noted) -> bool:
    return noted.status in _WORTH_IT or noted.status >= _SERVERS


def _is_impatient(tries: tuple[Noted, ...]) -> bool:
    """
    Whether the last of at least three pauses was short, and hardly longer than the first.
    """
    if any(retry_after(each.answer.headers) is not None for each in tries[:-1]):
        return False
    pauses = [pause(one, other) for one, other in pairwise(tries)]
    return len(pauses) > 2 and pauses[-1] < min(_PATIENT, pauses[0] * _GROWTH + _SLACK)
