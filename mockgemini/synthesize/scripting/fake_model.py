"""
A function of a test that answers as the model.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from traceback import walk_tb
from typing import TypeAlias

from mockgemini.asked import Asked
from mockgemini.errors import UsageError
from mockgemini.synthesize.scripting.reply import Reply, count
from mockgemini.synthesize.scripting.tool_script import Calls, Says
from mockgemini.synthesize.scripting.when import Predicate, When, Words, named, place

Function: TypeAlias = Callable[[Asked], object]
"""
Gives a text, a part, a list of them, a Reply, `calls(…)` or `says(…)`; None leaves the request to
others. It may be async. One that is not is called in the server's thread, one request at a time.
"""


@dataclass(frozen=True, slots=True)
class FakeModel:
    """
    The function, and which requests it is asked about; `times` None: as often as it takes.
    """

    function: Function
    when: When = field(default_factory=When)
    times: int | None = None

    @classmethod
    def of(cls, function: Function) -> FakeModel:
        """
        A UsageError where it is no function of one argument.
        """
        if not callable(function):
            raise UsageError(f"a fake model is a function of the request, not {function!r}")
        try:
            inspect.signature(function).bind(None)
        except TypeError:
            raise UsageError(
                f"a fake model takes the request and nothing else, unlike {named(function)}"
            ) from None
        except ValueError:
            # What is written in C may not tell; it is seen when it is called.
            pass
        return cls(function)

    def on(
        self,
        when: str | Words | Predicate | None = None,
        model: str | None = None,
        tool_result: str | None = None,
        times: int | None = None,
    ) -> FakeModel:
        """
        The same for certain requests only, so many times; None for ever.
        """
        return replace(self, when=When.of(when, model, tool_result), times=count(times))

    async def reply(self, asked: Asked) -> Reply | None:
        """
        What the function answers; a UsageError where it raises, or gives what is no reply.
        """
        try:
            given = self.function(asked)
            if inspect.isawaitable(given):
                given = await given
        except Exception as error:
            told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise UsageError(f"the fake model {self} raised {told}{self._at(error)}") from error
        try:
            return _reply(given)
        except UsageError as error:
            raise UsageError(f"the fake model {self} gave what is no reply: {error}") from error

    def _at(self, error: Exception) -> str:
        """
        The line that raised: the last of the function's own file, else of all.
        """
        file = getattr(getattr(self.function, "__code__", None), "co_filename", None)
        # The first is ours.
        lines = [(at.f_code.co_filename, line) for at, line in walk_tb(error.__traceback__)][1:]
        own = [each for each in lines if each[0] == file] or lines
        return f" at {place(*own[-1])}" if own else ""

    def __str__(self) -> str:
        return named(self.function)


def _reply(given: object) -> Reply | None:
    if given is None or isinstance(given, Reply):
        return given
    if isinstance(given, Says):
        return given.reply
    if isinstance(given, Calls):
        return Reply.of(*given.calls)
    if isinstance(given, Iterable) and not isinstance(given, str | bytes | dict):
        return Reply.of(*given)
    return Reply.of(given)
