"""
Recordings of vcrpy come out with the bytes that vcrpy itself would replay.
"""

import gzip
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from samples.shared import RECORDINGS, needs_recordings
from vcr.request import Request
from vcr.serialize import deserialize, serialize
from vcr.serializers import jsonserializer, yamlserializer

from mockgemini.convert import vcrpy
from mockgemini.convert.pairing import PARSED
from mockgemini.convert.places import Place
from mockgemini.convert.sniffing import read
from mockgemini.convert.yamltext import load
from mockgemini.errors import CassetteError
from mockgemini.exchange import Stream

URI = "https://generativelanguage.googleapis.com/v1/interactions"

WRITTEN = [
    path
    for path in sorted(RECORDINGS.glob("*/**/*.yaml"))
    if path.relative_to(RECORDINGS).parts[0]
    in {"braintrust-sdk-python", "openinference", "llm-gemini"}
]
UNPACKED = sorted((RECORDINGS / "pydantic-ai").glob("**/*.yaml"))


def bytes_of(exchange):
    answer = exchange.answer
    return answer.body if isinstance(answer, Stream) else answer.body.read()


def shape(exchange):
    request = exchange.request
    return str(request), request.body.payload.read(), exchange.answer.status, bytes_of(exchange)


def as_vcrpy_reads(path):
    """
    The same, by vcrpy's own serializer.
    """
    requests, responses = deserialize(path.read_text("utf-8"), yamlserializer)
    for request, response in zip(requests, responses, strict=True):
        query = f"?{request.parsed_uri.query}" if request.parsed_uri.query else ""
        body = response["body"]["string"]
        if ["gzip"] in (
            response["headers"].get("content-encoding"),
            response["headers"].get("Content-Encoding"),
        ):
            body = gzip.decompress(body)
        yield (
            f"{request.method} {request.path}{query}",
            request.body or b"",
            response["status"]["code"],
            body,
        )


def made(interaction, **top):
    return vcrpy.read(Place({"interactions": [interaction], **top}, "a.yaml"))


@needs_recordings
@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: "/".join(path.parts[-3:]))
def test_real_recordings_are_read_as_vcrpy_reads_them(path):
    """
    Each exchange of a real recording has the request, status and bytes that vcrpy finds.
    """
    found = read(path)

    assert vcrpy.KIND == found.kind
    assert list(as_vcrpy_reads(path)) == [shape(exchange) for exchange in found.exchanges]


@needs_recordings
@pytest.mark.parametrize("path", UNPACKED, ids=lambda path: path.stem)
def test_parsed_bodies_are_encoded_again_and_said_so(path):
    """
    Bodies that a serializer kept parsed have the same JSON, and a warning tells of it.
    """
    expected = yaml.safe_load(path.read_text("utf-8"))["interactions"]

    found = read(path)

    for interaction, exchange in zip(expected, found.exchanges, strict=True):
        assert interaction["request"]["parsed_body"] == json.loads(
            exchange.request.body.payload.read()
        )
        answer = interaction["response"]
        if "parsed_body" in answer:
            assert answer["parsed_body"] == json.loads(bytes_of(exchange))
        else:
            assert answer["body"]["string"].encode() == bytes_of(exchange)
    assert any(PARSED in warning for warning in found.warnings)


@needs_recordings
@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: "/".join(path.parts[-3:]))
def test_streams_are_streams_and_revisions_are_known(path):
    """
    What was sent as an event stream is one, and the folder's revision is the exchange's.
    """
    generation = path.parent.name

    for exchange in read(path).exchanges:
        is_stream = bytes_of(exchange).startswith(b"event: ")
        assert is_stream == isinstance(exchange.answer, Stream)
        assert (None if generation == "generate_content" else generation) == exchange.revision


@given(body=st.binary(), answer=st.binary(), serializer=st.just(yamlserializer))
def test_whatever_vcrpy_writes_is_read(body, answer, serializer):
    """
    Any bytes that vcrpy's YAML keeps, text or binary, come out as they were.
    """
    response = {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": answer}}
    written = {"requests": [Request("POST", URI, body, {})], "responses": [response]}

    (document,) = load(serialize(written, serializer), "a.yaml")

    assert ("POST /v1/interactions", body, 200, answer) == shape(vcrpy.read(document).exchanges[0])


@given(body=st.text(), answer=st.text())
def test_json_cassettes_are_read(body, answer):
    """
    Any text that vcrpy's JSON keeps comes out as it was.
    """
    response = {
        "status": {"code": 200, "message": "OK"},
        "headers": {"Content-Type": ["text/plain"]},
        "body": {"string": answer.encode(errors="replace")},
    }
    request = Request("POST", URI, body.encode(errors="replace"), {"A": "b"})
    written = serialize({"requests": [request], "responses": [response]}, jsonserializer)

    found = vcrpy.read(Place(json.loads(written), "a.json"))

    assert body.encode(errors="replace") == found.exchanges[0].request.body.payload.read()
    assert answer.encode(errors="replace") == bytes_of(found.exchanges[0])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"body": {"string": "é"}}, "é".encode()),
        ({"body": {"string": None}}, b""),
        ({"body": {"base64_string": "/w=="}}, b"\xff"),
        ({"body": "text"}, b"text"),
        ({"body": None}, b""),
        ({"content": b"\xff"}, b"\xff"),
        ({"parsed_body": {"a": [1, 1.0, "é"]}}, '{"a":[1,1.0,"é"]}'.encode()),
        ({"parsed_body": None}, b""),
        ({}, b""),
    ],
)
def test_bodies_have_many_shapes(body, expected):
    """
    A body is a text, bytes, a mapping with either, or parsed; absent it is empty.
    """
    found = made(
        {
            "request": {"method": "GET", "url": URI, "headers": {"Accept": "x", "X": ["a", "b"]}},
            "response": {"status_code": 200, **body},
            "recorded_at": "2026-08-10T16:48:26",
        }
    )

    assert expected == bytes_of(found.exchanges[0])
    assert "2026-08-10T16:48:26Z" == found.recorded


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("interactions: {}", "a.yaml:1: expected a list, found a mapping at /interactions"),
        ("interactions:\n- {}", "a.yaml:2: expected a text, found nothing at /interactions/0/requ"),
        (
            f"interactions:\n- request: {{method: GET, uri: '{URI}'}}\n  response:\n    status: []",
            "a.yaml:4: expected a whole number, found a list at /interactions/0/response/status",
        ),
    ],
)
def test_malformed_files_are_named_with_their_line(text, complaint):
    """
    What does not fit the format is one sentence with file, line and place.
    """
    (document,) = load(text, "a.yaml")

    with pytest.raises(CassetteError) as error:
        vcrpy.read(document)

    assert str(error.value).startswith(complaint)
