import pytest
from samples.mutations import DROP, body_of, found_at, request_of, spoiled
from samples.shared import needs_recordings

from mockgemini.wire.deviation import breaking
from mockgemini.wire.outputs.checking import check_event, check_request, check_resource

SEARCH = "rig/outputs/google_search_tool_interaction.yaml#1"
CALL = "rig/outputs/tool_result_roundtrip.yaml#1"
RESULT = "rig/outputs/tool_result_roundtrip.yaml#2"
CITED = ("outputs", 3, "annotations", 0)

RESOURCES = {
    SEARCH: [
        ("no status", ("status",), DROP, "missing_field"),
        ("status is a number", ("status",), 2, "wrong_type"),
        ("unknown status", ("status",), "asleep", "unknown_value"),
        ("no id", ("id",), DROP, "usual_field"),
        ("no time", ("created",), DROP, "usual_field"),
        ("odd time", ("updated",), "now", "bad_format"),
        ("no role", ("role",), DROP, "usual_field"),
        ("no usage", ("usage",), DROP, "usual_field"),
        ("no contents", ("outputs",), DROP, "usual_field"),
        ("no model", ("model",), DROP, "usual_field"),
        ("contents are an object", ("outputs",), {}, "wrong_type"),
        ("unknown field", ("mood",), "fine", "unknown_field"),
        ("other object", ("object",), "response", "wrong_value"),
        ("wrong total", ("usage", "total_tokens"), 1, "wrong_total"),
        ("tokens as text", ("usage", "total_tokens"), "1", "wrong_type"),
        ("no total", ("usage", "total_tokens"), DROP, "usual_field"),
        (
            "unknown modality",
            ("usage", "input_tokens_by_modality", 0, "modality"),
            "smell",
            "unknown_value",
        ),
        ("call without id", ("outputs", 0, "id"), DROP, "missing_field"),
        ("call without arguments", ("outputs", 0, "arguments"), DROP, "missing_field"),
        ("queries are text", ("outputs", 0, "arguments", "queries"), "q", "wrong_type"),
        ("query is a number", ("outputs", 0, "arguments", "queries", 0), 1, "wrong_type"),
        ("unknown search", ("outputs", 0, "search_type"), "smell", "unknown_value"),
        ("result without call", ("outputs", 1, "call_id"), DROP, "missing_field"),
        ("result without result", ("outputs", 1, "result"), DROP, "missing_field"),
        ("result is an object", ("outputs", 1, "result"), {}, "wrong_type"),
        ("signature is a number", ("outputs", 2, "signature"), 1, "wrong_type"),
        ("content without type", ("outputs", 2, "type"), DROP, "missing_field"),
        ("content of unknown type", ("outputs", 2, "type"), "dream", "unknown_type"),
        ("text without text", ("outputs", 3, "text"), DROP, "missing_field"),
        ("text is null", ("outputs", 3, "text"), None, "wrong_type"),
        ("citations are text", ("outputs", 3, "annotations"), "", "wrong_type"),
        ("index as text", (*CITED, "start_index"), "1", "wrong_type"),
        ("unknown citation", (*CITED, "type"), "hearsay", "unknown_type"),
    ],
    CALL: [
        ("function without name", ("outputs", 1, "name"), DROP, "missing_field"),
        ("function without arguments", ("outputs", 1, "arguments"), DROP, "missing_field"),
        ("arguments are text", ("outputs", 1, "arguments"), "{}", "wrong_type"),
        ("function without id", ("outputs", 1, "id"), DROP, "missing_field"),
    ],
}

REQUESTS = {
    CALL: [
        ("no input", ("input",), DROP, "missing_field"),
        ("input is a number", ("input",), 1, "wrong_type"),
        ("role is a number", ("input", 0, "role"), 1, "wrong_type"),
        ("text is a number", ("input", 0, "content", 0, "text"), 1, "wrong_type"),
        ("content is a number", ("input", 0, "content"), 1, "wrong_type"),
        ("unknown content", ("input", 0, "content", 0, "type"), "dream", "unknown_type"),
        ("tools are an object", ("tools",), {}, "wrong_type"),
        ("tool without type", ("tools", 0, "type"), DROP, "missing_field"),
        ("unknown tool", ("tools", 0, "type"), "hammer", "unknown_type"),
        ("unknown choice", ("generation_config", "tool_choice"), "maybe", "unknown_value"),
        ("choice is a list", ("generation_config", "tool_choice"), [], "wrong_type"),
        ("seed is text", ("generation_config", "seed"), "1", "wrong_type"),
        ("store is text", ("store",), "true", "wrong_type"),
        ("unknown parameter", ("mood",), 1, "unknown_field"),
    ],
    RESULT: [
        ("result without call", ("input", 0, "content", 0, "call_id"), DROP, "missing_field"),
        ("result is a number", ("input", 0, "content", 0, "result"), 1, "wrong_type"),
    ],
}


@needs_recordings
@pytest.mark.parametrize(
    ("recording", "line"),
    [pytest.param(name, line, id=line[0]) for name, table in RESOURCES.items() for line in table],
)
def test_spoiled_resources(recording, line):
    """
    What is wrong with an answer is found at its place.
    """
    ((_, body, finding),) = spoiled(body_of(recording), [line])

    assert finding in found_at(check_resource(body))


