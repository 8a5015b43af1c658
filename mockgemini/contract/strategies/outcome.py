"""
Whole answers, in nobody's schema: what a model did, how it ended, what that used.
"""

from __future__ import annotations

from itertools import chain

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from mockgemini.contract.strategies.parts import (
    distinct,
    function_calls,
    media,
    searches,
    texts,
    thoughts,
    together,
)
from mockgemini.contract.strategies.values import ids, maybe, moments, numbers
from mockgemini.wire.outcome import FunctionCall, Outcome, Part
from mockgemini.wire.register import DEFAULT, NAMES
from mockgemini.wire.usage import Usage

MODELS = ("gemini-2.5-flash", "gemini-3.5-flash")

_CALLING, _ENDED = "requires_action", ("completed", "incomplete")


def outcomes(
    revision: str = DEFAULT,
    *,
    calls: SearchStrategy[FunctionCall] | None = None,
    may_call: bool = True,
) -> SearchStrategy[Outcome]:
    """
    What a sound server of that revision can answer: finished, with its usage.

    One that ends in calls of functions requires action, others do not. `calls` are the calls there
    may be, any without it; none at all unless `may_call`.
    """
    asked = st.lists(function_calls() if calls is None else calls, max_size=2, unique_by=_id)
    called = asked if may_call else st.just([])
    return st.tuples(_done(), called).flatmap(
        lambda pair: _ended(_told(revision, (*pair[0], *pair[1])), calls=bool(pair[1]))
    )


def _id(call: FunctionCall) -> str | None:
    return call.id


def _done() -> SearchStrategy[tuple[Part, ...]]:
    one: SearchStrategy[tuple[Part, ...]] = (
        texts().map(_alone) | thoughts().map(_alone) | media().map(_alone) | searches()
    )
    return st.lists(one, min_size=1, max_size=3).map(
        lambda groups: tuple(chain.from_iterable(groups))
    )


def _alone(part: Part) -> tuple[Part, ...]:
    return (part,)


def _told(revision: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    # The oldest revision knows no messages, only contents.
    return tuple(map(together, parts)) if revision == NAMES[0] else distinct(parts)


def _ended(parts: tuple[Part, ...], *, calls: bool) -> SearchStrategy[Outcome]:
    return st.builds(
        Outcome,
        parts=st.just(parts),
        status=st.just(_CALLING) if calls else st.sampled_from(_ENDED),
        usage=usages(),
        id=ids(),
        model=st.sampled_from(MODELS),
        created=moments(),
        updated=moments(),
        service_tier=maybe(st.just("standard")),
    )


def usages() -> SearchStrategy[Usage]:
    """
    Tokens that add up.
    """
    return st.builds(_usage, numbers(), numbers(), numbers(), numbers())


def _usage(given: int, made: int, thought: int, tools: int) -> Usage:
    return Usage(
        given + made + thought + tools, given, made, thought, 0, tools, input_by=(("text", given),)
    )
