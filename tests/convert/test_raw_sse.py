"""
Answers that were saved alone keep their bytes and get a request that is said to be made up.
"""

import json
from pathlib import Path

import pytest
from samples.shared import RECORDINGS, needs_recordings

from mockgemini import sse
from mockgemini.convert import raw_sse
from mockgemini.convert.framing import RESTORED
from mockgemini.convert.raw_sse import MADE_UP, NOTE
from mockgemini.convert.sniffing import read
from mockgemini.errors import CassetteError
from mockgemini.exchange import Stream
from mockgemini.wire import register

HERE = Path("basic.txt")
EVENTS = sorted((RECORDINGS / "vercel-ai").glob("**/*.chunks.txt"))
BODIES = sorted((RECORDINGS / "vercel-ai").glob("**/*.json"))


def asked(exchange):
    return json.loads(exchange.request.body.payload.read())


@needs_recordings
def test_a_saved_stream_is_exact():
    """
    A real stream that broke off keeps every byte, the bare error at its end included.
    """
    (path,) = (RECORDINGS / "forum").glob("**/*.txt")

    found = read(path)

    (exchange,) = found.exchanges
    assert isinstance(exchange.answer, Stream)
    assert path.read_bytes() == exchange.answer.body
    assert (5, 1) == (
        sum(event.data is not None for event in exchange.answer.events),
        sum(event.data is None for event in exchange.answer.events),
    )
    assert "deep-research-preview-04-2026" == asked(exchange)["agent"]
    assert asked(exchange)["stream"] is True
    assert (raw_sse.STREAM, [MADE_UP], NOTE) == (found.kind, found.warnings, exchange.note)
    assert path.parent.name == exchange.revision


@needs_recordings
@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_saved_events_are_framed_again(path):
    """
    Each line of a real file is the data of one event, in order, and `done` is the last.
    """
    lines = path.read_text("utf-8").splitlines()

    found = read(path)

    (exchange,) = found.exchanges
    frames = sse.decode(exchange.answer.body)
    assert [*lines, "[DONE]"] == [frame.data for frame in frames]
    assert [*(json.loads(line)["event_type"] for line in lines), "done"] == [
        frame.name for frame in frames
    ]
    assert [MADE_UP, RESTORED] == found.warnings
    assert json.loads(lines[0])["interaction"]["model"] == asked(exchange)["model"]
    assert path.parent.name == exchange.revision


@needs_recordings
@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.stem)
def test_saved_bodies_are_replies(path):
    """
    A real body keeps its bytes; an error has the status that its code tells, else 400.
    """
    body = path.read_bytes()
    code = json.loads(body).get("error", {}).get("code", 200)

    found = read(path)

    (exchange,) = found.exchanges
    assert body == exchange.answer.body.read()
    assert (code if isinstance(code, int) else 400) == exchange.answer.status
    assert json.loads(body).get("model") == asked(exchange).get("model")
    assert "stream" not in asked(exchange)
    if path.parent.name in register.NAMES and exchange.answer.status == 200:
        assert path.parent.name == exchange.revision


def test_files_of_a_folder_stay_apart():
    """
    The made-up input names the file, so that two files do not make the same request.
    """
    (exchange,) = raw_sse.stream(b"data: {}\n\n", HERE).exchanges

    assert "(not recorded: basic.txt)" == asked(exchange)["input"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (
            lambda: raw_sse.stream(b'data: {"candidates":[],"modelVersion":"gemini-x"}\n\n', HERE),
            "POST /v1beta/models/gemini-x:streamGenerateContent?alt=sse",
        ),
        (
            lambda: raw_sse.events(['{"candidates":[]}', "", '{"candidates":[]}'], HERE),
            "POST /v1beta/models/unknown:streamGenerateContent?alt=sse",
        ),
        (
            lambda: raw_sse.reply({"modelVersion": "models/a b"}, b"{}", HERE),
            "POST /v1beta/models/a%20b:generateContent",
        ),
        (
            lambda: raw_sse.reply([{"candidates": []}], b"[{}]", HERE),
            "POST /v1beta/models/unknown:streamGenerateContent",
        ),
        (lambda: raw_sse.stream(b"data: [DONE]\n\n", HERE), "POST /v1beta/interactions"),
        (lambda: raw_sse.stream(b"data: {\n\n", HERE), "POST /v1beta/interactions"),
        (lambda: raw_sse.events([], HERE), "POST /v1beta/interactions"),
    ],
)
def test_the_call_is_told_by_the_answer(made, expected):
    """
    Chunks with candidates come from generateContent, anything else from interactions.
    """
    (exchange,) = made().exchanges

    assert expected == str(exchange.request)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        ({"code": 429}, 429),
        ({"code": "invalid_request"}, 400),
        ({"code": True}, 400),
        ({"code": 200}, 400),
        ({}, 400),
    ],
)
def test_an_errors_status_is_its_code(error, status):
    """
    A code that is a status is taken, alone or in a list; any other means 400.
    """
    for value in ({"error": error}, [{"error": error}]):
        (exchange,) = raw_sse.reply(value, b"{}", HERE).exchanges
        assert status == exchange.answer.status


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        (lambda: raw_sse.stream(b": nothing\n\n", HERE), "basic.txt: no frame of this event"),
        (lambda: raw_sse.events(["{}", "x"], HERE), "basic.txt:2: expected one JSON object a line"),
        (lambda: raw_sse.events(["[]"], HERE), "basic.txt:1: expected one JSON object a line"),
    ],
)
def test_what_is_no_answer_is_said(made, complaint):
    """
    Frames without data and lines that are no objects are one sentence.
    """
    with pytest.raises(CassetteError) as error:
        made()

    assert str(error.value).startswith(complaint)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"object": "interaction"}, True),
        ({"id": "v1_x", "status": "completed"}, True),
        ({"error": {}}, True),
        ([{"error": {}}], True),
        ({"candidates": []}, True),
        ({"name": "package", "version": "1"}, False),
        ([], False),
        ("x", False),
    ],
)
def test_not_every_json_is_an_answer(value, expected):
    """
    Interactions, generations and errors are answers; settings of some program are not.
    """
    assert expected == raw_sse.is_answer(value)
