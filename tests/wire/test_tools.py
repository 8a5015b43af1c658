import pytest

from mockgemini.wire.fields import Fields
from mockgemini.wire.outcome import FunctionCall, FunctionResult, ToolCall, ToolResult
from mockgemini.wire.tools import offered, read_use


@pytest.mark.parametrize(
    ("kind", "value", "use"),
    [
        (
            "function_call",
            {"id": "c", "name": "f", "arguments": {"a": 1}, "signature": "s", "x": 2},
            FunctionCall("f", {"a": 1}, "c", "s", {"x": 2}),
        ),
        ("function_call", {}, FunctionCall("")),
        (
            "function_result",
            {"call_id": "c", "name": "f", "result": "r", "is_error": True, "signature": "s"},
            FunctionResult("c", "f", "r", is_error=True, signature="s"),
        ),
        (
            "google_search_call",
            {"id": "c", "arguments": {"queries": ["q"]}, "search_type": "web_search"},
            ToolCall("google_search", {"queries": ["q"]}, "c", None, {"search_type": "web_search"}),
        ),
        ("tool_to_come_call", {}, ToolCall("tool_to_come")),
        ("url_context_result", {"call_id": "c"}, ToolResult("url_context", "c")),
        (
            "mcp_server_tool_result",
            {"result": [], "is_error": False, "server_name": "m"},
            ToolResult("mcp_server_tool", None, [], is_error=False, extra={"server_name": "m"}),
        ),
        ("thought", {}, None),
        ("_call", {}, None),
        ("_result", {}, None),
        ("call", {}, None),
    ],
)
def test_uses(kind, value, use):
    """
    Calls and results are read by how their type ends, tools unheard of included.
    """
    assert use == read_use(kind, Fields(value))


@pytest.mark.parametrize(
    ("tools", "names"),
    [
        (
            [
                {"type": "function", "name": "f", "parameters": {"properties": {"a": {}, "b": 1}}},
                {"type": "function", "name": "g"},
                {"type": "google_search"},
                {"type": "mcp_server", "name": "m"},
                {"type": "function", "name": 1},
                {},
                None,
            ],
            ["f(a, b)", "g()", "google_search", "mcp_server m", "function", "tool", "tool"],
        ),
        (None, []),
        ({"type": "function"}, []),
    ],
)
def test_offered(tools, names):
    """
    A declaration is told by its name and parameters, else by its type.
    """
    assert names == offered(tools)
