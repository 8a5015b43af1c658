"""
Exchanges from one revision to another: nothing is lost in silence, and back it is the same.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcome_strategies import cuts, outcomes, told_by_a_stream

from mockgemini.errors import UsageError
from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.jsontext import parse
from mockgemini.wire.encoding import encode
from mockgemini.wire.outcome import Media, Outcome, Text
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.register import NAMES, revision
from mockgemini.wire.streaming import frames
from mockgemini.wire.translate import Translated, translate
from mockgemini.wire.translating.crossing import Crossing, parted, together

OLD, NEW = NAMES
ways = st.sampled_from([(OLD, NEW), (NEW, OLD)])
JSON = (("content-type", "application/json"),)
SSE = (("content-type", "text/event-stream"),)


def exchange(name, answer, body=b"", path="/v1beta/interactions", method="POST"):
    request = Request(method, path, body=Body.of(body if isinstance(body, bytes) else encode(body)))
    return Exchange(request, answer, revision=name)


def reply(name, outcome):
    """
    The outcome as a whole answer.
    """
    return Reply(200, JSON, Payload(encode(revision(name).renderer.resource(outcome))), 0.5)


def stream(name, outcome, cut):
    """
    The outcome as a stream.
    """
    return Stream(200, SSE, frames(revision(name).renderer.events(outcome, cut)), 0.1)


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


@settings(max_examples=200, deadline=None)
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


@settings(max_examples=300, deadline=None)
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


@settings(max_examples=300, deadline=None)
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
