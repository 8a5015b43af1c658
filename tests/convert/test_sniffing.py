"""
Each format is told by its content, and what is none of them is said so in one sentence.
"""

import contextlib
import copy
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.convert import sniffing
from mockgemini.convert.sniffing import OwnCassetteError, read
from mockgemini.errors import CassetteError, UsageError

URI = "https://generativelanguage.googleapis.com/v1/interactions"
ASKED = {"method": "GET", "uri": URI, "url": URI}
PAIR = {"request": ASKED, "response": {"status": {"code": 200}, "body": {}}}
SERVED = {"request": {**ASKED, "serverAddress": ""}, "response": {"statusCode": 200}}
HEADERS = {"content-type": ["application/json"], "server-timing": "x; dur=1"}
WHOLE = [
    {
        "interactions": [
            {
                "request": {**ASKED, "headers": HEADERS, "body": {"string": "a"}},
                "response": {"status": {"code": 200}, "headers": HEADERS, "body": "b"},
                "recorded_at": "2026-08-10",
            }
        ]
    },
    {"http_interactions": [{**PAIR, "recorded_at": "x"}]},
    {
        "log": {
            "entries": [
                {
                    "startedDateTime": "2026-08-10T16:48:26Z",
                    "timings": {"wait": 1, "receive": 2},
                    "request": {**ASKED, "headers": [], "postData": {"params": [{"name": "a"}]}},
                    "response": {
                        "status": 200,
                        "headers": [{"name": "a", "value": "b"}],
                        "content": {"mimeType": "x", "text": "W10=", "encoding": "base64"},
                    },
                    "_eventSourceMessages": [{"time": 1.5}],
                }
            ]
        }
    },
    {
        "recordID": "x",
        "interactions": [
            {
                "request": {"request": "GET /x HTTP/1.1", "port": 1, "bodySegments": [None]},
                "response": {
                    "statusCode": 200,
                    "headers": {"content-type": "text/event-stream"},
                    "bodySegments": [{"event_type": "a"}],
                },
            }
        ],
    },
    {
        "replay_id": "x",
        "interactions": [
            {
                "request": {"method": "get", "url": "{MLDEV_URL_PREFIX}/x", "body_segments": [{}]},
                "response": {
                    "status_code": 200,
                    "headers": {"x-goog-upload-url": "/x"},
                    "byte_segments": ["AA"],
                },
            },
            {
                "request": {"url": "", "body_segments": [{"bytes": "AA"}]},
                "response": {"body_segments": [{}]},
            },
        ],
    },
    {"event_type": "a", "interaction": {"model": "m"}},
    {"candidates": [], "modelVersion": "m"},
    [{"error": {"code": 1}}],
]
ARCHIVED = {"request": ASKED, "response": {"status": 200, "content": {}}}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            f"interactions:\n- request: {{method: GET, uri: '{URI}'}}\n  response: {{status: 200}}",
            "vcrpy",
        ),
        ("---\ninteractions: []\nversion: 1\n", "vcrpy"),
        (json.dumps({"version": 1, "interactions": [PAIR]}), "vcrpy"),
        (json.dumps({"http_interactions": [PAIR]}), "Ruby VCR"),
        ("---\nhttp_interactions: []\nrecorded_with: VCR 6.4.0\n", "Ruby VCR"),
        ("\ufeff" + json.dumps({"log": {"entries": [ARCHIVED]}}), "HAR"),
        (json.dumps({"recordID": "x", "interactions": []}), "google test-server"),
        (json.dumps({"interactions": [SERVED]}), "google test-server"),
        (json.dumps(SERVED) + "\n" + json.dumps(SERVED) + "\n", "google test-server"),
        (json.dumps({"replay_id": "a/b/c", "interactions": []}), "google-genai replay"),
        ("when: {path: /x, method: GET}\nthen: {status: 200}\n---\n", "httpmock"),
        ("event: a\ndata: {}\n\n", "event stream"),
        ("\n: hello\n\ndata: {}\n\n", "event stream"),
        ('{"event_type":"a"}', "JSON events"),
        ('{"event_type":"a"}\n\n{"event_type":"b"}', "JSON events"),
        ('{"object":"interaction"}', "JSON body"),
        ('[{"error":{"code":503}}]', "JSON body"),
    ],
)
def test_each_format_is_told_by_its_content(tmp_path, text, kind):
    """
    The name of a file does not matter.
    """
    path = tmp_path / "file"
    path.write_text(text, "utf-8")

    assert kind == read(path).kind


