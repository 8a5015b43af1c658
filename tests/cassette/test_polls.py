"""
Repeated GETs put together.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.cassette_values import JSON, events_of, got, posted

from mockgemini.cassette.polls import duration, ended, merged
from mockgemini.exchange import Exchange, Payload, Poll, Polls, Reply, Request, Stream

PATH = "/v1/interactions/v1_abc"


def always(_):
    """
    Takes every GET for a poll.
    """
    return True


def test_equal_answers_are_one_state():
    """
    What was seen again and again is one state: since when, how often, and how far apart.
    """
    asked = [got(PATH, b"a", 10.0 * at) for at in range(13)] + [got(PATH, b"b", 140.2)]

    (exchange,) = merged(asked, always)

    a, b = Reply(200, JSON, Payload(b"a")), Reply(200, JSON, Payload(b"b"))
    assert Polls((Poll(0.0, a, 13, 10.0), Poll(140.2, b))) == _rounded(exchange.answer)
    assert (PATH, 0.0) == (exchange.request.path, exchange.at)


def _rounded(polls):
    return Polls(
        tuple(
            Poll(round(each.at, 6), each.reply, each.times, round(each.every, 6))
            for each in polls.states
        )
    )


@pytest.mark.parametrize(
    "created",
    [
        Reply(200, JSON, Payload(b'{"id":"v1_abc"}'), 3.0),
        Stream(200, (), events_of(b'event: a\ndata: {"id":"v1_abc"}\n\n: b\n\n', 3.0)),
    ],
    ids=["reply", "stream"],
)
def test_times_count_from_the_end_of_what_created_it(created):
    """
    Where the answer that first named the resource is there too, times count from its end.
    """
    post = posted(b"{}", created)
    post.at = 100.0

    _, polled = merged([post, got(PATH, b"a", 103.5, 0.5), got(PATH, b"b", 110.0)], always)

    assert [1.0, 7.0] == [state.at for state in polled.answer.states]


def test_a_file_names_nothing(tmp_path):
    """
    Answers that lie in files, or are polls themselves, are not searched for the resource's name.
    """
    (tmp_path / "a").write_bytes(b"v1_abc")
    download = posted(b"", Reply(200, (), Payload(path=tmp_path / "a"), 9.0))
    before = posted(b"", Polls((Poll(0.0, Reply(200, (), Payload(b"v1_abc"))),)))

    *_, polled = merged([download, before, got(PATH, b"a", 1.0), got(PATH, b"b", 2.0)], always)

    assert [0.0, 1.0] == [state.at for state in polled.answer.states]


def test_a_cancel_ends_a_poll():
    """
    What is read after the resource was changed is a poll of its own, behind the change.
    """
    cancel = Exchange(Request("POST", f"{PATH}/cancel"), Reply(200), at=2.5)
    other = Exchange(Request("POST", "/v1/interactions/v1_x/cancel"), Reply(200), at=0.5)
    asked = [got(PATH, b"a", 0.0), other, got(PATH, b"a", 1.0), cancel, got(PATH, b"b", 3.0)]

    first, _, _, after = merged(asked, always)

    assert [2] == [state.times for state in first.answer.states]
    assert b"b" == after.answer.body.read()


def test_times_count_from_the_first_get_otherwise():
    """
    Where nothing named the resource before, times count from the first GET.
    """
    other = posted(b"{}", Reply(200, JSON, Payload(b'{"id":"v1_xyz"}')))

    _, polled = merged([other, got(PATH, b"a", 50.0, 0.2), got(PATH, b"b", 60.0)], always)

    assert [0.2, 10.0] == [round(state.at, 6) for state in polled.answer.states]


def test_the_exchange_stands_where_the_first_get_stood():
    """
    Polls of two resources, taken in turns, are two exchanges where each began.
    """
    asked = [got("/a/1", b"x", 0), got("/a/2", b"x", 1), got("/a/1", b"y", 2), got("/a/2", b"y", 3)]

    assert ["/a/1", "/a/2"] == [each.request.path for each in merged(asked, always)]


@pytest.mark.parametrize(
    "exchange",
    [
        pytest.param(posted(b"{}", Reply(200)), id="no GET"),
        pytest.param(got(PATH, b"a"), id="no time"),
        pytest.param(Exchange(Request("GET", PATH), Stream(200), at=0.0), id="a stream"),
    ],
)
def test_what_is_not_joined(exchange):
    """
    Only GETs with a whole answer and a time are put together.
    """
    assert [exchange, exchange] == merged([exchange, exchange], always)


def test_what_is_not_polled():
    """
    A GET asked once, or of a kind that is not polled, stays as it is.
    """
    once, again = got(PATH, b"a", 0.0), got(PATH, b"a", 1.0)

    assert [once] == merged([once], always)
    assert [once, again] == merged([once, again], lambda _: False)


def test_status_counts():
    """
    Answers of the same bytes and another status are another state.
    """
    asked = [
        Exchange(Request("GET", PATH), Reply(status, JSON, Payload(b"x")), at=0.0)
        for status in (200, 200, 404)
    ]

    (exchange,) = merged(asked, always)

    assert [(200, 2), (404, 1)] == [
        (each.reply.status, each.times) for each in exchange.answer.states
    ]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([b"x", b"y"])), max_size=12))
def test_nothing_is_lost(asked):
    """
    However GETs follow one another, each answer is in the polls, in order.
    """
    exchanges = [got(f"/v1/{name}", body, float(at)) for at, (name, body) in enumerate(asked)]

    told = {}
    for exchange in merged(exchanges, always):
        answer = exchange.answer
        states = answer.states if isinstance(answer, Polls) else [Poll(0.0, answer)]
        told[exchange.request.path[-1]] = [
            s.reply.body.read() for s in states for _ in range(s.times)
        ]

    assert told == {name: [b for n, b in asked if n == name] for name, _ in asked}


def test_durations():
    """
    An answer is over with its last byte.
    """
    stream = Stream(200, (), events_of(b": a\n\n: b\n\n", 2.0), 0.5)

    assert [2.0, 0.5, 0.7, 0.0] == [
        duration(stream),
        duration(Stream(200, head=0.5)),
        duration(Reply(200, took=0.7)),
        duration(Polls(())),
    ]
    assert (1.7, 0.0) == (ended(got(PATH, b"", 1.0, 0.7)), ended(got(PATH, b"")))
