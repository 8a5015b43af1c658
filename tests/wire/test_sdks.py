"""
The real SDKs read what the renderers write: no type is unknown to them, none taken for another.
"""

import json

import pytest
from journeys.sdks import Sdk, param, transcript
from stages.driving import PlainSpaces

from mockgemini.exchange import Payload, Reply, Stream
from mockgemini.jsontext import parse
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.wire.encoding import encode
from mockgemini.wire.flavour import flavour_of
from mockgemini.wire.outcome import (
    FunctionCall,
    FunctionResult,
    Media,
    Outcome,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    UserInput,
)
from mockgemini.wire.register import NAMES, revision, revision_of
from mockgemini.wire.streaming import frames
from mockgemini.wire.usage import Usage

OLD, NEW = NAMES
CITATION = {
    "start_index": 0,
    "end_index": 3,
    "url": "https://example.com/a",
    "title": "example.com",
    "type": "url_citation",
}
MCP = {"name": "forecast", "server_name": "weather"}
RICH = Outcome(
    (
        UserInput((Text("hi"),)),
        Thought("**Looking it up**\n\nWhere is it sunny?\n\n\n**Done**\n\nThere.\n\n\n", "c2ln"),
        ToolCall("google_search", {"queries": ["sun"]}, "call1", "c2ln"),
        ToolResult(
            "google_search", "call1", [{"search_suggestions": "<b>sun</b>"}], is_error=False
        ),
        ToolCall("code_execution", {"code": "1+1", "language": "python"}, "call2", ""),
        ToolResult("code_execution", "call2", "2", is_error=False),
        ToolCall("url_context", {"urls": ["https://example.com"]}, "call3"),
        ToolResult("url_context", "call3", [{"url": "https://example.com", "status": "success"}]),
        ToolCall("mcp_server_tool", {"city": "Paris"}, "call4", extra=MCP),
        ToolResult("mcp_server_tool", "call4", "sunny", extra=MCP),
        FunctionResult("call5", "lookup", "found", is_error=False),
        Text("The sun is out in Paris today, and it will stay.", (CITATION,)),
        Media("image", "image/png", "iVBORw0KGgo="),
        Media("audio", "audio/wav", "UklGRg=="),
        Media("video", "video/mp4", "AAAAIGZ0"),
        Media("document", "application/pdf", uri="https://example.com/a.pdf"),
        Text("And that is that.", is_apart=True),
        FunctionCall("get_weather", {"city": "Paris"}, "call6", ""),
    ),
    "requires_action",
    Usage(9, 3, 4, 2, 0, 0, input_by=(("text", 3),), tools=(("google_search", 1),)),
    "v1_a",
    "gemini-2.5-flash",
    created="2026-01-01T00:00:00Z",
    updated="2026-01-01T00:00:00Z",
    service_tier="standard",
)
SDKS = [Sdk("python", version) for version in ("1.55.0", "1.75.0", "2.0.0", "2.34.0", "3.4.0")]
SDKS += [Sdk("js", version) for version in ("1.33.0", "3.1.0")]


async def respond(request):
    """
    RICH, in the revision and the way the client asks for.
    """
    renderer = revision(revision_of(request)).renderer
    flavour = flavour_of(request)
    body = parse((await request.body.whole()).read().decode())
    if body.get("stream"):
        events = frames(renderer.events(RICH, flavour=flavour))
        return Stream(200, (("content-type", "text/event-stream"),), events)
    whole = encode(renderer.resource(RICH, flavour))
    return Reply(200, (("content-type", "application/json"),), Payload(whole))


@pytest.fixture(scope="module")
def url():
    """
    Where RICH is served.
    """
    with BackgroundServer(App(PlainSpaces(respond))) as server:
        yield server.url


@pytest.mark.parametrize("sdk", [param(sdk) for sdk in SDKS])
def test_every_type_is_known(sdk, url):
    """
    Whole or streamed, an SDK sees every type and takes each for what it is.
    """
    told = json.loads(transcript(sdk, "kinds", url))

    old = sdk.version.startswith("1.")
    items, contents = types_of(OLD if old else NEW)
    assert told["status"] == "requires_action"
    assert items == [kind for kind, _ in told["items"]]
    assert contents == [kind for kind, _ in told["contents"]]
    assert items == [kind for kind, _ in told["starts"]]
    assert ["interaction.status_update"] == [told["events"][1][0]]
    for group in ("items", "contents", "starts", "deltas"):
        assert not [pair for pair in told[group] if is_mistaken(pair, group, sdk)], group


def types_of(name):
    """
    The types of the items, and of the contents in them.
    """
    value = json.loads(encode(revision(name).renderer.resource(RICH)))[name]
    contents = [content for item in value for content in item.get("content", [])]
    return [item["type"] for item in value], [content["type"] for content in contents]


def is_mistaken(pair, group, sdk):
    """
    The class is another's, as far as that release has one for the type, and has classes at all.
    """
    kind, name = pair
    if sdk.language == "js":
        return kind is None
    # Its first releases had no classes for the deltas of tools, and so took them for text.
    if (sdk.version, group) == ("2.0.0", "deltas") and kind.endswith(("_call", "_result")):
        return False
    return kind is None or kind.replace("_", "") not in name.lower()
