"""
Remote MCP servers: a call of one of their tools and its result. They are never contacted.
"""

from __future__ import annotations

from mockgemini.jsontext import Json
from mockgemini.synthesize.composing.quoting import sound
from mockgemini.synthesize.composing.searching import asks_something
from mockgemini.synthesize.composing.topic import query, topic
from mockgemini.synthesize.composing.used import Used, call_id
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Tool
from mockgemini.wire.outcome import ToolCall, ToolResult

_UNNAMED = "mcp_server"
_ANY_TOOL = "query"


def use(scene: Scene, tool: Tool, dice: Dice) -> Used | None:
    """
    One call of the first tool that is allowed, for any prompt that asks something.
    """
    if not asks_something(scene.prompt):
        return None
    server = tool.extra.get("name")
    names: dict[str, Json] = {
        "name": _allowed(tool.extra.get("allowed_tools")),
        "server_name": sound(server) if isinstance(server, str) else _UNNAMED,
    }
    call = call_id(scene, dice)
    text = f"{names['server_name']} answered: the data on {topic(scene.prompt)} is available."
    # The kind is the type without its `_call`; this tool's types say more than its own name.
    parts = (
        ToolCall("mcp_server_tool", {"query": query(scene.prompt)}, call, extra=names),
        ToolResult("mcp_server_tool", call, [{"type": "text", "text": text}], extra=names),
    )
    return Used(parts, text)


def _allowed(lists: Json) -> str:
    """
    The first name in `[{"mode", "tools": [...]}]`, or in a plain list of names.
    """
    for each in lists if isinstance(lists, list) else []:
        names = each.get("tools") if isinstance(each, dict) else [each]
        if isinstance(names, list) and names and isinstance(names[0], str):
            return sound(names[0])
    return _ANY_TOOL
