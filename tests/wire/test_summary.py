import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.recorded_interactions import JSON, recorded, streamed
from samples.shared import needs_recordings

from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.wire.register import NAMES
from mockgemini.wire.summary import LONGEST, conversation, summary

JSON_TYPE = (("content-type", "application/json; charset=UTF-8"),)
CREATE = Request("POST", "/v1/interactions", body=Body.of(b'{"input":"hi"}'))
GET = Request("GET", "/v1/interactions/v1_a")
FILE = Request("GET", "/v1/files/abc")
VEO = Request("GET", "/v1/models/veo/operations/o")
GENERATE = Request("POST", "/v1/models/m:streamGenerateContent")
CALL = {"type": "function_call", "name": "get_weather", "arguments": {"city": "Paris"}}
ERROR = {"error": {"message": "no", "code": "invalid_request"}}
GOOGLE = {"error": {"message": "no", "code": 404, "status": "NOT_FOUND"}}


def reply(body, status=200, took=0.5):
    return Reply(status, JSON_TYPE, Payload(json.dumps(body).encode()), took)


def acted(*steps, status="completed"):
    return reply({"status": status, "steps": steps}, took=0.87)


def polled(*states):
    return Polls(tuple(Poll(at, reply(body), times, 10.0) for at, times, body in states))


def uploaded(command, size=None):
    length = [] if size is None else [("x-goog-upload-header-content-length", size)]
    headers = (("x-goog-upload-command", command), *length)
    return Request("POST", "/upload/v1/files", headers=headers, body=Body.of(b"x" * 20_000))


def message(*contents):
    return {"type": "model_output", "content": contents}


TEXT, IMAGE = {"type": "text", "text": "Sunny."}, {"type": "image"}
EVENTS = [
    {"interaction": {"status": "in_progress"}},
    {"index": 0, "step": {"type": "thought"}},
    {"index": 1, "step": CALL},
    {"interaction": {"status": "requires_action"}},
]


def stream(*events, cut=None, seconds=0.1):
    made = streamed([("x", json.dumps(event)) for event in events], seconds)
    return Stream(200, made.headers, made.events, 0.1, cut)


RUNNING, READY = {"status": "in_progress"}, {"status": "completed"}
BUSY, ACTIVE = {"name": "files/a", "state": "PROCESSING"}, {"file": {"state": "ACTIVE"}}


@pytest.mark.parametrize(
    ("request_", "answer", "line"),
    [
        (
            CREATE,
            stream(*EVENTS, seconds=0.2825),
            "stream · 4 events · 1.13 s · thought, get_weather(city: Paris) → requires_action",
        ),
        (
            CREATE,
            stream(*EVENTS[:2], cut="client"),
            "stream · 2 events · 0.2 s · thought → in_progress (cut: client)",
        ),
        (
            CREATE,
            stream(EVENTS[0], GOOGLE),
            "stream · 2 events · 0.2 s · in_progress, NOT_FOUND",
        ),
        (CREATE, stream(ERROR), "stream · 1 event · 0.1 s · invalid_request"),
        (
            CREATE,
            Stream(200, JSON_TYPE, (), 0.3, "timeout"),
            "stream · 0 events · 0.3 s · 200 application/json (cut: timeout)",
        ),
        (GENERATE, stream(*EVENTS), "stream · 4 events · 0.4 s · 200 text/event-stream"),
        (CREATE, acted(message(TEXT)), "reply · 0.87 s · text → completed"),
        (
            CREATE,
            acted({"type": "thought"}, message(TEXT, IMAGE, IMAGE)),
            "reply · 0.87 s · thought, text, image ×2 → completed",
        ),
        (
            CREATE,
            acted(
                {"type": "google_search_call"},
                {"type": "google_search_result"},
                {"type": "dream"},
                {"type": ""},
                {"type": "model_output", "error": {"code": 3, "status": "NO"}},
                status="failed",
            ),
            "reply · 0.87 s · google_search, dream, unknown, NO → failed",
        ),
        (CREATE, acted(message(TEXT), status=None), "reply · 0.87 s · text"),
        (CREATE, acted(status="in_progress"), "reply · 0.87 s · in_progress"),
        (CREATE, reply(ERROR, 400, 0.1), "reply · 0.1 s · 400 invalid_request"),
        (CREATE, reply(ERROR), "reply · 0.5 s · invalid_request"),
        (GET, reply([GOOGLE], 404), "reply · 0.5 s · 404 NOT_FOUND"),
        (GET, reply([], 502), "reply · 0.5 s · 502 application/json"),
        (GET, reply({}), "reply · 0.5 s · 200 application/json"),
        (Request("DELETE", "/v1/interactions/a"), reply({}), "reply · 0.5 s · deleted"),
        (Request("DELETE", "/v1/files/a"), reply({}), "reply · 0.5 s · deleted"),
        (uploaded("upload, finalize"), reply(ACTIVE), "reply · 0.5 s · upload of 20.0 kB"),
        (
            uploaded("start", "20000000"),
            Reply(200, took=0.12),
            "reply · 0.12 s · start of an upload of 20.0 MB",
        ),
        (uploaded("start"), Reply(200), "reply · 0 s · start of an upload"),
        (uploaded("upload"), reply(GOOGLE, 404), "reply · 0.5 s · 404 NOT_FOUND"),
        (FILE, reply(BUSY), "reply · 0.5 s · PROCESSING"),
        (Request("GET", "/v1/models"), reply({}), "reply · 0.5 s · 200 application/json"),
        (Request("GET", "/v1/models"), Reply(204), "reply · 0 s · 204"),
        (
            GET,
            polled((0.0, 13, RUNNING), (140.2, 1, READY)),
            "polled 14 times in 2 min 20 s · in_progress ×13 → completed",
        ),
        (
            GET,
            polled((0, 1, RUNNING), (5, 1, {**RUNNING, "usage": {}}), (7, 1, READY)),
            "polled 3 times in 7 s · in_progress ×2 → completed",
        ),
        (FILE, polled((3, 1, BUSY)), "polled 1 time in 0 s · PROCESSING"),
        (FILE, polled((0, 1, BUSY), (2, 1, ACTIVE)), "polled 2 times in 2 s · PROCESSING → ACTIVE"),
        (
            VEO,
            polled((0, 1, {"name": "o"}), (9, 1, {"done": True})),
            "polled 2 times in 9 s · 200 application/json → done",
        ),
        (VEO, polled((0, 1, {"done": True, **GOOGLE})), "polled 1 time in 0 s · failed"),
        (
            GET,
            Polls((Poll(0, reply(ERROR, 403)), Poll(1, reply(READY)))),
            "polled 2 times in 1 s · 403 invalid_request → completed",
        ),
    ],
)
def test_lines(request_, answer, line):
    """
    A summary tells how an exchange was answered, what came, and how it ended.
    """
    assert line == summary(Exchange(request_, answer))