def test_a_byte_order_mark_stays_with_a_stream(tmp_path):
    """
    A stream's bytes are exact even where an editor put a mark before them.
    """
    path = tmp_path / "file"
    path.write_bytes(b"\xef\xbb\xbfdata: {}\n\n")

    assert path.read_bytes() == read(path).exchanges[0].answer.body


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b" \n", ": expected a recording (vcrpy, "),
        (b"\xff\xfe", ": expected a recording in UTF-8"),
        (b"name: x", ": expected a recording (vcrpy, "),
        (b"a: 1\n---\nb: 2", ": expected a recording (vcrpy, "),
        (b"plain words", ": expected a recording (vcrpy, "),
        (b"[]", ": expected a recording (vcrpy, "),
        (b'{"name": "package"}', ": expected a recording (vcrpy, "),
        (b'{"a": 1,\n}', ":2: not readable as JSON: "),
        (b'{"a": 1} x', ":1: not readable as JSON: Extra data"),
        (b'{"a": 1}\nx', ":2: not readable as JSON: "),
        (b'{"a": ' + b"1" * 5000 + b"}", ": not readable as JSON: Exceeds the limit"),
        (b"[" * 200_000, ": its JSON is nested too deeply"),
        (b"- " * 200_000, ":1: nested deeper than 100 levels"),
        (b"a: [", ":2: not readable as YAML: "),
        (b"- request: {}\n  response: {}", ":1: a recording of vcrpy before 1.0; "),
        (b'[{"request": 1}]', ": a recording of vcrpy before 1.0; "),
        (b"interactions: 7", ":1: expected a list, found a number at /interactions"),
        (b'{"log": {"entries": {}}}', ": expected a list, found a mapping at /log/entries"),
    ],
)
def test_what_is_no_recording_is_said(tmp_path, data, complaint):
    """
    Nothing, other files, damage and hostility are one sentence that begins with the file.
    """
    path = tmp_path / "file"
    path.write_bytes(data)

    with pytest.raises(CassetteError) as error:
        read(path)

    assert str(error.value).startswith(f"{path}{complaint}")
    assert "\n" not in str(error.value)


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
ANYTHING |= st.lists(ANYTHING, max_size=2) | st.dictionaries(
    st.text(max_size=3), ANYTHING, max_size=2
)


def places(value, above=()):
    yield above
    if isinstance(value, (list, dict)):
        for key in range(len(value)) if isinstance(value, list) else value:
            yield from places(value[key], (*above, key))


@given(st.data())
def test_no_damage_ends_in_anything_else(data):
    """
    Whatever stands wherever in a recording, it is read or refused in one sentence.
    """
    damaged = copy.deepcopy(data.draw(st.sampled_from(WHOLE)))
    *above, last = data.draw(st.sampled_from([path for path in places(damaged) if path]))
    container = damaged
    for step in above:
        container = container[step]
    container[last] = data.draw(ANYTHING)

    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(json.dumps(damaged))
        file.flush()
        with contextlib.suppress(CassetteError):
            read(Path(file.name))


@given(st.binary(max_size=60))
def test_no_bytes_end_in_anything_else(body):
    """
    Any bytes at all are read or refused.
    """
    with tempfile.NamedTemporaryFile() as file:
        file.write(body)
        file.flush()
        with contextlib.suppress(CassetteError):
            read(Path(file.name))


def test_our_own_cassettes_are_told_apart(tmp_path):
    """
    A cassette needs no import.
    """
    path = tmp_path / "file"
    path.write_text("cassette: 1\nexchanges: []\n")

    with pytest.raises(OwnCassetteError, match="is a cassette already"):
        read(path)


def test_huge_files_are_refused_unread(tmp_path):
    """
    The size is looked at before the content.
    """
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(sniffing.LARGEST + 1)

    with pytest.raises(CassetteError, match=r"268435457 bytes are more than the 268435456"):
        read(path)


def test_what_cannot_be_opened_is_the_callers_mistake(tmp_path):
    """
    A missing file, or a folder, is a UsageError.
    """
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(UsageError, match=str(path)):
            read(path)
