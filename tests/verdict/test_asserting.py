"""
The verdict as a test asks MockGemini for it.
"""

import http.client
import json
from urllib.parse import urlsplit

import pytest

from mockgemini import MockGemini, UsageError

BODY = json.dumps({"model": "gemini-3.5-flash", "input": "Hi"})
HEADERS = {"content-type": "application/json"}


def asked(mock, times):
    """
    The statuses of the same request, asked again and again on one connection.
    """
    parts = urlsplit(mock.url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    statuses = []
    for _ in range(times):
        connection.request("POST", f"{parts.path}/v1/interactions", BODY, HEADERS)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    return statuses


def test_a_client_that_tries_again():
    """
    What a client does wrong on one connection is found, and told like a failed test.
    """
    with MockGemini() as mock:
        mock.fail(400, times=2)

        assert [400, 400] == asked(mock, 2)
        assert ["retried_refusal"] == mock.verdict.names
        with pytest.raises(AssertionError) as told:
            mock.assert_well_behaved()
    assert (
        "one finding about the client\n"
        "retried_refusal (requests 1, 2): POST /v1/interactions was answered 400 and sent again "
        "unchanged.\n"
        "  Mend the request; only 408, 409, 429 and 5xx are worth another try."
    ) == str(told.value)


def test_several_clients_that_each_try_once():
    """
    The same on several connections is nobody's second try.
    """
    with MockGemini() as mock:
        mock.fail(400, times=2)

        assert [[400], [400]] == [asked(mock, 1), asked(mock, 1)]
        mock.assert_well_behaved()


def test_what_is_allowed():
    """
    Findings are passed over by name; a name that is none is a mistake.
    """
    with MockGemini() as mock:
        mock.fail(400, times=2)
        asked(mock, 2)

        mock.assert_well_behaved(ignore=["retried_refusal"])
        with pytest.raises(UsageError, match="not 'impatience'"):
            mock.assert_well_behaved(ignore=["impatience"])
        with pytest.raises(UsageError, match="polls_per_second"):
            mock.assert_well_behaved(polls_per_second=0)
