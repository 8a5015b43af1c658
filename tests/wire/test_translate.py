"""
Exchanges from one revision to another: nothing is lost in silence, and back it is the same.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.crossing_exchanges import HI, JSON, NEW, OLD, SSE, exchange, reply, stream
from samples.outcome_strategies import cuts, outcomes, told_by_a_stream

from mockgemini.errors import UsageError
from mockgemini.exchange import Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.jsontext import parse
from mockgemini.wire.outcome import Outcome, Text, UserInput
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.register import revision
from mockgemini.wire.streaming import frames
from mockgemini.wire.translate import Translated, translate
from mockgemini.wire.translating.crossing import Crossing, together

ways = st.sampled_from([(OLD, NEW), (NEW, OLD)])


def plain(outcome, source, target):
    """
    The outcome with what both revisions can say, as it comes back from the other one.
    """
    there, back = Crossing.between(source, target), Crossing.between(target, source)
    kept = there.sayable(map(together, outcome.parts))
    turns = back.turns(again(target, there.turns(outcome.input)))
    return replace(
        outcome,
        parts=tuple(map(together, kept)) if source == OLD else kept,
        input=again(source, turns),
    )


def again(name, turns):
    """
    The turns as a revision reads them when it has told them.
    """
    told = revision(name).renderer.resource(Outcome(input=turns))
    return revision(name).reader.read(told).input


@settings(max_examples=60, deadline=None)
@given(st.data(), ways)
def test_there_and_back_a_reply_is_the_same(data, way):
    """
    What both revisions can say of an answer comes back as it was; and what differs is told.
    """
    here, there = way
    outcome = data.draw(outcomes(here))

    told = translate(exchange(here, reply(here, outcome)), there)
    back = translate(told.exchange, here)

    assert plain(outcome, here, there) == outcome_of(back.exchange)
    assert told.losses or outcome == outcome_of(told.exchange)


@settings(max_examples=60, deadline=None)
@given(st.data(), ways, cuts())
def test_there_and_back_a_stream_is_the_same(data, way, cut):
    """
    The same for streams, however they cut what they tell.
    """
    here, there = way
    outcome = data.draw(outcomes(here))

    told = translate(exchange(here, stream(here, outcome, cut)), there)
    back = translate(told.exchange, here)

    outcome = told_by_a_stream(outcome)
    assert plain(outcome, here, there) == outcome_of(back.exchange)
    assert told.losses or outcome == outcome_of(told.exchange)


@settings(max_examples=60, deadline=None)
@given(st.data(), ways, cuts())
def test_a_translated_stream_folds_to_the_translated_whole(data, way, cut):
    """
    It makes no difference whether a stream is folded before it is translated or after that.
    """
    here, there = way
    outcome = data.draw(outcomes(here))

    of_stream = translate(exchange(here, stream(here, outcome, cut)), there)
    of_whole = translate(exchange(here, reply(here, told_by_a_stream(outcome))), there)

    assert outcome_of(of_whole.exchange) == outcome_of(of_stream.exchange)


def test_what_it_is_besides_stays():
    """
    Note, moment and line of an exchange, and the head of its answer, are those that it had.
    """
    answer = replace(reply(OLD, HI), headers=(*JSON, ("date", "today")))
    old = Exchange(Request("GET", "/v1beta/interactions/a"), answer, note="n", at=1.5, line=7)

    new = translate(old, NEW, source=OLD).exchange

    assert (NEW, "n", 1.5, 7) == (new.revision, new.note, new.at, new.line)
    assert (200, answer.headers, 0.5) == (
        new.answer.status,
        new.answer.headers,
        new.answer.took,
    )


@pytest.mark.parametrize(
    "told",
    [
        exchange(NEW, reply(NEW, HI)),
        Exchange(Request("GET", "/v1beta/files/a"), Reply(200, JSON, Payload(b"{}"))),
        Exchange(Request("GET", "/v1/interactions/a"), reply(NEW, HI), revision="candidates"),
    ],
    ids=["it", "none", "another"],
)
def test_what_speaks_it_already_is_the_very_same(told):
    """
    An exchange in that revision, or in none, is not touched.
    """
    assert Translated(told) == translate(told, NEW)


def test_there_must_be_such_a_revision():
    """
    A revision that there is not is a slip of the caller's.
    """
    with pytest.raises(UsageError, match="a revision is one of"):
        translate(exchange(OLD, reply(OLD, HI)), "candidates")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, b'{"error": {"message": "no", "code": "invalid_request"}}'),
        (404, b'[{"error": {"code": 404, "message": "no", "status": "NOT_FOUND"}}]'),
        (200, b""),
        (200, b"[1]"),
    ],
)
def test_errors_are_told_alike(status, body):
    """
    A refusal, and what is no interaction, keep their bytes.
    """
    told = exchange(OLD, Reply(status, JSON, Payload(body)), path="/v1beta/interactions/a")

    there = translate(told, NEW)

    assert (body, ()) == (there.exchange.answer.body.read(), there.losses)


def test_a_refused_stream_is_told_alike():
    """
    A stream that only refuses keeps its bytes.
    """
    answer = Stream(404, SSE, frames(revision(OLD).renderer.events(HI)))

    assert answer == translate(exchange(OLD, answer), NEW).exchange.answer


def test_polls_keep_their_moments():
    """
    Every state of a poll is translated, and seen as often and at the same moments.
    """
    running = replace(HI, parts=(), status="in_progress")
    said = UserInput((Text("q"),))
    states = (
        Poll(0.0, reply(NEW, running), 13, 10.0),
        Poll(140.2, reply(NEW, replace(HI, parts=(said, Text("hi"))))),
    )

    there = translate(exchange(NEW, Polls(states), method="GET"), OLD)

    one, other = there.exchange.answer.states
    assert (0.0, 13, 10.0, 140.2, 1, 0.0) == (
        *(one.at, one.times, one.every),
        *(other.at, other.times, other.every),
    )
    assert HI == revision(OLD).reader.read(parse(other.reply.body.read().decode()))
    assert ["answer poll 2 steps[0]"] == [loss.place for loss in there.losses]


def test_bodies_keep_their_white_space():
    """
    What was indented stays indented; an empty list of what was done stays one.
    """
    body = b'{\n  "id": "a",\n  "status": "in_progress",\n  "outputs": []\n}'

    there = translate(exchange(OLD, Reply(200, JSON, Payload(body))), NEW)

    expected = (
        b'{\n  "id": "a",\n  "status": "in_progress",\n  "object": "interaction",\n  "steps": []\n}'
    )
    assert expected == there.exchange.answer.body.read()


def test_half_a_surrogate_pair_stays_escaped():
    """
    Text that UTF-8 has no bytes for is written as JSON can write it.
    """
    body = b'{"id":"a", "status":"completed","outputs":[{"type":"text","text":"\\ud800"}]}'

    there = translate(exchange(OLD, Reply(200, JSON, Payload(body))), NEW)

    assert b'"text":"\\ud800"' in there.exchange.answer.body.read()


def test_what_is_called_an_interaction_stays_one():
    """
    The word for what it is stays where no status tells it.
    """
    told = translate(exchange(OLD, Reply(200, JSON, Payload(b'{"object":"interaction"}'))), NEW)

    assert b'{"object":"interaction"}' == told.exchange.answer.body.read()
