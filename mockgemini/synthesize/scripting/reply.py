"""
What a test lets the model answer: a Reply, checked when it is made so that mistakes show at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypedDict

from mockgemini.errors import UsageError, one_of
from mockgemini.jsontext import Json
from mockgemini.synthesize.lifecycle import BEGINNINGS, COMPLETED, ENDS, REQUIRES_ACTION
from mockgemini.synthesize.scripting import chunks as cutting
from mockgemini.synthesize.scripting.when import Predicate, When, Words
from mockgemini.wire.outcome import (
    FunctionCall,
    FunctionResult,
    Media,
    Part,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Unknown,
)
from mockgemini.wire.usage import Usage

Said: TypeAlias = str | Part
"""A part of a reply; bare text is a Text."""

Tokens: TypeAlias = Usage | Mapping[str, int]
"""Tokens by what they were used for: input, output, thought, cached, tool_use, total."""

_PARTS = (Text, Thought, Media, FunctionCall, FunctionResult, ToolCall, ToolResult, Unknown)
_TOKENS = ("total", "input", "output", "thought", "cached", "tool_use")


class How(TypedDict, total=False):
    """
    What `reply` takes beside the parts; see Reply and When.
    """

    status: str | None
    usage: Tokens | None
    polls: int | None
    chunks: Sequence[str] | None


class On(TypedDict, total=False):
    """
    On which requests something is given, and how often.
    """

    when: str | Words | Predicate | None
    model: str | None
    tool_result: str | None
    times: int | None


class HowAndOn(How, On, total=False):
    """
    Both.
    """


@dataclass(frozen=True, slots=True)
class Reply:
    """
    What the model answers. `status`, `usage` and the ids of calls are made up where left open.

    `polls`: it becomes a job in the background that so many polls see in progress; None leaves that
    to the request. `chunks`: how a stream cuts the text, empty for as the API does.
    """

    parts: tuple[Part, ...]
    status: str
    usage: Usage | None = None
    polls: int | None = None
    chunks: tuple[str, ...] = ()
    when: When = field(default_factory=When)
    times: int | None = 1
    """How often it is given; None for ever."""

    @classmethod
    def of(
        cls,
        *said: object,
        status: str | None = None,
        usage: Tokens | None = None,
        polls: int | None = None,
        chunks: Sequence[str] | None = None,
    ) -> Reply:
        """
        From a test's words, `said` of type Said; a UsageError where one is wrong.
        """
        cut = _texts(chunks)
        parts = tuple(map(_part, said)) or ((Text("".join(cut)),) if cut else ())
        if cut:
            cutting.check(cut, parts)
        if polls is not None and (not _is_count(polls) or polls < 0):
            raise UsageError(f"polls= takes how many polls still see it in progress, not {polls!r}")
        return cls(parts, _status(status, parts), _usage(usage), polls, cut)

    def on(
        self,
        when: str | Words | Predicate | None = None,
        model: str | None = None,
        tool_result: str | None = None,
        times: int | None = 1,
    ) -> Reply:
        """
        The same on certain requests only, so many times; None for ever.
        """
        return replace(self, when=When.of(when, model, tool_result), times=count(times))

    def __str__(self) -> str:
        said = "".join(part.text for part in self.parts if isinstance(part, Text))
        calls = [f"{part.name}()" for part in self.parts if isinstance(part, FunctionCall)]
        return ", ".join(([repr(_short(said))] if said else []) + calls) or self.status


def count(times: int | None) -> int | None:
    """
    How often something is given; a UsageError for what is no number from 1 on.
    """
    if times is not None and (not _is_count(times) or times < 1):
        raise UsageError(f"times= takes a number from 1 on, or None for ever, not {times!r}")
    return times


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_SHOWN = 40


def _part(said: object) -> Part:
    if isinstance(said, str):
        return Text(said)
    if isinstance(said, Text):
        return replace(said, citations=_citations(said.citations))
    if isinstance(said, FunctionCall):
        _check_call(said)
    if isinstance(said, _PARTS):
        return said
    raise UsageError(
        "a reply is made of texts, Text, Thought, FunctionCall, ToolCall, ToolResult, Image, Audio "
        f"and Video, not of {said!r}"
    )


def _citations(given: Iterable[Json]) -> tuple[Json, ...]:
    """
    As the wire has them: of any type, as new ones come, but none without.
    """
    citations = tuple(given)
    for each in citations:
        if not isinstance(each, dict) or not isinstance(each.get("type"), str):
            raise UsageError(
                f"a citation is a dict such as {{'type': 'url_citation', 'url': …}}, not {each!r}"
            )
    return citations


def _check_call(call: FunctionCall) -> None:
    if not isinstance(call.name, str) or not call.name:
        raise UsageError(f"a call names a function of the client's, not {call.name!r}")
    if not isinstance(call.arguments, dict):
        raise UsageError(
            f"FunctionCall({call.name!r}, …) takes its arguments as a dict, not {call.arguments!r}"
        )


def _texts(chunks: Sequence[str] | None) -> tuple[str, ...]:
    if chunks is None:
        return ()
    if isinstance(chunks, str) or not all(isinstance(chunk, str) for chunk in chunks):
        raise UsageError(f"chunks= takes a list of texts, not {chunks!r}")
    return tuple(chunks)


def _status(status: str | None, parts: tuple[Part, ...]) -> str:
    if status is None:
        answered = {part.call_id for part in parts if isinstance(part, FunctionResult)}
        waits = any(isinstance(part, FunctionCall) and part.id not in answered for part in parts)
        return REQUIRES_ACTION if waits else COMPLETED
    if status in BEGINNINGS:
        raise UsageError(
            f"status= is how a reply ends, and {status!r} is no end; polls=3 lets three polls see "
            "it in progress"
        )
    return one_of(sorted(ENDS), "status=", status)


def _usage(usage: Tokens | None) -> Usage | None:
    if usage is None or isinstance(usage, Usage):
        return usage
    for name, tokens in usage.items():
        if name not in _TOKENS or not _is_count(tokens) or tokens < 0:
            raise UsageError(
                f"usage= takes numbers from 0 on for {', '.join(_TOKENS)}, not {name}={tokens!r}"
            )
    told = dict.fromkeys(_TOKENS, 0) | dict(usage)
    total = told["input"] + told["output"] + told["thought"] + told["tool_use"]
    return Usage(
        total=usage.get("total", total),
        input=told["input"],
        output=told["output"],
        thought=told["thought"],
        cached=told["cached"],
        tool_use=told["tool_use"],
    )
