"""
Tools on the wire, alike in all revisions: calls, results, and what a request declares.
"""

from __future__ import annotations

from typing import TypeAlias

from mockgemini.jsontext import Json
from mockgemini.wire.fields import Fields, mapping, type_of
from mockgemini.wire.outcome import FunctionCall, FunctionResult, ToolCall, ToolResult

Use: TypeAlias = FunctionCall | FunctionResult | ToolCall | ToolResult


def read_use(kind: str, fields: Fields) -> Use | None:
    """
    The call or the result that this type is: `<tool>_call`, `<tool>_result`; None for other types.

    Tools without a name here are read the same way; `function` is one of the client's own.
    """
    tool, _, use = kind.rpartition("_")
    if use == "call" and tool:
        return _call(tool, fields)
    if use == "result" and tool:
        return _result(tool, fields)
    return None


def _call(kind: str, fields: Fields) -> FunctionCall | ToolCall:
    if kind != "function":
        return ToolCall(
            kind=kind,
            arguments=fields.value("arguments"),
            id=fields.text("id"),
            signature=fields.text("signature"),
            extra=fields.left,
        )
    arguments = fields.value("arguments")
    return FunctionCall(
        name=fields.text("name") or "",
        arguments={} if arguments is None else arguments,
        id=fields.text("id"),
        signature=fields.text("signature"),
        extra=fields.left,
    )


def _result(kind: str, fields: Fields) -> FunctionResult | ToolResult:
    if kind != "function":
        return ToolResult(
            kind=kind,
            call_id=fields.text("call_id"),
            result=fields.value("result"),
            is_error=fields.truth("is_error"),
            signature=fields.text("signature"),
            extra=fields.left,
        )
    return FunctionResult(
        call_id=fields.text("call_id"),
        name=fields.text("name"),
        result=fields.value("result"),
        is_error=fields.truth("is_error"),
        signature=fields.text("signature"),
        extra=fields.left,
    )


def offered(tools: Json) -> list[str]:
    """
    The tools a request declares, for a reader: `get_weather(city)`, `google_search`.
    """
    return [_name(tool) for tool in tools] if isinstance(tools, list) else []


def _name(tool: Json) -> str:
    kind = type_of(tool) or "tool"
    name = mapping(tool).get("name")
    if not isinstance(name, str):
        return kind
    if kind != "function":
        return f"{kind} {name}"
    parameters = mapping(mapping(mapping(tool).get("parameters")).get("properties"))
    return f"{name}({', '.join(parameters)})"
