import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.recorded_interactions import streamed

from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.wire.outcome import Outcome, Text, Turn
from mockgemini.wire.reading import (
    duration,
    outcome_of,
    reply_body,
    request_body,
    spent,
    turns_of,
)
from mockgemini.wire.register import NAMES

CREATE, GET = "/v1beta/interactions", "/v1beta/interactions/v1_a"
DONE = Reply(200, body=Payload(b'{"status":"completed"}'), took=0.5)


def asked(body=b"", method="POST", path=CREATE):
    return Request(method, path, body=Body.of(body))


@pytest.mark.parametrize("revision", [None, *NAMES])
def test_replies_polls_and_streams(revision):
    """
    A reply is read, of polls the last, of a stream all events; in whatever revision it is.
    """
    waiting = Poll(0, Reply(200, body=Payload(b'{"status":"in_progress"}')), 3, 2.0)
    stream = streamed([("x", '{"interaction":{"status":"completed"}}')])
    answers = [DONE, Polls((waiting, Poll(9, DONE))), stream]

    outcomes = [outcome_of(Exchange(asked(), answer, revision=revision)) for answer in answers]

    assert [Outcome(status="completed")] * 3 == outcomes


@pytest.mark.parametrize(
    "exchange",
    [
        Exchange(asked(path="/v1beta/files"), DONE),
        Exchange(asked(), DONE, revision="candidates"),
    ],
    ids=["no revision", "a revision unknown here"],
)
def test_what_cannot_be_read(exchange):
    """
    Where there is no revision that we know, there is no outcome and no turn, and nothing spent.
    """
    assert (None, (), (None, None)) == (outcome_of(exchange), turns_of(exchange), spent(exchange))


resources = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["v1_a", "", None, 7]),
        "status": st.just("completed"),
        "usage": st.sampled_from([None, [], {}, {"total_tokens": True}, {"total_tokens": 7}]),
    },
)


@given(st.one_of(resources, st.lists(resources, max_size=2), st.none()), st.sampled_from(NAMES))
def test_what_was_spent_is_what_the_outcome_says(body, revision):
    """
    Reading no more than that makes no difference, in a reply or in a stream.
    """
    reply = Reply(200, body=Payload(json.dumps(body).encode()))
    stream = streamed([("x", json.dumps({"interaction": body}))])

    for answer in (reply, stream):
        exchange = Exchange(asked(), answer, revision=revision)
        outcome = outcome_of(exchange)
        total = None if outcome.usage is None else outcome.usage.total
        assert (outcome.id, total) == spent(exchange)


def test_turns():
    """
    The turns are those of the request.
    """
    exchange = Exchange(asked(b'{"input":"hi"}'), DONE)

    assert (Turn("user", (Text("hi"),)),) == turns_of(exchange)


@pytest.mark.parametrize("data", [b"", b"PNG", b"{", b"[\xff]", b"null", b"[" * 200_000])
def test_bodies_that_are_no_json(data):
    """
    A body that is no JSON object or list tells nothing.
    """
    assert request_body(Exchange(asked(data), DONE)) is None
    assert reply_body(Reply(200, body=Payload(data))) is None


def test_bodies():
    """
    A body may begin with blanks, and is read however large it is.
    """
    assert [1] == reply_body(Reply(200, body=Payload(b" \n[1]" + b" " * 500_000)))


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (DONE, 0.5),
        (streamed([("a", "{}"), ("b", "{}")]), 0.2),
        (Stream(200, head=0.3), 0.3),
        (Polls((Poll(10, DONE, 13, 10.0), Poll(150, DONE, 2, 5.0))), 145),
    ],
)
def test_durations(answer, seconds):
    """
    An answer takes until its last byte, a poll from its first answer to its last.
    """
    assert seconds == duration(answer)
