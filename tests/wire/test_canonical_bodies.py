"""
Keys of bodies that are not JSON, or large, and of those that come in chunks.
"""

import base64
import hashlib
import json
import os

import pytest
from stages.keyed import CREATE, UPLOAD, key

from mockgemini.exchange import SPOOL_AT, Body, Payload, Request, Spool
from mockgemini.jsontext import fold
from mockgemini.wire.canonical import canonical, quick


def spooled(data):
    spool = Spool()
    spool.write(data)
    return spool.payload()


IMAGE = base64.b64encode(os.urandom(600)).decode()


def test_base64_is_folded_on_both_sides():
    """
    A body as a cassette holds it, base64 folded away, has the key of the whole one.
    """
    body = json.dumps({"model": "m", "input": [{"type": "image", "data": IMAGE}]})

    def unreadable():
        raise AssertionError("no blob is needed for a key")

    recorded = Payload(load=unreadable, folded=fold(body)[0])
    escaped = body.replace("/", "\\/").encode()

    assert key(body.encode()) == key(recorded) == key(escaped)
    assert key(body.encode()) != key(body.replace(IMAGE, IMAGE[::-1]).encode())
    assert quick(Request("POST", CREATE, body=Body.of(recorded)), "r") is None


def test_quick_key_of_a_recorded_body_is_that_of_the_live_one():
    """
    Small or large, in memory or in a file, the same bytes have the same quick key.
    """
    for text in ["hi", "x" * 10_000, "x" * (SPOOL_AT + 1)]:
        body = json.dumps({"input": text})
        payloads = [Payload(body.encode()), Payload(folded=body), spooled(body.encode())]

        found = {quick(Request("POST", CREATE, body=Body.of(each)), "r") for each in payloads}

        assert 1 == len(found)
        assert 1 == len({key(each) for each in payloads})


def test_large_binary_bodies_are_not_read():
    """
    A spooled body that is no JSON at the first look counts by its digest.
    """
    data = b"\x89PNG" + bytes(SPOOL_AT)
    name = hashlib.sha256(data).hexdigest()[:16]

    form = canonical(Request("POST", "/x", body=Body.of(spooled(data))), None)

    assert (name, None) == (form.digest, form.body)


def test_json_too_large_to_parse_counts_by_its_digest(tmp_path):
    """
    JSON beyond 64 MiB is not parsed.
    """
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(b"[")
        file.truncate(64 * 1024 * 1024 + 1)

    form = canonical(Request("POST", "/x", body=Body.of(Payload(path=path, name="abc"))), None)

    assert "abc" == form.digest


@pytest.mark.parametrize("size", [10, SPOOL_AT + 10], ids=["small", "large"])
def test_multipart_boundaries_are_forgotten(size):
    """
    Two multipart bodies that differ in their boundary only are the same, cut wherever.
    """

    def body(boundary, content):
        return b"--%b\r\ncontent-type: text/plain\r\n\r\n%b\r\n--%b--\r\n" % (
            boundary,
            content,
            boundary,
        )

    keys = [key(spooled(body(boundary, b"x" * size))) for boundary in [b"aaaa", b"bcd"]]

    assert keys[0] == keys[1]
    assert keys[0] != key(spooled(body(b"aaaa", b"y" * size)))
    assert key(b"--") != key(b"--\r\n")


def test_boundary_across_two_pieces_is_found(tmp_path):
    """
    A boundary is cut out even where one piece of a file ends in it.
    """
    for offset in range(1, 12):
        bodies = []
        for boundary in [b"0123456789", b"abcdefghij"]:
            start = b"--" + boundary + b"\r\n"
            fill = b"x" * (256 * 1024 - len(start) - offset)
            path = tmp_path / f"{offset}{boundary.decode()}"
            path.write_bytes(start + fill + boundary + b"--")
            bodies.append(Payload(path=path))

        assert key(bodies[0]) == key(bodies[1])


def chunk(data, **headers):
    return key(
        data,
        UPLOAD,
        query="upload_id=U",
        headers=tuple((f"x-goog-upload-{name}", value) for name, value in headers.items()),
        revision=None,
    )


def test_command_and_offset_tell_chunks_apart():
    """
    The same bytes at another offset, or at the end, are another chunk.
    """
    keys = {
        chunk(b"x", command="upload", offset="0"),
        chunk(b"x", command="upload", offset="1"),
        chunk(b"x", command="upload, finalize", offset="0"),
        chunk(b"y", command="upload", offset="0"),
    }

    assert 4 == len(keys)


def test_what_generations_add_to_chunks_is_forgotten():
    """
    The protocol and the file's name count nothing in a chunk, nor do blanks in the command.
    """
    plain = chunk(b"x", command="upload, finalize", offset="0")

    assert plain == chunk(
        b"x", command="upload,finalize", offset="0", protocol="resumable", **{"file-name": "x.png"}
    )


def test_uploaded_json_counts_as_bytes():
    """
    A JSON file that is uploaded is compared byte for byte.
    """
    one, other = (chunk(data, command="upload", offset="0") for data in [b'{"a":1}', b'{"a": 1}'])

    assert one != other


def test_protocol_tells_beginnings_apart():
    """
    A resumable upload begins otherwise than a multipart one.
    """
    assert chunk(b"{}", protocol="raw") != chunk(b"{}", protocol="multipart")
    assert chunk(b"{}", command="start") != chunk(b"{}", command="start", protocol="resumable")
