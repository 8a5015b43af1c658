"""
Two answers to the same request: what may be compared, and what is told of it.
"""

import pytest
from samples.replayed import ask, get, polls, reply, stream

from mockgemini.contract.enumerations import enumerations
from mockgemini.exchange import Exchange, Stream
from mockgemini.verifying.comparing import drift, excuse, portraits

DONE = {"id": "v1_x", "status": "completed", "steps": [], "usage": {"total_tokens": 3}}
RUNNING = {"id": "v1_x", "status": "in_progress"}


def answered(answer, asked=None):
    """
    An exchange with this answer.
    """
    return Exchange(asked or ask("hi"), answer, revision="steps")


def told(recorded, live):
    """
    The changes as texts.
    """
    one, other = answered(recorded), answered(live)
    return [str(each) for each in drift(*portraits(one, other), other, enumerations())]


def refused(status, message, **more):
    """
    An answer that is an error.
    """
    return reply({"error": {"message": message} | more}, status=status)


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        (reply(DONE), ""),
        (refused(400, "The field steps is unknown."), ""),
        (refused(404, "The model is not found."), ""),
        (refused(429, "Slow\ndown."), "the real API answered 429: Slow down."),
        (refused(500, ""), "the real API answered 500: without a word"),
        (refused(403, "No."), "the real API answered 403: No."),
        (
            refused(400, "API key not valid.", details=[{"reason": "API_KEY_INVALID"}]),
            "the real API answered 400: API key not valid.",
        ),
        (
            refused(400, "User location is not supported.", reason="FAILED_PRECONDITION"),
            "the real API answered 400: User location is not supported.",
        ),
        (stream((0.0, DONE), cut="upstream"), "the real API's stream broke off"),
        (stream((0.0, DONE)), ""),
    ],
)
def test_what_says_nothing_of_the_api(live, expected):
    """
    Errors of the account and of the hour are no drift; that a request is no longer taken is.
    """
    assert expected == excuse(answered(reply(DONE)), answered(live))


def test_an_error_that_was_recorded_may_come_again():
    """
    What was an error then may be compared with the same one today.
    """
    assert "" == excuse(answered(refused(429, "No.")), answered(refused(429, "Not yet.")))


def test_a_refused_request_is_one_change():
    """
    An error says why; what it lacks beside is not told.
    """
    assert [
        "breaking status_changed answer: 200 → 400: The field steps is unknown.",
    ] == told(reply(DONE), refused(400, "The field steps is unknown."))
    assert [] == told(refused(429, "No."), refused(429, "Not yet."))


def test_fields_that_go_and_come():
    """
    What a client may read and does not find breaks it; what is new does not.
    """
    renamed = DONE | {"usage": {"all_tokens": 3}}

    assert [
        "breaking field_removed answer.usage.total_tokens: was number",
        "info field_added answer.usage.all_tokens: number",
    ] == told(reply(DONE), reply(renamed))


@pytest.mark.parametrize(
    ("recorded", "live", "expected"),
    [
        (polls((0.0, RUNNING, 9), (1.0, DONE, 1)), polls((0.0, RUNNING, 1), (9.0, DONE, 1)), []),
        (
            polls((0.0, RUNNING, 9), (1.0, DONE, 1)),
            reply(DONE),
            ["info states_changed polls: in_progress completed → completed"],
        ),
        (
            reply(DONE),
            polls((0.0, RUNNING, 1), (1.0, RUNNING | {"x": 1}, 1), (2.0, DONE, 1)),
            ["info states_changed polls: completed → in_progress completed"],
        ),
    ],
)
def test_polls_by_their_states(recorded, live, expected):
    """
    How often one had to ask does not count, what was seen does.
    """
    assert expected == told(recorded, live)


def test_a_stream_is_no_poll():
    """
    Where a stream comes instead of states, that is the change.
    """
    one = answered(polls((0.0, RUNNING, 1), (1.0, DONE, 1)), get("/v1/interactions/v1_x"))
    other = answered(stream((0.0, {"event_type": "done"})))

    found = [each.code for each in drift(*portraits(one, other), other, enumerations())]

    assert "kind_changed" == found[0]
    assert "the real API answered 503: without a word" == excuse(one, answered(Stream(503)))
