"""
What is said of tries.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages.judging import JSON, Client

from mockgemini.verdict.retrying import retry_after

SOON = (*JSON, ("retry-after-ms", "1"))


def tried(status, *moments, headers=JSON):
    """
    A client that was refused at these moments, and answered a second later.
    """
    client = Client()
    for moment in moments:
        client.is_refused(status, at=moment, headers=headers)
    client.told("Fine.")
    client.asks(at=moments[-1] + 1.0)
    return client


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refusal_is_not_worth_a_retry(status):
    """
    The same POST after a refusal for what it says is a finding.
    """
    assert [("retried_refusal", (1, 2, 3))] == tried(status, 1.0, 2.0).found


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_other_errors_are(status):
    """
    What SDKs try again may be tried again.
    """
    assert [] == tried(status, 1.0, 2.0).found


def test_another_request_is_no_retry():
    """
    Whoever mends the request, or looks at something twice, does not try again.
    """
    client = Client()
    client.is_refused(400, "Hi")
    client.is_refused(400, "Hello")
    client.looks("v1_none")
    client.looks("v1_none")

    assert [] == client.found


def test_tries_of_different_clients_are_not_judged():
    """
    Where the same request comes on several connections, nobody can tell whose second try it is.
    """
    client = Client()
    for port in [1, 2, 3]:
        client.peer = ("127.0.0.1", port)
        client.is_refused(400)

    assert [] == client.found


def test_too_soon():
    """
    Whoever comes back before the time that was told has ignored it; some tolerance is given.
    """
    later = (*JSON, ("retry-after", "10"))

    assert [("ignored_retry_after", (1, 2))] == tried(429, 0.0, headers=later).found
    assert [] == tried(429, 0.0, 9.5, headers=later).found[1:]
    assert "to be asked again in 10 s, and was asked again after 1 s" in str(
        tried(429, 0.0, headers=later).verdict
    )


def test_a_skipped_wait_is_a_wait():
    """
    What was slept by skip_waits counts as time.
    """
    client = tried(429, 0.0, headers=(*JSON, ("retry-after-ms", "10000")))
    client.sleeps(10.0, at=0.5)

    assert [] == client.found


def test_a_storm_is_too_many_tries():
    """
    Seven tries in a row are more than any SDK makes on its own; five are not.
    """
    assert [("retry_storm", tuple(range(1, 8)))] == tried(503, *range(6), headers=SOON).found
    assert [] == tried(503, *range(4), headers=SOON).found


def test_a_storm_has_pauses_that_do_not_grow():
    """
    Where nothing says when to come back, the pauses grow, as those of the SDKs do.
    """
    assert [("retry_storm", (1, 2, 3, 4))] == tried(503, 0.0, 1.0, 2.0).found
    assert [] == tried(503, 0.0, 0.1, 0.4).found
    assert [] == tried(503, 0.0, 20.0, 40.0, 60.0).found[1:]


def test_tries_that_end_without_an_answer():
    """
    A row of tries may end in the last refusal.
    """
    client = Client()
    for moment in [0.0, 0.1, 0.2, 0.3]:
        client.is_refused(500, at=moment)

    assert [("retry_storm", (1, 2, 3, 4))] == client.found


WORTH_IT = st.sampled_from([408, 409, 429, 500, 503])


@given(
    st.lists(st.tuples(WORTH_IT, st.floats(0.75, 1.0)), max_size=4),
    st.none() | st.integers(1, 60_000),
)
def test_sdks_are_never_accused(tries, told):
    """
    Whoever waits as long as told, else twice as long each time, give or take a quarter, four times
    at most, is well behaved.
    """
    client, moment = Client(), 0.0
    headers = JSON if told is None else (*JSON, ("retry-after-ms", str(told)))
    for number, (status, jitter) in enumerate(tries):
        client.is_refused(status, at=moment, headers=headers)
        moment += 0.5 * 2**number * jitter if told is None else told / 1000
    client.is_refused(503, at=moment)

    assert [] == client.found


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "2", "retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "1"}, 1.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
        ({}, None),
    ],
)
def test_when_to_come_back(headers, seconds):
    """
    Milliseconds go first; dates are not read.
    """
    assert seconds == retry_after(tuple(headers.items()))
