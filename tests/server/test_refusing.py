import json

import pytest

from mockgemini.errors import (
    CassetteError,
    MockGeminiError,
    SecretError,
    UpstreamError,
    UsageError,
)
from mockgemini.server.refusing import failure, refusal


def test_a_refusal_has_googles_shape():
    """
    An error of ours reads like one of Google's front end.
    """
    reply = refusal(403, "No „entry“.")

    error = json.loads(reply.body.read())["error"]
    assert {"code": 403, "message": "No „entry“.", "status": "PERMISSION_DENIED"} == error
    assert 403 == reply.status


@pytest.mark.parametrize("path", ["/v1/interactions", "/v1beta/interactions/v1_a"])
def test_a_refusal_of_interactions_has_their_shape(path):
    """
    SDKs that check what they get find the error that they expect there.
    """
    reply = refusal(422, "No money is left.", path)

    error = json.loads(reply.body.read())["error"]
    assert {"message": "No money is left.", "code": "failed_precondition"} == error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("a"), 422),
        (CassetteError("a"), 422),
        (SecretError("a"), 422),
        (UpstreamError("a"), 424),
        (MockGeminiError("a"), 422),
        (ValueError("a"), 500),
    ],
    ids=repr,
)
def test_no_sdk_retries_what_will_fail_again(error, status):
    """
    Our own errors have statuses that no SDK retries; only a bug is a 500.
    """
    assert status == failure(error).status


def test_a_bug_keeps_its_text_to_itself():
    """
    An unexpected error is told by its type alone: its text may hold what is nobody's business.
    """
    body = failure(ValueError("AIza-secret")).body.read()

    assert b"ValueError" in body
    assert b"AIza" not in body