def test_long_calls():
    """
    What is long is shortened; the end stays.
    """
    long = {**CALL, "name": "f" * 80, "arguments": {"a": "x" * 90, "b": "\n\x1b[31m"}}

    line = summary(Exchange(CREATE, acted(long, status="requires_action")))

    assert LONGEST == len(line)
    assert line.endswith("ff… → requires_action")


def test_many_states():
    """
    Of a long row of states the last ones stay.
    """
    states = [(at, 1, {"status": f"state{at}"}) for at in range(60)]

    line = summary(Exchange(GET, polled(*states)))

    assert LONGEST == len(line)
    assert line.startswith("polled 60 times in 59 s · …")
    assert line.endswith(" → state58 → state59")


FIELDS = ("content", "summary", "name", "arguments", "result", "annotations", "text", "error")
PARTS = JSON | st.fixed_dictionaries(
    {"type": st.sampled_from(["model_output", "thought", "function_call", "x_result", "text"])},
    optional=dict.fromkeys(FIELDS, JSON),
)


@given(
    st.sampled_from([CREATE, GET, FILE, VEO, GENERATE]),
    st.lists(
        JSON | st.fixed_dictionaries({"status": st.text(), "steps": st.lists(PARTS)}), min_size=1
    ),
    st.sampled_from([200, 404]),
)
def test_anything(request_, bodies, status):
    """
    Whatever was answered, there is a summary of one printing line, and a conversation.
    """
    replies = [reply(body, status) for body in bodies]
    polls = Polls(tuple(Poll(at, answer) for at, answer in enumerate(replies)))

    for answer in (replies[0], polls, stream(*bodies)):
        line = summary(Exchange(request_, answer))
        assert line.replace("\u200c", "").replace("\u200d", "").isprintable()
        assert len(line) <= LONGEST
        assert conversation(Exchange(request_, answer))


@pytest.mark.parametrize("name", NAMES)
def test_broken_bodies(name):
    """
    A body that is no JSON does no harm.
    """
    request = Request("POST", "/v1/interactions", body=Body.of(b"\xff"))

    exchange = Exchange(request, Reply(200, (), Payload(b"{")), revision=name)

    assert "reply · 0 s · 200" == summary(exchange)
    assert ["POST /v1/interactions", "0 s"] == conversation(exchange)


def test_conversations_about_other_things():
    """
    Of a call that is no interaction, what was asked and the summary are told.
    """
    exchange = Exchange(FILE, reply(BUSY))

    assert ["GET /v1/files/abc", "reply · 0.5 s · PROCESSING"] == conversation(exchange)


def test_what_a_terminal_would_obey():
    """
    Text keeps its line breaks, and nothing else that is not text.
    """
    text = {"type": "text", "text": "a\n\x1b[31mb\r\n"}

    told = conversation(Exchange(CREATE, acted(message(text))))

    assert "model: a\n [31mb" == told[1]


@needs_recordings
@pytest.mark.parametrize(
    "exchange", [pytest.param(exchange, id=name) for name, exchange in recorded()]
)
def test_recordings(exchange):
    """
    Every recorded exchange has its line, and its conversation every text that is in the answer.
    """
    line, told = summary(exchange), conversation(exchange)

    assert line.startswith(("reply · ", "stream · "))
    assert len(line) <= LONGEST
    assert ("text" in line) == any(said.startswith("model: ") for said in told) or "video" in line
