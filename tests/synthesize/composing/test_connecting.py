import pytest
from stages.staged import staged

from mockgemini.synthesize.composing.connecting import use
from mockgemini.synthesize.dice import Dice
from mockgemini.wire.brief import Tool


def connected(prompt="What is the weather?", **settings):
    return use(staged(prompt), Tool("mcp_server", settings), Dice(b""))


def test_server_is_named_in_call_and_result():
    """
    Call and result carry the server's name and the tool's, and belong together.
    """
    call, result = connected(name="weather_service").parts

    assert "mcp_server_tool" == call.kind == result.kind
    assert {"name": "query", "server_name": "weather_service"} == call.extra == result.extra
    assert (call.id, "text") == (result.call_id, result.result[0]["type"])


@pytest.mark.parametrize(
    ("allowed", "name"),
    [
        ([{"mode": "auto", "tools": ["forecast", "now"]}], "forecast"),
        (["now"], "now"),
        ([{"tools": []}, {"tools": ["later"]}], "later"),
        ([3], "query"),
        ("x", "query"),
        (None, "query"),
    ],
    ids=["listed", "bare", "second", "number", "text", "none"],
)
def test_first_allowed_tool_is_called(allowed, name):
    """
    Of the tools that are allowed the first is called; where none is named, one that we name.
    """
    assert name == connected(allowed_tools=allowed).parts[0].extra["name"]


def test_nameless_servers_have_a_name():
    """
    A server without a name is called after its kind.
    """
    assert "mcp_server" == connected().parts[0].extra["server_name"]


def test_greetings_are_not_passed_on():
    """
    What asks nothing is not sent to a server.
    """
    assert connected("Hi") is None
