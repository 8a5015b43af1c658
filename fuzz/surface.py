"""
Everything that the server offers over HTTP, the emulator answering, in both revisions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzz import seeds
from fuzz.target import Target
from fuzz.visiting import Visits
from mockgemini.faults import reading as faults_reading
from mockgemini.faults import responding
from mockgemini.server import control
from mockgemini.server.app import App
from mockgemini.spaces import emulation
from mockgemini.spaces.emulation import synthesizer
from mockgemini.spaces.worlds import Replaying, replaying
from mockgemini.synthesize.scripting import reading as script_reading

_LOADED = (emulation, faults_reading, responding, control, script_reading)
_HOW = Replaying(on_miss="synthesize")
_VISITS = Visits(App(replaying({}, _HOW, lambda cassettes: synthesizer(cassettes, _HOW))))
_REVISIONS = ("2026-05-07", "2026-05-20")


def check(data: bytes) -> None:
    """
    The input is a list of requests.
    """
    _VISITS.check(data)


def _create(body: object, revision: str, **headers: str) -> dict[str, object]:
    told = {"api-revision": revision, **headers}
    return {"method": "POST", "path": "/v1beta/interactions", "headers": told, "body": body}


def _said(revision: str) -> Iterator[list[object]]:
    look = "/v1/interactions/$id"
    for body in seeds.creations():
        yield [
            _create(body, revision),
            {"path": look},
            {"path": look, "query": "stream=true&last_event_id=2"},
            _create({**body, "stream": True, "previous_interaction_id": "$id"}, revision),
            {"method": "POST", "path": look + "/cancel"},
            {"method": "DELETE", "path": look},
        ]


def _uploads() -> Iterator[list[object]]:
    start = {
        "x-goog-upload-protocol": "resumable",
        "x-goog-upload-command": "start",
        "x-goog-upload-header-content-type": "text/plain",
        "x-goog-upload-header-content-length": "5",
    }
    path = "/upload/v1beta/files"
    goes_on = {"method": "POST", "path": path, "query": "upload_id=$upload", "text": "hello"}
    upload = {"x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0"}
    yield [
        {"method": "POST", "path": path, "headers": start, "body": {"file": {"display_name": "a"}}},
        {**goes_on, "headers": {"x-goog-upload-command": "query"}},
        {**goes_on, "headers": upload},
        {"path": "/v1beta/files", "query": "pageSize=1"},
    ]
    several = {
        "content-type": "multipart/related; boundary=b",
        "x-goog-upload-protocol": "multipart",
    }
    text = (
        '--b\r\ncontent-type: application/json\r\n\r\n{"file": {"name": "files/x"}}\r\n'
        "--b\r\ncontent-type: text/plain\r\n\r\nhello\r\n--b--\r\n"
    )
    yield [
        {"method": "POST", "path": path, "headers": several, "text": text},
        {"path": "/v1beta/files/x"},
        {"path": "/v1beta/files/x:download", "query": "alt=media"},
        {"path": "/download/v1beta/files/x:download", "query": "alt=media"},
        {"method": "DELETE", "path": "/v1beta/files/x"},
        {"method": "POST", "path": "/v1beta/files:register", "body": {"uris": ["gs://a/b"]}},
    ]


def _steering() -> Iterator[list[object]]:
    plane = "/__mockgemini__"
    for text in ("- cut: {after_events: 2}", "- fail: {status: 429}", "- stall: {after_events: 1}"):
        yield [
            {"method": "POST", "path": f"{plane}/faults", "text": text},
            _create({"model": "gemini-3.5-flash", "input": "Hi", "stream": True}, _REVISIONS[1]),
            {"path": f"{plane}/journal"},
            {"method": "POST", "path": f"{plane}/reset"},
            {"path": f"{plane}/health"},
        ]
    script = "- reply:\n  - {thought: Hm.}\n  - {call: f, arguments: {a: 1}}\n  polls: 2\n"
    yield [
        {"method": "POST", "path": f"{plane}/script", "text": script},
        _create({"model": "gemini-3.5-flash", "input": "Hi"}, _REVISIONS[0]),
        _create(
            {"model": "gemini-3.5-flash", "input": "Hi", "stream": True},
            _REVISIONS[1],
            **{"x-mockgemini-fault": "garble after_events=1; duplicate"},
        ),
    ]


def _others() -> Iterator[list[object]]:
    say = {"contents": [{"parts": [{"text": "Hi"}]}]}
    yield [
        {"path": "/v1beta/models"},
        {"path": "/v1beta/models/gemini-3.5-flash"},
        {"method": "POST", "path": "/v1beta/models/gemini-3.5-flash:countTokens", "body": say},
        {"method": "POST", "path": "/v1beta/models/gemini-3.5-flash:generateContent", "body": say},
        {"path": "/v1beta1/projects/p/locations/l/interactions/$id"},
        {"path": "/s/a/../b/v1/interactions/x"},
        {"path": "/s/%00/v1/interactions/x"},
        {"method": "DELETE", "path": "/s/a"},
        {"path": "/"},
    ]


def inputs() -> Iterator[bytes]:
    """
    Conversations, uploads, the control plane, and what is none of them.
    """
    for revision in _REVISIONS:
        yield from (json.dumps(each).encode() for each in _said(revision))
    for kind in (_uploads, _steering, _others):
        yield from (json.dumps(each).encode() for each in kind())


TARGET = Target("surface", check, inputs, is_json=True)
