import pytest
from samples.mutations import DROP, body_of, found_at, request_of, spoiled
from samples.shared import needs_recordings

from mockgemini.wire.deviation import breaking
from mockgemini.wire.steps.checking import check_event, check_request, check_resource

SEARCH = "vercel-ai/steps/google-search.json#1"
CALL = "vercel-ai/steps/tool-call-step1.json#1"
GET = "braintrust-sdk-python/steps/test_interactions_create_and_get.yaml#2"
ASKED = "rig/steps/tool_result_roundtrip.yaml#1"
TOLD = "rig/steps/tool_result_roundtrip.yaml#2"
SAID = ("steps", 1, "content", 0)

RESOURCES = {
    SEARCH: [
        ("no status", ("status",), DROP, "missing_field"),
        ("status is null", ("status",), None, "wrong_type"),
        ("unknown status", ("status",), "asleep", "unknown_value"),
        ("no time", ("updated",), DROP, "usual_field"),
        ("odd time", ("created",), "2026-13-01", "bad_format"),
        ("time is a number", ("created",), 1, "wrong_type"),
        ("unknown tier", ("service_tier",), "gold", "unknown_value"),
        ("no steps", ("steps",), DROP, "usual_field"),
        ("steps are null", ("steps",), None, "null_field"),
        ("steps are an object", ("steps",), {}, "wrong_type"),
        ("no model", ("model",), DROP, "usual_field"),
        ("unknown field", ("output_text",), "hi", "unknown_field"),
        ("other object", ("object",), "response", "wrong_value"),
        ("wrong total", ("usage", "total_tokens"), 1244, "wrong_total"),
        ("no thought tokens", ("usage", "total_thought_tokens"), DROP, "usual_field"),
        ("tokens as text", ("usage", "total_cached_tokens"), "0", "wrong_type"),
        (
            "tokens of a modality",
            ("usage", "tool_use_tokens_by_modality", 0, "tokens"),
            1.5,
            "wrong_type",
        ),
        ("step is text", ("steps", 0), "thought", "wrong_type"),
        ("step without type", ("steps", 0, "type"), DROP, "missing_field"),
        ("step of unknown type", ("steps", 0, "type"), "dream", "unknown_type"),
        ("signature is a number", ("steps", 0, "signature"), 1, "wrong_type"),
        ("summary is text", ("steps", 0, "summary"), "Hm.", "wrong_type"),
        ("content is a number", ("steps", 1, "content"), 1, "wrong_type"),
        ("content without type", (*SAID, "type"), DROP, "missing_field"),
        ("content of unknown type", (*SAID, "type"), "smell", "unknown_type"),
        ("text without text", (*SAID, "text"), DROP, "missing_field"),
        ("text is a list", (*SAID, "text"), [], "wrong_type"),
        ("index as text", (*SAID, "annotations", 1, "end_index"), "1", "wrong_type"),
        ("citation without type", (*SAID, "annotations", 1, "type"), DROP, "missing_field"),
        ("unknown citation", (*SAID, "annotations", 2, "type"), "hearsay", "unknown_type"),
        ("search without id", ("steps", 2, "id"), DROP, "missing_field"),
        ("search without arguments", ("steps", 2, "arguments"), DROP, "missing_field"),
        ("query is a number", ("steps", 2, "arguments", "queries", 0), 1, "wrong_type"),
        ("unknown argument", ("steps", 2, "arguments", "mood"), 1, "unknown_field"),
        ("unknown search", ("steps", 2, "search_type"), "smell", "unknown_value"),
        ("result without call", ("steps", 3, "call_id"), DROP, "missing_field"),
        ("result without result", ("steps", 3, "result"), DROP, "missing_field"),
        ("result is text", ("steps", 3, "result"), "r", "wrong_type"),
        ("error as text", ("steps", 3, "is_error"), "no", "wrong_type"),
    ],
    CALL: [
        ("function without name", ("steps", 1, "name"), DROP, "missing_field"),
        ("function without id", ("steps", 1, "id"), DROP, "missing_field"),
        ("function without arguments", ("steps", 1, "arguments"), DROP, "missing_field"),
        ("arguments are text", ("steps", 1, "arguments"), "{}", "wrong_type"),
        ("arguments are null", ("steps", 1, "arguments"), None, "wrong_type"),
    ],
    GET: [
        ("input is a number", ("input",), 1, "wrong_type"),
        ("repeated text", ("input", 0, "content", 0, "text"), 1, "wrong_type"),
        ("repeated step", ("steps", 0, "content", 0, "text"), DROP, "missing_field"),
    ],
}

