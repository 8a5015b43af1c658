"""
A tool script: a conversation written down, in which the model calls functions and says things, and
the client's results are looked at.

    script(calls("get_weather", city="Paris"), expects_result("sunny"), says("Take no umbrella."))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeAlias, Unpack

from mockgemini.errors import UsageError
from mockgemini.jsontext import Json
from mockgemini.synthesize.scripting.reply import How, Reply, Said, count
from mockgemini.synthesize.scripting.when import Predicate, When, Words
from mockgemini.wire.outcome import FunctionCall

Wanted: TypeAlias = "Json | Callable[[Json], object]"
"""Text that stands in a result, a value that it equals, or a function of it that gives a truth."""


@dataclass(frozen=True, slots=True)
class Calls:
    """
    The model calls functions, several at a time where `also` has added some.
    """

    calls: tuple[FunctionCall, ...]

    def also(self, function: str, /, **arguments: Json) -> Calls:
        """
        And another one in the same answer.
        """
        return Calls((*self.calls, _call(function, arguments)))


@dataclass(frozen=True, slots=True)
class ExpectsResult:
    """
    What the client has to bring: of the function `of`, where several were called.

    `wanted` as in Wanted, None for whatever it is. `is_error` None: whether it failed or not.
    """

    wanted: Wanted = None
    of: str | None = None
    is_error: bool | None = None


@dataclass(frozen=True, slots=True)
class Says:
    """
    The model says something.
    """

    reply: Reply


Step: TypeAlias = Calls | ExpectsResult | Says


def calls(function: str, /, **arguments: Json) -> Calls:
    """
    The model calls one of the client's functions; the next request has to bring its result.
    """
    return Calls((_call(function, arguments),))


def expects_result(
    wanted: Wanted = None, /, *, of: str | None = None, is_error: bool | None = None
) -> ExpectsResult:
    """
    Look at the result of the call before: a text stands in it, another value equals it, a function
    of it gives a truth. `of` names the function where there were several.
    """
    return ExpectsResult(wanted, of, is_error)


def says(*said: Said, **how: Unpack[How]) -> Says:
    """
    The model answers, as in `reply`.
    """
    return Says(Reply.of(*said, **how))


@dataclass(frozen=True, slots=True)
class Move:
    """
    One answer of the model; the results that it comes after are as `expected`.
    """

    reply: Reply
    expected: tuple[ExpectsResult, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolScript:
    """
    The answers of one conversation, in order. `when` is about the request that it begins with.
    """

    moves: tuple[Move, ...]
    when: When = field(default_factory=When)
    times: int | None = 1

    @classmethod
    def of(cls, *steps: Step) -> ToolScript:
        """
        From the steps as they are written down; a UsageError where one stands in the wrong place.
        """
        if not steps:
            raise UsageError("a script has steps: calls(…), expects_result(…), says(…)")
        moves: list[Move] = []
        pending: tuple[FunctionCall, ...] = ()
        expected: tuple[ExpectsResult, ...] = ()
        for step in steps:
            match step:
                case ExpectsResult():
                    _check_expected(step, pending)
                    expected = (*expected, step)
                    continue
                case Calls():
                    reply, calling = Reply.of(*step.calls), step.calls
                case Says():
                    reply = step.reply
                    calling = tuple(p for p in reply.parts if isinstance(p, FunctionCall))
                case _:
                    raise UsageError(
                        "a script's steps are calls(…), expects_result(…) and says(…), "
                        f"not {step!r}"
                    )
            moves.append(Move(reply, expected))
            pending, expected = calling, ()
        if expected:
            raise UsageError("a script ends in what the model does: says(…) behind expects_result")
        return cls(tuple(moves))

    def on(
        self,
        when: str | Words | Predicate | None = None,
        model: str | None = None,
        tool_result: str | None = None,
        times: int | None = 1,
    ) -> ToolScript:
        """
        The same for conversations that begin with certain requests only, so many; None for all.
        """
        return replace(self, when=When.of(when, model, tool_result), times=count(times))

    def __str__(self) -> str:
        return f"a script that begins with {self.moves[0].reply}"


def _call(function: str, arguments: dict[str, Json]) -> FunctionCall:
    if not isinstance(function, str) or not function:
        raise UsageError(f"calls takes a function's name, not {function!r}")
    return FunctionCall(function, arguments)


def _check_expected(step: ExpectsResult, pending: tuple[FunctionCall, ...]) -> None:
    names = [call.name for call in pending]
    if not names:
        raise UsageError("expects_result stands behind calls; no function was called before it")
    if step.of is None and len(names) > 1:
        raise UsageError(f"expects_result needs of= where several were called: {', '.join(names)}")
    if step.of is not None and step.of not in names:
        raise UsageError(f"expects_result(of={step.of!r}): called was {', '.join(names)}")
