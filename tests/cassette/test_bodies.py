"""
Bodies: structured where that keeps every byte, else a text, else a blob.
"""

import json

import pytest
from hypothesis import given
from samples.cassette_values import LARGE, SMALL, bodies

from mockgemini.cassette import bodies as bodies_module
from mockgemini.cassette.blobs import BlobReader, BlobWriter
from mockgemini.cassette.bodies import TEXT_UP_TO, read, write
from mockgemini.errors import CassetteError
from mockgemini.exchange import Payload
from mockgemini.jsontext import blob_name


def same(text):
    """
    Redacts nothing.
    """
    return text


def frame_of(data):
    """
    The entries for a body, all blobs inline.
    """
    return write(Payload(data), same, BlobWriter(None))


@given(bodies)
def test_every_byte_is_kept(data):
    """
    Whatever a body holds, its frame gives it back byte for byte.
    """
    frame, inline = frame_of(data)

    assert data == read(frame, BlobReader(inline, None, "x:1"), "x:1").read()


@pytest.mark.parametrize(
    ("data", "frame"),
    [
        pytest.param(b"", {}, id="nothing"),
        pytest.param(b"{}", {"body": {}}, id="empty object"),
        pytest.param(b'{"a":[1,2.5,null]}', {"body": {"a": [1, 2.5, None]}}, id="compact"),
        pytest.param(
            b'{"a": 1, "b": 2}', {"body": {"a": 1, "b": 2}, "json": "spaced"}, id="spaced"
        ),
        pytest.param(
            b'{\n  "a": 1\n}\n', {"body": {"a": 1}, "json": "indent 2, newline"}, id="pretty"
        ),
        pytest.param(
            b'{"a":"x\\ny\\n"}', {"body": {"a": "x\ny\n"}}, id="a text with a last newline"
        ),
        pytest.param(b'{"a":1,"a":2}', {"text": '{"a":1,"a":2}'}, id="a key twice"),
        pytest.param(b'{"a":1e400}', {"text": '{"a":1e400}'}, id="a number beyond all numbers"),
        pytest.param(b'{"a":"\\ud800"}', {"text": '{"a":"\\ud800"}'}, id="half a character"),
        pytest.param(b"hello", {"text": "hello"}, id="text"),
        pytest.param(b'"a"', {"text": '"a"'}, id="a JSON text alone"),
        pytest.param(b"12", {"text": "12"}, id="a number alone"),
        pytest.param(b" {}", {"text": " {}"}, id="JSON behind a blank"),
        pytest.param(b"[" * 500 + b"]" * 500, {"text": "[" * 500 + "]" * 500}, id="deep"),
    ],
)
def test_how_bodies_stand(data, frame):
    """
    A body is structure if the standard encoder writes the same bytes again, else its own text.
    """
    assert (frame, {}) == frame_of(data)


def test_the_deepest_structure():
    """
    Structure goes as deep as the reader of a whole file allows.
    """
    assert "body" in frame_of(b"[" * 94 + b"]" * 94)[0]
    assert "text" in frame_of(b"[" * 95 + b"]" * 95)[0]


def test_base64_goes_aside():
    """
    Long base64 is named in a body and stands elsewhere; a text that looks like a name is marked.
    """
    frame, inline = frame_of(
        json.dumps({"a": SMALL, "b": "$blob:x", "c": "$$", "d": "$5"}).encode()
    )

    name = blob_name(SMALL)
    body = {"a": f"$blob:{name}", "b": "$$blob:x", "c": "$$$", "d": "$5"}
    assert ({"body": body, "json": "spaced"}, {name: SMALL}) == (frame, inline)


def test_bytes_that_are_no_text():
    """
    A binary body is a blob as a whole.
    """
    frame, inline = frame_of(b"\xff\0")

    name = Payload(b"\xff\0").name
    assert ({"bytes": f"$blob:{name}"}, {name: "/wA="}) == (frame, inline)


def test_long_texts_are_blobs(tmp_path):
    """
    A long text that is no JSON is a file, without its secrets.
    """
    writer = BlobWriter(tmp_path / "blobs")
    data = b"secret " * TEXT_UP_TO

    frame, inline = write(Payload(data), lambda text: text.replace("secret", "REDACTED"), writer)
    writer.store()

    assert ({}, ["bytes"]) == (inline, list(frame))
    kept = read(frame, BlobReader({}, tmp_path / "weather.yaml", ""), "").read()
    assert data.replace(b"secret", b"REDACTED") == kept


def test_files(tmp_path, monkeypatch):
    """
    JSON in a file is structure, unless it is huge; whatever else lies in a file is a blob.
    """
    (tmp_path / "json").write_bytes(json.dumps(["x" * TEXT_UP_TO]).encode())
    (tmp_path / "text").write_bytes(b"x" * TEXT_UP_TO)
    (tmp_path / "torn").write_bytes(b"[\xff")

    monkeypatch.setattr(bodies_module, "JSON_UP_TO", TEXT_UP_TO * 2)
    (tmp_path / "huge").write_bytes(json.dumps(["x" * TEXT_UP_TO * 2]).encode())
    kinds = [
        list(write(Payload(path=tmp_path / name), same, BlobWriter(None))[0])
        for name in ("json", "text", "torn", "huge")
    ]

    assert [["body"], ["bytes"], ["bytes"], ["bytes"]] == kinds


def test_redaction_comes_before_structure():
    """
    What a body keeps is what is left of it.
    """
    frame, _ = write(
        Payload(b'{"a":"secret"}'), lambda text: text.replace("secret", "x"), BlobWriter(None)
    )

    assert {"body": {"a": "x"}} == frame


def test_a_read_body_knows_its_folded_text():
    """
    The text with names instead of base64 is known without touching a blob.
    """
    frame, inline = frame_of(json.dumps({"a": LARGE}, separators=(",", ":")).encode())

    payload = read(frame, BlobReader({}, None, "x:1"), "x:1")

    assert f'{{"a":"$blob:{blob_name(LARGE)}"}}' == payload.folded
    with pytest.raises(CassetteError, match="is neither under"):
        payload.read()
    assert [LARGE] == list(inline.values())


@pytest.mark.parametrize(
    ("frame", "problem"),
    [
        ({"body": {}, "text": ""}, "a body is one of 'body' and 'text', not both"),
        ({"body": 1, "text": "", "bytes": ""}, "not both"),
        ({"bytes": 7}, "'bytes' takes $blob:<name>, not 7"),
        ({"bytes": "aGk="}, "'bytes' takes $blob:<name>, not 'aGk='"),
        ({"bytes": "$blob:*"}, "a blob's name is 16 hex digits"),
        ({"text": ["a"]}, "'text' takes a text, not [\"a\"]"),
        ({"body": {}, "json": "neat"}, "'json' says how a body was spelled, and 'neat' is no"),
        ({"body": {}, "json": ["compact"]}, "'json' says how a body was spelled"),
        ({"json": "compact"}, "there is no 'body'"),
        ({"json": "compact", "text": "a"}, "there is no 'body'"),
    ],
)
def test_frames_that_are_none(frame, problem):
    """
    A frame that says no body, or two, is refused with its place.
    """
    with pytest.raises(CassetteError) as caught:
        read(frame, BlobReader({}, None, "x:1"), "x:1")

    assert str(caught.value).startswith("x:1: ")
    assert problem in str(caught.value)