REQUESTS = {
    ASKED: [
        ("input is a number", ("input",), 1, "wrong_type"),
        ("text is a number", ("input", 0, "content", 0, "text"), 1, "wrong_type"),
        ("unknown step", ("input", 0, "type"), "dream", "unknown_type"),
        ("tool without type", ("tools", 0, "type"), DROP, "missing_field"),
        ("unknown tool", ("tools", 0, "type"), "hammer", "unknown_type"),
        ("name is a number", ("tools", 0, "name"), 1, "wrong_type"),
        ("choice is a list", ("generation_config", "tool_choice"), [], "wrong_type"),
        ("unknown choice", ("generation_config", "tool_choice"), "maybe", "unknown_value"),
        ("format is a number", ("response_format",), 1, "wrong_type"),
        ("stream is text", ("stream",), "true", "wrong_type"),
        ("unknown parameter", ("mood",), 1, "unknown_field"),
    ],
    TOLD: [
        ("result without call", ("input", 0, "content", 0, "call_id"), DROP, "missing_field"),
        ("result is a number", ("input", 0, "content", 0, "result"), 1, "wrong_type"),
        ("previous is a number", ("previous_interaction_id",), 1, "wrong_type"),
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


CALLS = [
    {"type": "code_execution_call", "arguments": {"code": "1", "language": "bash"}},
    {"type": "url_context_call", "arguments": {"urls": ["https://a.example"]}},
    {"type": "google_search_call", "arguments": {"queries": ["q"]}, "search_type": "web_search"},
    {"type": "google_maps_call", "arguments": {"queries": ["q"]}},
    {"type": "mcp_server_tool_call", "name": "n", "server_name": "s", "arguments": {}},
    {"type": "file_search_call"},
    {"type": "retrieval_call", "arguments": {"queries": ["q"]}, "retrieval_type": "rag_store"},
    {"type": "processing_call"},
    {"type": "tool_search_call", "arguments": {"function_names": ["f"]}},
]
RESULTS = [
    {"type": "function_result", "result": {"a": 1}, "name": "n", "is_error": True},
    {"type": "code_execution_result", "result": [{"type": "text", "text": "1"}]},
    {"type": "url_context_result", "result": [{"url": "u", "status": "paywall"}]},
    {"type": "google_search_result", "result": [{"search_suggestions": "<b>"}], "is_error": False},
    {"type": "google_maps_result", "result": [{"places": [{"name": "n"}]}]},
    {"type": "mcp_server_tool_result", "result": [{"type": "function", "name": "f"}]},
    {"type": "file_search_result"},
    {"type": "retrieval_result", "is_error": False},
    {"type": "processing_result", "signature": "s"},
    {"type": "tool_search_result", "result": [{"type": "function", "defer_loading": True}]},
]
USES = [{**call, "id": "c"} for call in CALLS] + [{**result, "call_id": "c"} for result in RESULTS]


@pytest.mark.parametrize("step", USES, ids=lambda step: step["type"])
def test_tools_at_work(step):
    """
    Every call and result is known, whole and as a delta, which need not name the call again.
    """
    bare = {key: item for key, item in step.items() if key not in {"id", "call_id"}}

    assert [] == breaking(check_resource({"status": "in_progress", "steps": [step]}))
    assert ["missing_field"] == [
        each.code for each in breaking(check_resource({"status": "in_progress", "steps": [bare]}))
    ]
    for name, value in (("step.start", {"step": bare}), ("step.delta", {"delta": bare})):
        assert [] == check_event(name, {"event_type": name, "index": 0, **value})


MESSAGE = [
    {"type": "text", "text": "t", "annotations": [{"type": "word_info", "start_offset": "1s"}]},
    {"type": "image", "mime_type": "image/png", "data": "AAAA"},
    {"type": "audio", "mime_type": "audio/webm", "uri": "u", "processing": "static"},
    {"type": "video", "uri": "u", "processing": {"type": "static", "fps": 1, "end_offset": "2s"}},
    {"type": "document", "uri": "u", "processing": {"type": "static", "page_options": {}}},
]


def test_messages():
    """
    Every content is known, in steps and as input of any spelling.
    """
    steps = [
        {"type": "user_input", "content": MESSAGE},
        {"type": "model_output", "content": MESSAGE, "error": {"code": 8, "message": "m"}},
        {"type": "thought", "signature": "s", "summary": MESSAGE[:2]},
    ]
    spellings = ["hi", MESSAGE, MESSAGE[0], steps, steps[0], [{"role": "user", "content": "hi"}]]

    assert [] == breaking(check_resource({"status": "queued", "steps": steps}))
    for spelling in spellings:
        assert [] == check_request({"model": "m", "input": spelling})


TOOLS = [
    {"type": "function", "name": "f", "parameters": {"type": "object"}, "short_description": "s"},
    {"type": "google_search", "search_types": ["web_search"]},
    {"type": "google_maps", "latitude": 1, "longitude": 2.5},
    {"type": "computer_use", "environment": "mobile", "excluded_predefined_functions": ["drag"]},
    {"type": "mcp_server", "url": "u", "headers": {"a": "b"}, "allowed_tools": [{"mode": "any"}]},
    {"type": "file_search", "file_search_store_names": ["s"], "top_k": 1},
    {
        "type": "retrieval",
        "rag_store_config": {
            "rag_retrieval_config": {
                "filter": {"metadata_filter": "f"},
                "ranking": {"ranking_config": "rank_service", "model_name": "m"},
            }
        },
    },
    {"type": "tool_search", "execution": "client"},
    {"type": "url_context"},
    {"type": "code_execution"},
]

REQUEST = {
    "input": "hi",
    "tools": TOOLS,
    "response_format": [
        {"type": "text", "mime_type": "application/json", "schema": {"type": "object"}},
        {"type": "image", "aspect_ratio": "1:1", "delivery": "inline"},
        {"type": "audio", "mime_type": "audio/l16"},
        {"type": "video", "duration": "5s", "resolution": "720p"},
    ],
    "environment": {
        "type": "remote",
        "env": {"A": "b", "C": {"credential": "d"}},
        "network": {"allowlist": [{"domain": "a.example", "transform": {"x": "y"}}]},
        "sources": [{"type": "inline", "content": "c", "target": "t"}],
    },
    "labels": {"a": "b"},
    "safety_settings": [{"type": "jailbreak", "threshold": "off"}],
    "webhook_config": {"uris": ["u"], "user_metadata": {"a": 1}},
}

AGENTS = [
    {"type": "dynamic", "anything": 1},
    {"type": "deep-research", "thinking_summaries": "auto", "visualization": "off"},
    {"type": "antigravity", "max_total_tokens": "5000"},
    {"type": "code-mender", "find_request": {"mode": "scan", "source_files": [{"path": "p"}]}},
]


def test_settings():
    """
    Every tool and setting of a request is known; a format may also be a bare schema.
    """
    generation = {
        "temperature": 1,
        "thinking_level": "xhigh",
        "tool_choice": {"allowed_tools": {"mode": "any", "tools": ["f"]}},
        "speech_config": {"speakers": [{"voice": "v"}]},
        "transcription_config": {"mode": {"type": "smart"}},
        "video_config": {"task": "edit"},
    }

    assert [] == check_request({**REQUEST, "model": "m", "generation_config": generation})
    assert [] == check_request({"model": "m", "response_format": {"type": "object"}})
    for config in AGENTS:
        found = check_request({**REQUEST, "agent": "a", "agent_config": config})
        assert [] == breaking(found)


def test_wrong_settings():
    """
    A mistake deep in a request is found at its place.
    """
    body = {
        **REQUEST,
        "model": "m",
        "labels": {"a": 1},
        "environment": {"type": "remote", "env": {"A": 1}},
    }

    assert [
        ("wrong_type", "environment.env.A"),
        ("wrong_type", "labels.a"),
    ] == found_at(check_request(body))
