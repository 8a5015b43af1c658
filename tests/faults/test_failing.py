import json

import pytest
from stages.faulted import REPLY, Stage, given, request

from mockgemini.errors import UsageError
from mockgemini.faults import ExpiredFile, Fail, TransientForbidden, UploadRefused
from mockgemini.faults.failing import refusal, retry_headers

FILE = "https://generativelanguage.googleapis.com/v1beta/files/abc123def456"
USES = {"model": "m", "input": [{"type": "image", "uri": FILE, "mime_type": "image/png"}]}


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "invalid_request"),
        (404, "not_found"),
        (402, "payment_required"),
        (429, "rate_limit_exceeded"),
        (500, "api_error"),
        (501, "not_implemented"),
        (502, "bad_gateway"),
        (503, "service_unavailable"),
        (504, "deadline_exceeded"),
        (599, "status_599"),
    ],
)
def test_the_interactions_api_calls_its_errors_by_words(status, code):
    """
    Message before code, the code a word of its documentation or the status's name.
    """
    told = given(Fail(status))

    assert (status, code) == (told.status, told.json["error"]["code"])
    assert ["message", "code"] == list(told.json["error"])
    assert told.message
    assert ("content-type", "application/json; charset=UTF-8") in told.headers


def test_other_paths_have_the_front_ends_shape():
    """
    The Files API, and all that is no interaction, answer with a number and a status.
    """
    told = given(Fail(429), asked=("GET", "/v1beta/files/abc", None))

    words = "Resource has been exhausted (e.g. check quota)."
    assert {"error": {"code": 429, "message": words, "status": "RESOURCE_EXHAUSTED"}} == told.json


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        ("interactions", b'{"error":{"message":"No.","code":"busy"}}'),
        ("google", b'{"error":{"code":503,"message":"No.","status":"UNAVAILABLE"}}'),
        ("array", b'[{"error":{"code":503,"message":"No.","status":"UNAVAILABLE"}}]'),
        (
            "html",
            b"<html><head><title>503</title></head><body><h1>No.</h1></body></html>\n",
        ),
    ],
)
def test_an_error_has_the_shape_that_is_asked_for(shape, body):
    """
    To the byte; and the words that were given.
    """
    told = given(Fail(503, code="busy", message="No.", shape=shape))

    assert body == told.body
    assert ("html" in dict(told.headers)["content-type"]) == (shape == "html")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (None, ()),
        (0, (("retry-after-ms", "0"),)),
        (0.001, (("retry-after-ms", "1"),)),
        (0.0005, (("retry-after-ms", "1"),)),
        (1, (("retry-after", "1"), ("retry-after-ms", "1000"))),
        (2.5, (("retry-after", "3"), ("retry-after-ms", "2500"))),
    ],
)
def test_a_client_is_told_when_to_come_back(seconds, expected):
    """
    In milliseconds, and from a second on in whole ones too; or not at all.
    """
    assert expected == retry_headers(seconds)
    assert set(expected) <= set(given(Fail(429, seconds)).headers)


def test_unless_told_otherwise_at_once():
    """
    So that tests of retries take no time.
    """
    assert ("retry-after-ms", "1") in given(Fail(503)).headers
    assert "retry" not in str(given(Fail(503, None)).headers)


def test_a_look_at_a_job_is_forbidden_once():
    """
    In the recorded words; the next look shows it, and creating is not meant.
    """
    asked = ("GET", "/v1/interactions/v1_ChdhYmM", None)
    stage = Stage(TransientForbidden(), answer=REPLY, asked=asked)

    told = stage.visit()

    assert (
        b'{"error":{"message":"There was a problem processing your request. '
        b'You will not be charged.","code":"permission_denied"}}'
    ) == told.body
    assert [403, 200] == [told.status, stage.visit().status]
    assert 200 == given(TransientForbidden()).status


@pytest.mark.parametrize(
    "asked",
    [
        ("GET", "/v1beta/files/abc123def456", None),
        ("GET", "/v1beta/files/abc123def456:download", None),
        ("DELETE", "/v1beta/files/abc123def456", None),
        ("POST", "/v1/interactions", USES),
        ("POST", "/v1/interactions", {"input": [{"uri": "files/abc123def456"}]}),
        ("POST", "/v1beta/models/m:generateContent", {"contents": [{"fileUri": FILE}]}),
    ],
)
def test_an_expired_file_is_gone_for_all(asked):
    """
    Google says 403, and does not tell gone from foreign; in the shape of what was asked.
    """
    stage = Stage(ExpiredFile(), answer=REPLY, asked=asked)

    told = [stage.visit(), stage.visit()]

    assert [403, 403] == [each.status for each in told]
    assert (
        "You do not have permission to access the File abc123def456 or it may not exist."
    ) == told[0].message
    assert ("permission_denied" == told[0].json["error"]["code"]) == ("interactions" in asked[1])


@pytest.mark.parametrize(
    "asked",
    [
        ("POST", "/v1/interactions", {"input": "see files/abc for more"}),
        ("GET", "/v1/models", None),
    ],
)
def test_what_names_no_file_is_not_concerned(asked):
    """
    Words that only look like one do not matter.
    """
    assert 200 == given(ExpiredFile(), answer=REPLY, asked=asked).status


def test_a_piece_of_an_upload_is_refused_and_sent_again():
    """
    The refusal does not tell how the upload stands; its start is not meant.
    """
    path = "/upload/v1beta/files"
    start = (("x-goog-upload-command", "start"),)
    piece = (("x-goog-upload-command", "upload, finalize"), ("x-goog-upload-offset", "0"))
    fault = UploadRefused()

    assert not fault.concerns(request(path=path, headers=start))
    assert not fault.concerns(request(headers=piece))
    assert fault.concerns(request(path=path, headers=piece))

    stage = Stage(fault, answer=REPLY, asked=("POST", path, {}))
    told = stage.visit(headers=piece)
    assert 503 == told.status
    assert "x-goog-upload-status" not in dict(told.headers)
    assert "UNAVAILABLE" == json.loads(told.body)["error"]["status"]


def test_an_error_may_have_other_words():
    """
    Those given stand for those known.
    """
    said = refusal(429, "quota_exceeded", "Out.")

    assert ("quota_exceeded", "Out.") == (said.code, said.message)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Fail(200), "fail: status takes a whole number from 400 on, not 200"),
        (lambda: Fail(600), "fail: status takes a number from 400 to 599, not 600"),
        (lambda: Fail(429, -1), "fail: retry_after takes seconds from 0 on, not -1"),
        (lambda: Fail(429, code=7), "fail: code takes a printable text, not 7"),
        (lambda: Fail(429, shape="xml"), "fail: shape takes interactions, google, array, html"),
    ],
)
def test_what_cannot_be_meant_is_refused(make, words):
    """
    In one sentence that names fault and option.
    """
    with pytest.raises(UsageError) as error:
        make()

    assert words in str(error.value)


def test_an_upload_may_be_refused_in_other_ways():
    """
    A 200 that does not tell how the upload stands is what one SDK tries again.
    """
    piece = (("x-goog-upload-command", "upload"),)
    stage = Stage(UploadRefused(200), answer=REPLY, asked=("POST", "/upload/v1beta/files", {}))

    told = stage.visit(headers=piece)

    assert (200, b"") == (told.status, told.body)
    for status in (100, 600):
        with pytest.raises(UsageError, match="upload_refused: status takes a"):
            UploadRefused(status)
