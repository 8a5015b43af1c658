"""
Parts, usage and errors as JSON, as far as the revisions agree; the inverse of what reads them.

Keys stand in the order in which the API was recorded to write them: `type` behind what is common to
all of a kind, before what only one kind has.
"""

from __future__ import annotations

from collections.abc import Mapping

from mockgemini.jsontext import Json
from mockgemini.wire.outcome import (
    Error,
    Failed,
    FunctionCall,
    FunctionResult,
    Media,
    Part,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Unknown,
    UserInput,
)
from mockgemini.wire.usage import Usage

Object = dict[str, Json]


def told(fields: Mapping[str, Json], extra: Mapping[str, Json] | None = None) -> Object:
    """
    The fields that are not None, and then those without a name.
    """
    value: Object = {key: item for key, item in fields.items() if item is not None}
    if extra:
        value.update(extra)
    return value


def content(part: Part) -> Json:
    """
    A part as one content, or as one step that holds no contents; None for a UserInput and a Failed.
    """
    if isinstance(part, Text):
        return text(part)
    if isinstance(part, Media):
        return media(part)
    if isinstance(part, Thought):
        return thought(part)
    if isinstance(part, Unknown):
        return part.value
    return None if isinstance(part, UserInput | Failed) else use(part)


def use(part: FunctionCall | FunctionResult | ToolCall | ToolResult) -> Object:
    """
    A call or a result, whoever's tool it is.
    """
    if isinstance(part, FunctionCall):
        return function_call(part)
    if isinstance(part, FunctionResult):
        return function_result(part)
    return tool_call(part) if isinstance(part, ToolCall) else tool_result(part)


def text(part: Text) -> Object:
    """
    A text; `annotations` only where something is cited.
    """
    value: Object = {"text": part.text}
    if part.citations:
        value["annotations"] = list(part.citations)
    value["type"] = "text"
    value.update(part.extra)
    return value


def media(part: Media) -> Object:
    """
    An image, sound, a video or a document.
    """
    fields: Object = {
        "type": part.kind,
        "mime_type": part.mime_type,
        "data": part.data,
        "uri": part.uri,
    }
    return told(fields, part.extra)


def thought(part: Thought) -> Object:
    """
    A thought; `summary` only where there is one.
    """
    value: Object = {} if part.signature is None else {"signature": part.signature}
    if part.summary or "summary" in part.extra:
        value["summary"] = part.extra.get("summary", [{"text": part.summary, "type": "text"}])
    value["type"] = "thought"
    if part.extra:
        value.update({key: item for key, item in part.extra.items() if key != "summary"})
    return value


def function_call(part: FunctionCall) -> Object:
    """
    A call of the client's function.
    """
    fields: Object = {
        "id": part.id,
        "signature": part.signature,
        "type": "function_call",
        "name": part.name,
        "arguments": part.arguments,
    }
    return told(fields, part.extra)


def function_result(part: FunctionResult) -> Object:
    """
    What a function gave.
    """
    fields: Object = {
        "call_id": part.call_id,
        "signature": part.signature,
        "type": "function_result",
        "name": part.name,
        "is_error": part.is_error,
        "result": part.result,
    }
    return told(fields, part.extra)


def tool_call(part: ToolCall) -> Object:
    """
    A tool of the server's at work.
    """
    fields: Object = {
        "id": part.id,
        "signature": part.signature,
        "type": f"{part.kind}_call",
        "arguments": part.arguments,
    }
    return told(fields, part.extra)


def tool_result(part: ToolResult) -> Object:
    """
    What a tool of the server's gave.
    """
    fields: Object = {
        "call_id": part.call_id,
        "signature": part.signature,
        "type": f"{part.kind}_result",
        "result": part.result,
        "is_error": part.is_error,
    }
    return told(fields, part.extra)


def error(value: Error) -> Object:
    """
    An error: the Interactions API says its message first, all others their number.
    """
    if isinstance(value.code, int):
        return {"code": value.code, "message": value.message, **value.extra}
    return told({"message": value.message, "code": value.code}, value.extra)


def usage(value: Usage) -> Object:
    """
    The tokens used, in the API's order; modalities only where they are told.
    """
    fields: Object = {"total_tokens": value.total}
    for key, tokens, by_key, counts in (
        ("total_input_tokens", value.input, "input_tokens_by_modality", value.input_by),
        ("total_cached_tokens", value.cached, "cached_tokens_by_modality", value.cached_by),
        ("total_output_tokens", value.output, "output_tokens_by_modality", value.output_by),
        ("total_tool_use_tokens", value.tool_use, "tool_use_tokens_by_modality", value.tool_use_by),
    ):
        fields[key] = tokens
        if counts:
            fields[by_key] = [{"modality": name, "tokens": number} for name, number in counts]
    fields["total_thought_tokens"] = value.thought
    if value.tools:
        fields["grounding_tool_count"] = [{"type": name, "count": n} for name, n in value.tools]
    return told(fields, value.extra)
