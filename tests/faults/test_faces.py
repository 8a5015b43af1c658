"""
The ways in which users set faults, all but the command line: code, the control plane, a file.
"""

import json
import threading
from http.client import HTTPConnection, IncompleteRead
from urllib.parse import urlsplit

import pytest
from stages.driving import visit
from stages.faulted import RAW, STREAM, Stage, request

from mockgemini import MockGemini, UsageError
from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.writing import dump
from mockgemini.exchange import Exchange
from mockgemini.faults import HEADER, Cut, Fail, Reset
from mockgemini.server.app import App

WHOLE = b"".join(RAW)
BODY = request().body.payload.read()


@pytest.fixture
def mock(tmp_path):
    """
    A MockGemini whose cassette has one stream, to be given once.
    """
    path = tmp_path / "talk.yaml"
    exchange = Exchange(request(), STREAM, revision="steps")
    path.write_text(dump(Cassette(Header(), [exchange])), encoding="utf-8")
    with MockGemini(path) as mock:
        yield mock


def ask(mock, *, reads=None):
    """
    Status, headers and body, as far as it comes; `reads`: only so many bytes of it.
    """
    parts = urlsplit(mock.url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=20)
    try:
        connection.request("POST", f"{parts.path}/v1/interactions", BODY)
        answer = connection.getresponse()
        try:
            body = answer.read() if reads is None else answer.read(reads)
        except IncompleteRead as torn:
            body = torn.partial
        return answer.status, dict(answer.getheaders()), body
    finally:
        connection.close()


def test_the_next_requests_fail(mock):
    """
    `fail` sends an error so many times and asks the client back at once; then all is well.
    """
    mock.fail(429, times=2)

    told = [ask(mock) for _ in range(3)]

    assert [429, 429, 200] == [status for status, _, _ in told]
    assert "1" == told[0][1]["retry-after-ms"]
    assert ([], []) == (mock.misses, mock.unused)


def test_a_failure_has_the_words_it_is_given(mock):
    """
    When to come back, code, message, and for whom.
    """
    mock.fail(503, retry_after=None, code="busy", message="Later.", when={"stream": True})

    status, headers, body = ask(mock)

    assert (503, {"error": {"message": "Later.", "code": "busy"}}) == (status, json.loads(body))
    assert "retry-after-ms" not in headers


def test_any_fault_can_be_set(mock):
    """
    One or several; a cut stream is torn on the wire, a reset one not there.
    """
    mock.inject(Cut(after_events=4), Reset(after=1))

    assert (200, b"".join(RAW[:4])) == ask(mock)[::2]
    with pytest.raises(ConnectionResetError):
        ask(mock)
    assert (200, WHOLE) == ask(mock)[::2]
    assert ([], []) == (mock.misses, mock.unused)


def test_a_stream_is_held_until_the_test_has_looked(mock):
    """
    The client has the first events, and gets the rest when the gate is released.
    """
    gate = mock.hold(after_events=3)
    before, seen = len(b"".join(RAW[:3])), []
    client = threading.Thread(target=lambda: seen.append(ask(mock)[2]))

    client.start()
    while not gate.is_reached:
        pass
    assert [] == seen
    gate.release()
    client.join()

    assert [WHOLE] == seen
    assert before < len(WHOLE)


def test_a_client_may_leave_what_is_held(mock):
    """
    The test need not release the gate.
    """
    mock.hold(after_events=1)

    assert RAW[0] == ask(mock, reads=len(RAW[0]))[2]


def test_faults_need_a_server():
    """
    Before the start there is nobody they could happen to.
    """
    with pytest.raises(UsageError, match="start it before"):
        MockGemini().fail(503)


@pytest.mark.parametrize("prefix", ["", "/s/a"])
def test_faults_are_posted_to_a_space(prefix):
    """
    YAML or JSON; what is posted replaces what was there, and other spaces have none of it.
    """
    stage = Stage()
    path = f"{prefix}/__mockgemini__/faults"

    told = visit(stage.app, "POST", path, body=[b"- fail: {status: 503}\n- reset\n"])
    then = visit(stage.app, "POST", path, body=[b'[{"fail":{"status":429}}]'])

    assert [{"faults": 2}, {"faults": 1}] == [told.json, then.json]
    seen = {
        name: visit(stage.app, "POST", f"{name}/v1/interactions", body=[BODY]).status
        for name in (prefix, "/s/other")
    }
    assert {prefix: 429, "/s/other": 200} == seen


def test_what_is_left_of_the_faults_is_told():
    """
    `GET faults` counts on how many requests each has acted, and on how many it still may.
    """
    stage = Stage(Fail(503, times=2))

    visit(stage.app, "POST", "/v1/interactions", body=[BODY])
    told = visit(stage.app, path="/__mockgemini__/faults")
    other = visit(Stage().app, path="/__mockgemini__/faults")

    assert {"faults": [{"fault": "fail", "acted": 1, "left": 1}]} == told.json
    assert {"faults": []} == other.json


def test_what_cannot_be_posted_is_told_with_its_line():
    """
    A 422, and the faults there were stay.
    """
    stage = Stage(Fail(429))

    told = visit(stage.app, "POST", "/__mockgemini__/faults", body=[b"- reset\n- cut: {x: 1}\n"])

    assert (422, True) == (told.status, told.message.startswith("faults:2: cut takes after_events"))
    assert 429 == stage.visit().status


def test_every_space_begins_with_the_servers_faults():
    """
    Each has them for itself.
    """
    stage = Stage()
    stage.worlds.faults = (Fail(503),)

    told = [
        visit(App(stage.worlds), "POST", f"/s/{name}/v1/interactions", body=[BODY]).status
        for name in ("a", "a", "b")
    ]

    assert [503, 200, 503] == told


def test_the_journal_says_what_acted():
    """
    The answer's header is there, and for a reset a status of zero.
    """
    stage = Stage(Reset(), Cut(1))
    stage.visit()
    stage.visit()

    entries = list(stage.world.journal)
    assert [0, 200] == [entry.answer.status for entry in entries]
    assert [(HEADER, "reset")] == [pair for pair in entries[0].answer.headers if pair[0] == HEADER]
    assert "cut" in dict(entries[1].answer.headers).values()
    assert [None, "cassette"] == [entry.source for entry in entries]
    told = stage.world.journal.read(stage.clock)
    assert ["reset", "cut"] == [entry["fault"] for entry in told["entries"]]
