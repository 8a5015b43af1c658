"""
How long something takes: always the same, or drawn from a range or a lognormal distribution.
"""

from __future__ import annotations

import math
from statistics import NormalDist

from mockgemini.errors import UsageError
from mockgemini.faults import checks
from mockgemini.faults.fault import Throw


def check(kind: str, **given: float | None) -> None:
    """
    A UsageError unless it is `seconds`, or `low` and `high`, or `median` and `sigma`.
    """
    said = {name: value for name, value in given.items() if value is not None}
    if set(said) not in _WAYS:
        came = " and ".join(said) or "nothing"
        raise UsageError(
            f"{kind} takes seconds, or low and high (uniform), or median and sigma (lognormal), "
            f"not {came}"
        )
    for name, value in said.items():
        checks.seconds(f"{kind}: {name}", value)
    if "low" in said and said["low"] > said["high"]:
        raise UsageError(f"{kind}: low is {said['low']:g}, and high, {said['high']:g}, is less")


def draw(
    throw: Throw,
    seconds: float | None,
    low: float | None,
    high: float | None,
    median: float | None,
    sigma: float | None,
) -> float:
    """
    Seconds, by the dice where there is a choice.
    """
    if low is not None and high is not None:
        return low + (high - low) * throw("seconds")
    if median is not None and sigma is not None:
        # The dice may show zero, of which the distribution has no value.
        normal = NormalDist().inv_cdf(max(throw("seconds"), _LEAST))
        return median * math.exp(sigma * normal)
    return seconds or 0.0


_LEAST = 2.0**-64
_WAYS = ({"seconds"}, {"low", "high"}, {"median", "sigma"})
