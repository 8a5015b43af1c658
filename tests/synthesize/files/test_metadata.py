"""
What clients say of a file.
"""

import json

import pytest

from mockgemini.exchange import Request
from mockgemini.synthesize.files.metadata import LARGEST, Metadata, announced
from mockgemini.wire.refusal import Refused

PLAIN = Request("POST", "/upload/v1/files")


def request(**headers):
    """
    The start of an upload with these headers behind `x-goog-upload-`.
    """
    named = [(f"x-goog-upload-{name.replace('_', '-')}", value) for name, value in headers.items()]
    return Request("POST", "/upload/v1/files", headers=tuple(named))


@pytest.mark.parametrize(
    "file",
    [
        {"mime_type": "a/b", "size_bytes": 4, "display_name": "D", "name": "files/n-1"},
        {"mimeType": "a/b", "sizeBytes": "4", "displayName": "D", "name": "n-1"},
    ],
    ids=["python", "javascript"],
)
def test_both_spellings_say_the_same(file):
    """
    The Python SDK's snake_case and the JavaScript SDK's camelCase are read alike.
    """
    found = announced(PLAIN, json.dumps({"file": file}).encode())

    assert Metadata("files/n-1", "D", "a/b", 4) == found


def test_headers_go_before_metadata():
    """
    Type and size of the headers win; the file's name on the client's disk is a display name.
    """
    asked = request(header_content_type="a/b", header_content_length="7", file_name="x.png")

    assert Metadata(None, "x.png", "a/b", 7) == announced(asked, b'{"file":{"mimeType":"c/d"}}')
    assert Metadata(None, "Mine", "a/b", 7) == announced(asked, b'{"file":{"displayName":"Mine"}}')
    assert Metadata() == announced(PLAIN, b" ") == announced(PLAIN, b"{}")
    assert Metadata(size=0) == announced(PLAIN, b'{"file":{"name":"","size_bytes":0}}')


@pytest.mark.parametrize("name", ["a", "a-b", "files/0", "x" * 40])
def test_a_name_may_be_chosen(name):
    """
    One to forty lower-case letters, digits and dashes, with or without `files/`.
    """
    body = json.dumps({"file": {"name": name}}).encode()

    assert f"files/{name.removeprefix('files/')}" == announced(PLAIN, body).name


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ({"name": "files/-a"}, "Invalid file name 'files/-a'"),
        ({"name": "a-"}, "Invalid file name"),
        ({"name": "files/"}, "Invalid file name"),
        ({"name": "A"}, "Invalid file name"),
        ({"name": "x" * 41}, "Invalid file name"),
        ({"name": 7}, r"Invalid value at 'file\.name'"),
        ({"display_name": "x" * 513}, "513 characters are more than 512"),
        ({"size_bytes": "many"}, "Invalid size of a file 'many'"),
        ({"size_bytes": True}, "Invalid size of a file 'True'"),
        ({"size_bytes": LARGEST + 1}, "larger than the 2147483648"),
        (7, "an object was expected"),
    ],
)
def test_what_cannot_be_is_refused(file, words):
    """
    Each wrong field is a 400 that names it.
    """
    with pytest.raises(Refused, match=words) as caught:
        announced(PLAIN, json.dumps({"file": file}).encode())

    assert 400 == caught.value.refusal.status


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[1]"])
def test_a_body_has_to_be_an_object(body):
    """
    No JSON, no text and no object are refused.
    """
    with pytest.raises(Refused, match="Invalid"):
        announced(PLAIN, body)