@needs_recordings
@pytest.mark.parametrize(
    ("recording", "line"),
    [pytest.param(name, line, id=line[0]) for name, table in REQUESTS.items() for line in table],
)
def test_spoiled_requests(recording, line):
    """
    What is wrong with a request is found at its place.
    """
    ((_, body, finding),) = spoiled(request_of(recording), [line])

    assert [finding] == found_at(check_request(body))


FIRST_WEEK = {
    "created": "2025-11-26T12:25:15Z",
    "id": "v1_a",
    "model": "gemini-2.5-flash",
    "object": "interaction",
    "outputs": [
        {
            "text": "Hello!",
            "type": "text",
            "annotations": [{"start_index": 0, "end_index": 5, "source": "https://a.example"}],
        },
        {
            "type": "google_search_result",
            "call_id": "g",
            "result": [{"url": "https://a.example", "title": "A", "rendered_content": "<b>"}],
        },
        {"type": "file_search_result", "result": [{"title": "A", "text": "a"}]},
    ],
    "role": "model",
    "status": "completed",
    "updated": "2025-11-26T12:25:15Z",
    "usage": {
        "input_tokens_by_modality": [{"modality": "text", "tokens": 7}],
        "total_cached_tokens": 0,
        "total_input_tokens": 7,
        "total_output_tokens": 20,
        "total_reasoning_tokens": 22,
        "total_tokens": 49,
        "total_tool_use_tokens": 0,
    },
}


def test_first_week():
    """
    What the first SDKs knew is taken as well: sources, titles, reasoning, results without calls.
    """
    assert [] == check_resource(FIRST_WEEK)


LATER = [
    {"type": "thought", "signature": "s", "summary": [{"type": "text", "text": "Hm."}]},
    {"type": "image", "mime_type": "image/png", "data": "AAAA", "resolution": "high"},
    {"type": "audio", "mime_type": "audio/l16", "uri": "u", "channels": 1, "sample_rate": 24000},
    {"type": "video", "mime_type": "video/mp4", "uri": "u"},
    {"type": "document", "mime_type": "application/pdf", "uri": "u"},
    {"type": "code_execution_call", "id": "c", "arguments": {"code": "1", "language": "python"}},
    {"type": "code_execution_result", "call_id": "c", "result": "1", "is_error": False},
    {"type": "url_context_call", "id": "u", "arguments": {"urls": ["https://a.example"]}},
    {"type": "url_context_result", "call_id": "u", "result": [{"url": "u", "status": "success"}]},
    {"type": "google_maps_call", "id": "m", "arguments": {"queries": ["q"]}},
    {"type": "google_maps_result", "call_id": "m", "result": [{"places": [{"name": "n"}]}]},
    {"type": "mcp_server_tool_call", "id": "t", "name": "n", "server_name": "s", "arguments": {}},
    {"type": "mcp_server_tool_result", "call_id": "t", "result": [{"type": "text", "text": "r"}]},
    {"type": "file_search_call", "id": "f"},
    {"type": "file_search_result", "call_id": "f", "result": []},
    {"type": "function_result", "call_id": "f", "result": "r", "name": "n", "is_error": True},
]


@pytest.mark.parametrize("content", LATER, ids=lambda content: content["type"])
def test_contents(content):
    """
    Every content is known, in a resource, as input and as a delta.
    """
    event = {"event_type": "content.delta", "index": 0, "delta": content}

    assert [] == breaking(check_resource({"status": "in_progress", "outputs": [content]}))
    assert [] == check_request({"model": "m", "input": [content]})
    assert [] == check_request({"model": "m", "input": content})
    if content["type"] != "thought":
        assert [] == check_event("content.delta", event)


TOOLS = [
    {"type": "function", "name": "f", "parameters": {"type": "object"}},
    {"type": "google_search", "search_types": ["web_search"]},
    {"type": "google_maps", "latitude": 1, "longitude": 2.5},
    {"type": "computer_use", "environment": "browser", "excludedPredefinedFunctions": ["drag"]},
    {"type": "mcp_server", "url": "u", "headers": {"a": "b"}, "allowed_tools": [{"mode": "any"}]},
    {"type": "file_search", "file_search_store_names": ["s"], "top_k": 1},
    {"type": "retrieval", "vertex_ai_search_config": {"datastores": ["d"]}},
    {"type": "url_context"},
    {"type": "code_execution"},
]


def test_settings():
    """
    Every tool and setting of a request is known.
    """
    body = {
        "model": "m",
        "input": "hi",
        "tools": TOOLS,
        "generation_config": {
            "temperature": 1,
            "tool_choice": {"allowed_tools": {"mode": "any", "tools": ["f"]}},
            "speech_config": [{"voice": "v"}],
            "image_config": {"aspect_ratio": "1:1", "image_size": "1K"},
        },
        "response_format": {"type": "object"},
        "webhook_config": {"uris": ["u"], "user_metadata": {"a": 1}},
    }

    assert [] == check_request(body)
