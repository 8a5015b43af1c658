"""
Answers as Google's servers word them.
"""

import pytest
import yaml
from samples.recorded_upload import legs
from samples.shared import needs_recordings

from mockgemini.exchange import Payload
from mockgemini.synthesize.files import answers
from mockgemini.wire.refusal import Refusal


def names(answer):
    """
    The names of an answer's headers, sorted.
    """
    return sorted({name for name, _ in answer.headers})


@pytest.fixture(scope="module")
def recorded():
    """
    The answers that Google gave to the two legs of an upload: headers and body.
    """
    return [(headers, text) for _, headers, text in legs()]


# Of the machinery behind Google's servers, of the connection, and of another port.
LEFT_OUT = {"content-length", "date", "alt-svc"}


@needs_recordings
def test_a_start_is_answered_as_recorded(recorded):
    """
    Name by name the headers are Google's, but for what tells of its inner machinery.
    """
    headers, _ = recorded[0]
    inner = {name for name in headers if "-x-google-" in name}

    answer = answers.begun("id", "http://127.0.0.1/up")

    assert sorted(headers.keys() - LEFT_OUT - inner) == names(answer)
    told = {name: value for name, value in answer.headers if "up" not in name[:2]}
    assert headers["content-type"] == [told["content-type"]]
    assert headers["x-goog-upload-chunk-granularity"] == [told["x-goog-upload-chunk-granularity"]]
    assert headers["x-goog-upload-header-vary"] == [
        value for name, value in answer.headers if name == "x-goog-upload-header-vary"
    ]


@needs_recordings
def test_an_end_is_answered_as_recorded(recorded):
    """
    Headers and layout of the body are Google's, to the byte.
    """
    headers, text = recorded[1]
    file = yaml.safe_load(text)["file"]

    answer = answers.final("id", file)

    assert sorted(headers.keys() - LEFT_OUT) == names(answer)
    assert text.encode() == answer.body.read()
    assert headers["content-length"] == [str(answer.body.size)]


def test_every_answer_says_what_it_is():
    """
    JSON says so with its charset, and a file has its own type.
    """
    told = answers.told({})
    content = answers.content(Payload(b"GIF89a"), "image/gif")

    assert (b"{}\n", "application/json; charset=UTF-8") == (told.body.read(), told.headers[0][1])
    assert (b"GIF89a", ("content-type", "image/gif")) == (content.body.read(), content.headers[0])


def test_a_download_moves_with_an_error_for_a_body():
    """
    As recorded, a 302 has a body that calls itself an unknown error.
    """
    moved = answers.moved("http://127.0.0.1/download")

    assert 302 == moved.status
    assert ("location", "http://127.0.0.1/download") in moved.headers
    assert b'{"error":{"code":302,"message":"Unknown Error.","status":"UNKNOWN"}}' == (
        moved.body.read()
    )


def test_a_standing_tells_its_bytes():
    """
    Active, final or cancelled, after so many bytes; refusals tell a status too.
    """
    standing = dict(answers.standing("id", "active", 12).headers)
    refused = dict(answers.refused(Refusal(400, "x", "No."), "active").headers)

    assert ("active", "12") == (
        standing["x-goog-upload-status"],
        standing["x-goog-upload-size-received"],
    )
    assert "active" == refused["x-goog-upload-status"]
