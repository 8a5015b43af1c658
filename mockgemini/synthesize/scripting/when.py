"""
On which requests a scripted reply is given.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mockgemini.asked import Asked
from mockgemini.errors import UsageError

Predicate: TypeAlias = Callable[[Asked], object]
"""Whether a request is meant; anything that is true will do."""

Words: TypeAlias = Mapping[str, str]
"""The same in words: text, model, tool_result; all must hold."""

_WORDS = ("text", "model", "tool_result")


@dataclass(frozen=True, slots=True)
class When:
    """
    All that is said must hold; where nothing is said, every request is meant.

    `text` stands in what the client says last. `model` is the model's or the agent's name.
    `tool_result` is a function whose result the client brings.
    """

    text: str | None = None
    predicate: Predicate | None = None
    model: str | None = None
    tool_result: str | None = None

    @classmethod
    def of(
        cls,
        when: str | Words | Predicate | None = None,
        model: str | None = None,
        tool_result: str | None = None,
    ) -> When:
        """
        From a test's words; a UsageError where one is wrong.
        """
        if isinstance(when, Mapping):
            return cls._of_words(when, model, tool_result)
        for name, value in (("model", model), ("tool_result", tool_result)):
            if value is not None and not isinstance(value, str):
                raise UsageError(f"{name}= takes a name, not {value!r}")
        if when is None or isinstance(when, str):
            return cls(when, None, model, tool_result)
        if not callable(when) or inspect.iscoroutinefunction(when):
            raise UsageError(
                "when= takes a text, words such as {model: …} or a function of the request that is "
                f"not async, not {when!r}"
            )
        return cls(None, when, model, tool_result)

    @classmethod
    def _of_words(cls, words: Words, model: str | None, tool_result: str | None) -> When:
        for word in words:
            if word not in _WORDS:
                raise UsageError(f"when= knows {', '.join(_WORDS)}, not {word!r}")
        text = words.get("text")
        if text is not None and not isinstance(text, str):
            raise UsageError(f"when='s text is a text, not {text!r}")
        return cls.of(text, words.get("model", model), words.get("tool_result", tool_result))

    @property
    def is_open(self) -> bool:
        """
        Whether every request is meant.
        """
        return self == _OPEN

    def holds(self, asked: Asked) -> bool:
        """
        Whether this request is meant; a UsageError where the predicate raises.
        """
        if self.text is not None and self.text not in asked.text:
            return False
        if self.model is not None and self.model.removeprefix("models/") not in (
            asked.model,
            asked.agent,
        ):
            return False
        if self.tool_result is not None and not self._is_brought(asked):
            return False
        return self.predicate is None or _ask(self.predicate, asked)

    def _is_brought(self, asked: Asked) -> bool:
        return self.tool_result in map(asked.function_of, asked.results)

    def __str__(self) -> str:
        told = [
            f"when={self.text!r}" if self.text is not None else "",
            f"when={named(self.predicate)}" if self.predicate is not None else "",
            f"model={self.model!r}" if self.model is not None else "",
            f"tool_result={self.tool_result!r}" if self.tool_result is not None else "",
        ]
        return ", ".join(word for word in told if word)


_OPEN = When()


def named(function: Callable[..., object]) -> str:
    """
    A function's name and where it stands, for messages.
    """
    code = getattr(function, "__code__", None)
    name = getattr(function, "__name__", repr(function))
    if code is None:
        return name
    called = "lambda" if name == "<lambda>" else name
    return f"{called} ({place(code.co_filename, code.co_firstlineno)})"


def place(path: str, line: int) -> str:
    """
    A line of a source file, for messages.
    """
    file = path.replace("\\", "/").rpartition("/")[2]
    return f"{file}:{line}"


def _ask(predicate: Predicate, asked: Asked) -> bool:
    try:
        return bool(predicate(asked))
    except Exception as error:
        raise UsageError(
            f"the condition when={named(predicate)} raised {type(error).__name__}: {error}"
        ) from error
