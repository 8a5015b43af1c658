"""
Recordings of Ruby's VCR come out with the bytes that were on the wire.
"""

import base64

import pytest
import yaml
from samples.shared import RECORDINGS, needs_recordings

from mockgemini.convert import ruby_vcr
from mockgemini.convert.places import Place
from mockgemini.convert.sniffing import read

URI = "https://generativelanguage.googleapis.com/v1/interactions"


class Plain(yaml.SafeLoader):
    """
    An independent reading: PyYAML's own loader, with Ruby's tag for binary texts.
    """


Plain.add_constructor("!binary", lambda _, node: base64.b64decode(node.value))


def interaction(asked, answered=None):
    return {
        "request": {"method": "post", "uri": URI, "body": asked},
        "response": {"status": {"code": 200}, "body": answered},
    }


def read_back(body):
    found = ruby_vcr.read(Place({"http_interactions": [interaction(body, body)]}, "a.yml"))
    (exchange,) = found.exchanges
    assert exchange.request.body.payload == exchange.answer.body
    return exchange.answer.body.read()


@needs_recordings
def test_a_resumable_upload_is_whole():
    """
    Both legs of a real upload are there, byte for byte, and the second goes where the first said.
    """
    path = RECORDINGS / "ruby_llm/files/uploads_a_pdf_through_the_files_api.yml"
    expected = yaml.load(path.read_text(), Plain)["http_interactions"]  # noqa: S506 - a safe loader

    found = read(path)

    start, finalize = found.exchanges
    for raw, exchange in zip(expected, found.exchanges, strict=True):
        body = raw["request"]["body"]["string"]
        assert (
            body if isinstance(body, bytes) else body.encode()
        ) == exchange.request.body.payload.read()
        assert raw["response"]["body"]["string"].encode() == exchange.answer.body.read()
        assert raw["response"]["status"]["code"] == exchange.answer.status
    given = dict(start.answer.headers)
    assert f"POST {given['x-goog-upload-url']}" == str(finalize.request)
    assert given["x-goog-upload-url"] == given["x-goog-upload-control-url"]
    assert "upload, finalize" == finalize.request.header("x-goog-upload-command")
    assert 18_810 == finalize.request.body.payload.size
    assert finalize.request.body.payload.read().startswith(b"%PDF-")
    assert "2026-08-19T14:34:12Z" == found.recorded
    assert [] == found.warnings


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"encoding": "UTF-8", "string": "é"}, "é".encode()),
        ({"encoding": "ISO-8859-1", "string": "é"}, b"\xe9"),
        ({"encoding": "ASCII-8BIT", "string": "é"}, "é".encode()),
        ({"encoding": "US-ASCII", "string": None}, b""),
        ({"encoding": "no-such", "string": "é"}, "é".encode()),
        ({"encoding": "ISO-8859-1", "string": "✓"}, "✓".encode()),
        ({"encoding": "ASCII-8BIT", "string": b"\xff"}, b"\xff"),
        ({"encoding": "ISO-8859-1", "string": b"\xff"}, b"\xff"),
        ({"encoding": "ASCII-8BIT", "base64_string": "/w=="}, b"\xff"),
        ("text", b"text"),
        (None, b""),
    ],
)
def test_bodies_are_in_the_encoding_they_had(body, expected):
    """
    A text is encoded as its file says; what cannot be is taken in UTF-8.
    """
    assert expected == read_back(body)
