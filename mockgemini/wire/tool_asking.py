"""
The tools that a request offers, read and checked as the API checks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockgemini.jsontext import Json
from mockgemini.wire.brief import Function, Tool, ToolChoice
from mockgemini.wire.complaints import Complaint
from mockgemini.wire.given import Given, unsupported
from mockgemini.wire.spellings import snake_cased

# In the order, and with the gaps, of the message that Google documents.
_SUPPORTED = (
    *("function", "code_execution", "mcp_server", "filesystem", "google_maps", "google_search"),
    *("bash", "computer_use", "file_search", "url_context"),
)
_NEWER = ("retrieval", "tool_search")

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:\-]{0,127}")


def read(given: Given) -> tuple[tuple[Function, ...], tuple[Tool, ...]]:
    """
    The client's functions and the server's tools, from the field `tools`.
    """
    functions: dict[str, Function] = {}
    tools = []
    for index, item in enumerate(given.items("tools")):
        tool = Given(snake_cased(item), f"{given.at('tools')}[{index}]")
        kind = tool.text("type") or ""
        if kind == "function":
            function = _function(tool)
            if function.name in functions:
                raise Complaint.FUNCTION_TWICE.refused(name=function.name)
            functions[function.name] = function
        elif kind in _SUPPORTED or kind in _NEWER:
            tools.append(Tool(kind, tool.left))
        else:
            raise unsupported(kind, "type", tool.place, _SUPPORTED)
    return tuple(functions.values()), tuple(tools)


def _function(given: Given) -> Function:
    name = given.text("name")
    if not name:
        raise Complaint.MISSING.refused(
            field="name", what="tool", kind="function", place=given.place
        )
    if not _NAME.fullmatch(name):
        raise Complaint.BAD_FUNCTION_NAME.refused(place=given.at("name"))
    description = given.text("description") or ""
    parameters = given.object("parameters")
    for place in _empty_required(parameters, given.at("parameters")):
        raise Complaint.EMPTY_REQUIRED.refused(place=place)
    return Function(name, description, parameters)


def _empty_required(schema: Json, place: str) -> Iterator[str]:
    """
    Where, in a schema and those below it, an empty `required` stands.
    """
    waiting = [(schema, place)]
    while waiting:
        value, here = waiting.pop()
        if not isinstance(value, dict):
            continue
        if value.get("required") == []:
            yield f"{here}.required"
        properties = value.get("properties")
        if isinstance(properties, dict):
            waiting += [(each, f"{here}.properties.{name}") for name, each in properties.items()]
        waiting.append((value.get("items"), f"{here}.items"))


_MODES = ("auto", "any", "none", "validated")


def read_choice(given: Given) -> ToolChoice:
    """
    Which functions must or may be called, from the field `tool_choice`: a word, or `allowed_tools`.
    """
    value = given.left.get("tool_choice")
    if not isinstance(value, dict):
        return _choice(given.choice("tool_choice", _MODES), None)
    below = Given(given.value("tool_choice"), given.at("tool_choice"))
    allowed = below.below("allowed_tools") or below
    mode = allowed.choice("mode", _MODES)
    return _choice(mode, allowed.texts("tools") if "tools" in allowed.left else None)


def _choice(mode: str | None, allowed: tuple[str, ...] | None) -> ToolChoice:
    match mode:
        case "any" | "none" | "validated":
            return ToolChoice(mode, allowed)
        case _:
            return ToolChoice("auto", allowed)
