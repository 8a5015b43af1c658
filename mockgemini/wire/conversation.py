"""
An exchange as lines of a conversation: who said what, with which tools, at what cost.
"""

from __future__ import annotations

from collections.abc import Iterator

from mockgemini.exchange import Exchange
from mockgemini.jsontext import Json
from mockgemini.wire import wording
from mockgemini.wire.content import read_all
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import (
    Error,
    Failed,
    FunctionCall,
    FunctionResult,
    Media,
    Outcome,
    Part,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Unknown,
    UserInput,
)
from mockgemini.wire.reading import duration, request_body, turns_of
from mockgemini.wire.tools import offered
from mockgemini.wire.turns import MODEL, USER
from mockgemini.wire.usage import Usage

_LONGEST_VALUE = 200
"""Characters of an argument or a result; what people and models say is never shortened."""


def said(exchange: Exchange, outcome: Outcome) -> Iterator[str]:
    """
    What was said, in order, each as `who: what`; then the status, the tokens and the time.
    """
    yield from _request(exchange)
    for part in outcome.parts:
        yield from _part(MODEL, part)
    for error in (outcome.error, *outcome.errors):
        if error is not None:
            yield _error(error)
    yield _end(exchange, outcome)


def _request(exchange: Exchange) -> Iterator[str]:
    body = mapping(request_body(exchange))
    if not body:
        yield str(exchange.request)
    for key, word in _SETTINGS:
        if isinstance(setting := body.get(key), str):
            yield f"{word}: {setting}"
    if tools := offered(body.get("tools")):
        yield f"tools: {', '.join(tools)}"
    for turn in turns_of(exchange):
        for part in turn.parts:
            yield from _part(turn.who, part)


_SETTINGS = (
    ("previous_interaction_id", "continues"),
    ("system_instruction", "system"),
)


def _part(who: str, part: Part) -> Iterator[str]:
    match part:
        case Text():
            yield f"{who}: {part.text}{_citations(part)}"
        case Thought():
            yield f"thought: {part.summary}" if part.summary else "thought"
        case Media():
            yield f"{who}: [{_media(part)}]"
        case UserInput():
            for said in part.parts:
                yield from _part(USER, said)
        case Failed():
            yield _error(part.error)
        case Unknown():
            yield f"{who}: [{part.kind or 'unknown'}] {wording.value(part.value, _LONGEST_VALUE)}"
        case _:
            yield _use(part)


def _use(part: FunctionCall | FunctionResult | ToolCall | ToolResult) -> str:
    match part:
        case FunctionCall():
            return f"call: {wording.call(part.name, part.arguments, _LONGEST_VALUE)}"
        case ToolCall():
            return f"tool: {wording.call(part.kind, part.arguments, _LONGEST_VALUE)}"
    name = part.name or part.call_id if isinstance(part, FunctionResult) else part.kind
    whose = f"{'error' if part.is_error else 'result'} of {name or 'a call'}"
    return f"{whose}: {_result(part.result)}"


def _citations(part: Text) -> str:
    """
    Where the text is from: the titles, else how many sources there are.
    """
    if not part.citations:
        return ""
    titles = [mapping(citation).get("title") for citation in part.citations]
    names = list(dict.fromkeys(title for title in titles if isinstance(title, str)))
    return f" [cites {', '.join(names) if names else len(part.citations)}]"


def _media(part: Media) -> str:
    told = [part.mime_type or part.kind]
    if part.data is not None:
        told.append(wording.size(len(part.data) * 3 // 4))
    if part.uri is not None:
        told.append(part.uri)
    return ", ".join(told)


def _result(result: Json) -> str:
    """
    A result as text: that of its contents, where it is a list of them.
    """
    if isinstance(result, list):
        parts = read_all(result)
        if parts and all(isinstance(part, Text | Media) for part in parts):
            return " ".join(_content(part) for part in parts)
    return wording.value(result, _LONGEST_VALUE) if result is not None else "(not told)"


def _content(part: Part) -> str:
    return f"[{_media(part)}]" if isinstance(part, Media) else getattr(part, "text", "")


def _error(error: Error) -> str:
    return f"error: {error.name}{': ' if error.message else ''}{error.message}"


def _end(exchange: Exchange, outcome: Outcome) -> str:
    told = [
        outcome.status or "",
        _tokens(outcome.usage) if outcome.usage else "",
        wording.seconds(duration(exchange.answer)),
    ]
    return " · ".join(word for word in told if word)


def _tokens(usage: Usage) -> str:
    kinds = [
        (usage.input, "in"),
        (usage.thought, "thought"),
        (usage.output, "out"),
        (usage.tool_use, "by tools"),
    ]
    told = [f"{count} {word}" for count, word in kinds if count]
    total = "" if usage.total is None else f"{usage.total} tokens"
    return f"{total} ({' + '.join(told)})" if total and told else total
