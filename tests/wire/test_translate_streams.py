"""
Streams from one revision to another, event by event.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.crossing_streams import (
    IMAGE,
    NEW,
    OLD,
    OTHER,
    delta,
    said,
    start,
    stop,
    stream,
    text,
    told,
)
from samples.outcome_strategies import cuts, outcomes

from mockgemini.exchange import Exchange, Request, Stream
from mockgemini.wire.checker import checker_of
from mockgemini.wire.deviation import breaking
from mockgemini.wire.outcome import FunctionCall, Outcome, Text, Thought
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.register import NAMES, revision
from mockgemini.wire.streaming import frames
from mockgemini.wire.translate import translate

# --- one after the other ----------------------------------------------------------------------


def test_a_message_becomes_its_contents():
    """
    Contents of one message begin and end where their deltas do, at the moments of these.
    """
    answer, losses = told(
        stream(
            start(0, "step.start", {"type": "model_output"}),
            delta(0, "step.delta", text("a")),
            delta(0, "step.delta", text("b")),
            delta(0, "step.delta", IMAGE),
            delta(0, "step.delta", text("c")),
            stop(0, "step.stop"),
        ),
        NEW,
    )

    assert [
        (1, "content.start", {"index": 0, "content": {"type": "text"}}),
        (2, "content.delta", {"index": 0, "delta": text("a")}),
        (3, "content.delta", {"index": 0, "delta": text("b")}),
        (4, "content.stop", {"index": 0}),
        (4, "content.start", {"index": 1, "content": {"type": "image"}}),
        (4, "content.delta", {"index": 1, "delta": IMAGE}),
        (5, "content.stop", {"index": 1}),
        (5, "content.start", {"index": 2, "content": {"type": "text"}}),
        (5, "content.delta", {"index": 2, "delta": text("c")}),
        (6, "content.stop", {"index": 2}),
    ] == said(answer)
    assert [] == losses


def test_contents_become_a_message():
    """
    Contents side by side are one message; the border between two of them is none of its events.
    """
    answer, losses = told(
        stream(
            start(0, "content.start", {"type": "text"}),
            delta(0, "content.delta", text("a")),
            stop(0, "content.stop"),
            start(1, "content.start", {"type": "image"}),
            delta(1, "content.delta", IMAGE),
            stop(1, "content.stop"),
            start(2, "content.start", {"type": "thought"}),
            stop(2, "content.stop"),
        ),
        OLD,
    )

    assert [
        (1, "step.start", {"index": 0, "step": {"type": "model_output"}}),
        (2, "step.delta", {"index": 0, "delta": text("a")}),
        (5, "step.delta", {"index": 0, "delta": IMAGE}),
        (6, "step.stop", {"index": 0}),
        (7, "step.start", {"index": 1, "step": {"type": "thought"}}),
        (8, "step.stop", {"index": 1}),
    ] == said(answer)
    assert [] == losses


def test_texts_side_by_side_are_messages():
    """
    Two texts that would run together begin messages of their own, and that is told.
    """
    contents = [
        event
        for index in range(2)
        for event in (
            start(index, "content.start", {"type": "text"}),
            delta(index, "content.delta", text("a")),
            stop(index, "content.stop"),
        )
    ]

    answer, losses = told(stream(*contents), OLD)

    assert [0, 0, 0, 1, 1, 1] == [data["index"] for _, _, data in said(answer)]
    why = "it begins one in steps, where a stream would join the two"
    assert [f"answer event 4: that it goes on in the message before it: {why}"] == losses


def test_citations_come_when_they_came():
    """
    Citations are told by deltas of other names, early ones together with their text.
    """
    cited = {"start_index": 0, "end_index": 1, "url": "u", "type": "url_citation"}
    early = {"start_index": 0, "end_index": 1, "source": "https://a"}
    old = stream(
        start(0, "content.start", {"type": "text"}),
        delta(0, "content.delta", {**text("a"), "annotations": [early]}),
        delta(0, "content.delta", {"annotations": [cited], "type": "text_annotation"}),
    )

    answer, losses = told(old, OLD)

    late = {"start_index": 0, "end_index": 1, "url": "https://a", "type": "url_citation"}
    kind = "text_annotation_delta"
    assert [
        (1, "step.start", {"index": 0, "step": {"type": "model_output"}}),
        (2, "step.delta", {"index": 0, "delta": text("a")}),
        (2, "step.delta", {"index": 0, "delta": {"annotations": [late], "type": kind}}),
        (3, "step.delta", {"index": 0, "delta": {"annotations": [cited], "type": kind}}),
    ] == said(answer)
    assert [] == losses


def test_arguments_come_whole_or_in_pieces():
    """
    A call told in pieces is told at its last piece where calls come whole, and the other way round.
    """
    call = {"id": "c", "type": "function_call", "name": "f"}
    pieces = ({"arguments": piece, "type": "arguments_delta"} for piece in ('{"a"', ":1}"))
    new = stream(
        start(0, "step.start", {**call, "arguments": {}}),
        *(delta(0, "step.delta", piece, event_id=str(n)) for n, piece in enumerate(pieces)),
        stop(0, "step.stop"),
    )

    answer, losses = told(new, NEW)
    back, _ = told(answer, OLD)

    assert [
        (1, "content.start", {"index": 0, "content": {"id": "c", "type": "function_call"}}),
        (
            3,
            "content.delta",
            {"index": 0, "delta": {**call, "arguments": {"a": 1}}, "event_id": "1"},
        ),
        (4, "content.stop", {"index": 0}),
    ] == said(answer)
    whole = {"arguments": '{"a":1}', "type": "arguments_delta"}
    assert [
        (1, "step.start", {"index": 0, "step": {**call, "arguments": {}}}),
        (3, "step.delta", {"index": 0, "delta": whole, "event_id": "1"}),
        (4, "step.stop", {"index": 0}),
    ] == said(back)
    assert [] == losses


def test_what_a_start_tells_already_is_told():
    """
    Contents that stand in the event that begins their message are deltas in the other revision.
    """
    begun = {"type": "model_output", "content": [text("a"), IMAGE, text("")]}

    answer, losses = told(
        stream(
            start(0, "step.start", begun),
            delta(0, "step.delta", text("b")),
            stop(0, "step.stop"),
        ),
        NEW,
    )

    assert [
        (1, "content.start", {"index": 0, "content": {"type": "text"}}),
        (1, "content.delta", {"index": 0, "delta": text("a")}),
        (1, "content.stop", {"index": 0}),
        (1, "content.start", {"index": 1, "content": {"type": "image"}}),
        (1, "content.delta", {"index": 1, "delta": IMAGE}),
        (1, "content.stop", {"index": 1}),
        (1, "content.start", {"index": 2, "content": {"type": "text"}}),
        (2, "content.delta", {"index": 2, "delta": text("b")}),
        (3, "content.stop", {"index": 2}),
    ] == said(answer)
    assert [] == losses


def test_an_image_begun_is_one_image():
    """
    What a content began with belongs to its first delta, where every image's delta is an image.
    """
    answer, _ = told(
        stream(
            start(0, "content.start", {"type": "image", "mime_type": "image/png"}),
            delta(0, "content.delta", {"type": "image", "data": "AAAA"}),
        ),
        OLD,
    )

    assert [(2, "step.delta", {"index": 0, "delta": IMAGE})] == said(answer)[1:]


def test_thoughts_keep_their_deltas():
    """
    Thoughts are told alike everywhere, so that every delta stays, and what began them.
    """
    begun = {"signature": "", "summary": [text("a")], "type": "thought"}
    deltas = [
        {"content": text("b"), "type": "thought_summary"},
        {"signature": "", "type": "thought_signature"},
        {"content": text("c"), "type": "thought_summary"},
        {"signature": "s", "type": "thought_signature"},
    ]

    answer, losses = told(
        stream(
            start(0, "step.start", begun),
            *(delta(0, "step.delta", each) for each in deltas),
            stop(0, "step.stop"),
        ),
        NEW,
    )

    first, *others, _ = [data for _, _, data in said(answer)]
    assert (begun, deltas) == (first["content"], [data["delta"] for data in others])
    assert [] == losses


# --- properties -------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(NAMES), cuts())
def test_moments_and_pieces_are_those_recorded(data, source, cut):
    """
    Every event comes at the moment of one that was recorded, in order; texts are cut as they were.
    """
    outcome = data.draw(outcomes(source))
    answer = Stream(200, (), frames(revision(source).renderer.events(outcome, cut)))

    there, _ = told(answer, source)

    times = [event.at for event in there.events]
    assert sorted(times) == times
    assert {event.at for event in there.events} <= {event.at for event in answer.events}
    assert pieces(answer) == pieces(there)


def pieces(answer):
    """
    Each piece of text, and when it came.
    """
    found = []
    for event in answer.events:
        value = json.loads(event.data) if event.data.startswith("{") else {}
        told = value.get("delta", {}).get("text")
        found += [(event.at, told)] if told else []
    return found


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(NAMES), cuts(), st.integers(0, 12))
def test_a_broken_stream_tells_what_was_there(data, source, cut, length):
    """
    However early a stream breaks off, both revisions tell the same of it, or the difference.
    """
    outcome = data.draw(outcomes(source))
    events = frames(revision(source).renderer.events(outcome, cut))[:length]
    exchange = Exchange(
        Request("POST", "/v1beta/interactions"), Stream(200, (), events), revision=source
    )

    there = translate(exchange, OTHER[source])

    assert there.losses or outcome_of(exchange) == outcome_of(there.exchange)


PARTS = (Thought("a", "s"), Text("b"), FunctionCall("f", {"a": 1}, "c"))


@pytest.mark.parametrize("source", NAMES)
def test_what_comes_out_keeps_to_the_grammar(source):
    """
    The other revision's checker finds nothing in the stream that would break a client.
    """
    outcome = Outcome(PARTS, "requires_action", id="a", model="m")
    answer = Stream(200, (), frames(revision(source).renderer.events(outcome)))

    there, losses = told(answer, source)

    faults = breaking(checker_of(OTHER[source]).check_stream(there.events))
    assert ["no_usage"] == [fault.code for fault in faults]
    assert [] == losses


def test_an_item_that_begins_twice_is_told_by_all_it_had():
    """
    Where two items have one index, which no revision allows, the difference is told.
    """
    _, losses = told(
        stream(
            start(0, "step.start", {"type": "thought"}),
            start(0, "step.start", {"type": "thought"}),
        ),
        NEW,
    )

    assert ["answer steps: 1 parts: outputs reads 2"] == losses
