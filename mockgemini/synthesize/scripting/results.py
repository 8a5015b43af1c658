"""
The results that a client brings, held against those that a tool script expects.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from mockgemini.asked import Asked
from mockgemini.errors import UsageError
from mockgemini.jsontext import Json, parse
from mockgemini.synthesize.scripting.tool_script import ExpectsResult, Move
from mockgemini.synthesize.scripting.when import named
from mockgemini.wire import wording
from mockgemini.wire.fields import mapping, type_of
from mockgemini.wire.outcome import FunctionCall, FunctionResult

_LONGEST = 80


def complaints(move: Move, pending: Sequence[FunctionCall], asked: Asked) -> list[str]:
    """
    What is wrong with a request, a sentence each; `pending` are the calls with the ids they got.
    """
    results = {result.call_id: result for result in asked.results}
    wrong = [*_missing(pending, results), *_extra(pending, asked)]
    return wrong or list(_unexpected(move, pending, results))


def _missing(
    pending: Sequence[FunctionCall], results: dict[str | None, FunctionResult]
) -> Iterator[str]:
    for call in pending:
        if call.id not in results:
            yield f"the result of {told(call)} (call_id {call.id!r}) is missing"


def _extra(pending: Sequence[FunctionCall], asked: Asked) -> Iterator[str]:
    known = {call.id: call.name for call in pending}
    seen: set[str | None] = set()
    for result in asked.results:
        function = asked.function_of(result) or "a function"
        if result.call_id not in known:
            yield (
                f"a result of {function} (call_id {result.call_id!r}) came, "
                "which the script has not called"
            )
        elif result.call_id in seen:
            yield f"a second result of {function} (call_id {result.call_id!r}) came"
        elif result.name is not None and result.name != known[result.call_id]:
            yield (
                f"the result of {known[result.call_id]} (call_id {result.call_id!r}) "
                f"came under the name {result.name!r}"
            )
        seen.add(result.call_id)


def _unexpected(
    move: Move, pending: Sequence[FunctionCall], results: dict[str | None, FunctionResult]
) -> Iterator[str]:
    for expected in move.expected:
        call = next(call for call in pending if expected.of in (None, call.name))
        result = results[call.id]
        came = wording.value(result.result, _LONGEST)
        if expected.is_error is not None and expected.is_error != bool(result.is_error):
            wanted = "an error" if expected.is_error else "no error"
            yield f"the result of {told(call)} is expected to be {wanted}, and {came} came"
        elif not _fits(expected, result.result):
            yield f"the result of {told(call)} is expected to {_wish(expected)}, and {came} came"


def told(call: FunctionCall) -> str:
    """
    A call as a program writes it.
    """
    return wording.call(call.name, call.arguments, _LONGEST)


def _fits(expected: ExpectsResult, result: Json) -> bool:
    wanted = expected.wanted
    if wanted is None:
        return True
    plain = _plain(result)
    if callable(wanted):
        return _ask(wanted, plain)
    if isinstance(wanted, str):
        text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
        return wanted in text
    return wanted in (result, plain, _parsed(plain))


def _ask(wanted: Callable[[Json], object], result: Json) -> bool:
    try:
        return bool(wanted(result))
    except Exception as error:
        raise UsageError(
            f"expects_result({named(wanted)}) raised {type(error).__name__}: {error}"
        ) from error


def _wish(expected: ExpectsResult) -> str:
    wanted = expected.wanted
    if callable(wanted):
        return f"fit {named(wanted)}"
    if isinstance(wanted, str):
        return f"hold {wanted!r}"
    return f"be {wording.value(wanted, _LONGEST)}"


def _plain(result: Json) -> Json:
    """
    A list of text contents as their text; all else as it is.
    """
    if isinstance(result, list) and result and all(type_of(item) == "text" for item in result):
        return "\n".join(str(mapping(item).get("text") or "") for item in result)
    return result


def _parsed(value: Json) -> Json:
    if not isinstance(value, str):
        return value
    try:
        return parse(value)
    except ValueError:
        return value
