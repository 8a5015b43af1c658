"""
Rules about the client's functions: calls without results, and results without calls.
"""

from __future__ import annotations

from collections.abc import Iterator

from mockgemini.verdict.found import Found, of
from mockgemini.verdict.history import REQUIRES_ACTION, History, Noted
from mockgemini.wire.operation import Kind
from mockgemini.wire.outcome import FunctionCall


def unanswered_call(history: History) -> Iterator[Found]:
    """
    A call that waits for its result to the end.
    """
    for told in history.told:
        later = history.after(told.number)
        if told.status != REQUIRES_ACTION or not all(each.is_known for each in later):
            continue
        if any(each.kind is Kind.DELETE and each.id == told.id for each in later):
            continue
        answered = {result.call_id for each in later for result in each.results}
        open_calls = [call for call in told.calls if call.id not in answered]
        if open_calls:
            names = ", ".join(f"{call.name} ({call.id})" for call in open_calls)
            follow = [each for each in later if told.id and each.previous == told.id]
            end = "and the next request continues without it" if follow else "and nobody answered"
            yield of((told.tellings[0], *follow[:1]), f"the model called {names}, {end}")


def unknown_call(history: History) -> Iterator[Found]:
    """
    A result for a call that nobody made.
    """
    known: set[str | None] = {None}
    is_sure = True
    ids = {told.id for told in history.told}
    for noted in history.requests:
        known |= {call.id for call in noted.calls}
        continues_known = noted.previous is None or noted.previous in ids
        strange = [each.call_id for each in noted.results if each.call_id not in known]
        if strange and is_sure and continues_known:
            shown = ", ".join(repr(each) for each in strange)
            yield of((noted,), f"it has a result for {shown}, and no such call was made")
        known |= {call.id for call in _calls(noted)}
        is_sure = is_sure and not (noted.tells and noted.outcome is None)


def wrong_function(history: History) -> Iterator[Found]:
    """
    A result that names another function than its call.
    """
    names: dict[str | None, set[str]] = {}
    for noted in history.requests:
        for call in noted.calls:
            names.setdefault(call.id, set()).add(call.name)
        for result in noted.results:
            called = names.get(result.call_id, set()) if result.call_id else set()
            if result.name and called and result.name not in called:
                yield of(
                    (noted,),
                    f"its result for {result.call_id!r} is of {result.name}, and the call was of "
                    f"{', '.join(sorted(called))}",
                )
        for call in _calls(noted):
            names.setdefault(call.id, set()).add(call.name)


def _calls(noted: Noted) -> list[FunctionCall]:
    parts = () if noted.outcome is None else noted.outcome.parts
    return [part for part in parts if isinstance(part, FunctionCall)]
